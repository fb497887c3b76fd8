import { expect, test } from "../../fixtures.ts";

test("each comment of a page is sent with a new key, which does not grow", async ({ me }) => {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-21");
  await me.home.create();
  await me.meeting.arrive();
  await me.meeting.join("Sunny");
  const keys: string[] = [];
  for (const text of ["하나", "둘", "셋", "넷"]) {
    const sent = me.page.waitForRequest("**/api/comment");
    await me.meeting.comment(text);
    keys.push(new URLSearchParams((await sent).postData()!).get("key")!);
  }
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => key.length > 32)).toEqual([]);
});
