import { expect, expectAccessible, test } from "../fixtures.ts";

test("a range that is over is asked about once, and its year is written", async ({ me, announce }) => {
  announce(/422/);
  await me.home.open();
  await me.home.describe("송년회", "");
  await me.home.selectDates("2025-12-01", "2025-12-28");
  await me.home.create();
  await expect(me.meeting.problem().filter({ hasText: "모두 지나간 날" })).toContainText("2025년 12월 1일 – 28일");
  await expect(me.home.field("첫날")).toHaveValue("2025-12-01");
  await expectAccessible(me);
  await me.page.getByLabel("네, 이 날짜가 맞아요").check();
  await me.home.create();
  await me.meeting.arrive();
  await expect(me.page.locator(".facts")).toContainText("2025년 12월 1일 – 28일");
  await me.meeting.join("Kit");
  await expect(me.meeting.day(0)).toContainText("2025년");
  await expect(me.page.getByText("모두 지나간 날이에요.")).toBeVisible();
});

test("dates that are over are asked about once where they are set later", async ({ me, announce }) => {
  announce(/422/);
  await me.home.open();
  await me.home.create();
  await me.meeting.arrive();
  await me.home.selectDates("2025-12-01", "2025-12-05");
  const set = me.page.getByRole("button", { name: "날짜 정하기" });
  await me.meeting.send(set);
  await expect(me.meeting.problem().filter({ hasText: "모두 지나간 날" })).toBeVisible();
  await me.page.getByLabel("네, 이 날짜가 맞아요").check();
  await me.meeting.send(set);
  await expect(me.page.locator(".facts")).toContainText("2025년 12월 1일 – 5일");
});

test("other dates than those that were confirmed are asked about again", async ({ me, announce }) => {
  announce(/422/);
  await me.home.open();
  await me.home.selectDates("2025-12-01", "2025-12-28");
  await me.home.create();
  await me.page.getByLabel("네, 이 날짜가 맞아요").check();
  await me.home.field("마지막 날").fill("2025-12-20");
  await me.home.create();
  await expect(me.meeting.problem().filter({ hasText: "모두 지나간 날" })).toContainText("2025년 12월 1일 – 20일");
});

test("removing somebody, a comment or a meeting asks once", async ({ me, somebody }) => {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  const url = await me.meeting.arrive();
  await me.meeting.join("Sunny");
  const bo = await somebody();
  await bo.meeting.open(url);
  await bo.meeting.join("Bo");
  await me.meeting.open(url);
  await me.meeting.comment("마포에서 봐요");
  await me.meeting.entry("마포에서").locator("summary").click();
  await expectAccessible(me);
  await expect(me.meeting.entry("마포에서")).toBeVisible();
  const person = await me.meeting.manage("Bo");
  await person.locator("summary", { hasText: "Bo 빼기" }).click();
  await expectAccessible(me);
  await bo.meeting.open(url);
  expect(await bo.meeting.names()).toEqual(["Sunny", "Bo"]);
  await me.meeting.send(person.getByRole("button", { name: "네, Bo 뺄게요" }));
  expect(await me.meeting.names()).toEqual(["Sunny"]);
  await me.meeting.removeComment(me.meeting.entry("마포에서"));
  await expect(me.meeting.entry("지워진 댓글이에요.")).toBeVisible();
});
