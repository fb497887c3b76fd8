import { expect, test } from "../../fixtures.ts";

test("presets are seen from the viewer's own day", async ({ me }) => {
  // Half an hour into 2026-12-01 in Seoul, which is still November in UTC.
  await me.page.clock.setFixedTime(new Date("2026-11-30T15:30:00Z"));
  await me.home.open();
  expect(await me.home.today()).toBe("2026-12-01");
  await expect(me.home.option("앞으로 4주 12.1 – 12.28")).toBeVisible();
  await expect(me.home.option("다음 달 1.1 – 1.31")).toBeVisible();
});

test("a day that cannot be today anywhere is shown again to confirm", async ({ me, announce }) => {
  announce(/422/);
  await me.page.clock.setFixedTime(new Date("2020-02-10T03:00:00Z"));
  await me.home.open();
  await me.home.describe("회식", "");
  await me.home.option("앞으로 4주").check();
  await me.home.create();
  await expect(me.meeting.problem()).toContainText("그사이 날짜가 바뀌었어요.");
  await me.home.ready();
  expect(await me.home.today()).not.toBe("2020-02-10");
  await expect(me.home.option("앞으로 4주")).toBeChecked();
  await me.home.create();
  await me.meeting.arrive();
});
