import { expect, test } from "../../fixtures.ts";
import { threeWeeks } from "../../pages/three-weeks.ts";

test("a mouse flick over seven days marks all of them", async ({ me }) => {
  await threeWeeks(me);
  const [from, to] = [await me.meeting.middle(7), await me.meeting.middle(13)];
  await me.page.mouse.move(from.x, from.y);
  await me.page.mouse.down();
  // One movement: a quick mouse tells no place in between.
  await me.page.mouse.move(to.x, to.y, { steps: 1 });
  await me.page.mouse.up();
  await me.meeting.saved();
  expect(await me.meeting.myDays()).toBe("f".repeat(7) + "b".repeat(7) + "f".repeat(7));
});

test("a weekday's name marks its days, the edge of a week that week, and both take it back", async ({ me }) => {
  await threeWeeks(me);
  await me.page.getByRole("button", { name: "월요일 모두 표시" }).click();
  await me.meeting.saved();
  expect(await me.meeting.myDays()).toBe("fbfffff".repeat(3));
  await me.page.locator(".edge button").nth(1).click();
  await expect.poll(() => me.meeting.myDays()).toBe("fbfffff" + "bbbbbbb" + "fbfffff");
  await me.page.locator(".edge button").nth(1).click();
  await expect.poll(() => me.meeting.myDays()).toBe("fbfffff" + "fffffff" + "fbfffff");
});

test("whatever marks days says so to those who listen, and that it is saved", async ({ me }) => {
  await threeWeeks(me);
  await me.page.getByRole("button", { name: "주말은 안 돼요" }).click();
  await expect(me.meeting.announcement()).toHaveText("표시했어요: 안 되는 날 6개");
  await expect(me.page.locator(".saving [role=status]")).toHaveText("저장됨");
  await me.page.getByRole("button", { name: "다 돼요" }).click();
  await expect(me.meeting.announcement()).toHaveText("표시했어요: 되는 날 6개");
  await me.page.getByRole("button", { name: "되돌리기" }).click();
  await expect(me.meeting.announcement()).toHaveText("되돌렸어요: 안 되는 날 6개");
  await me.meeting.day(1).focus();
  await me.page.keyboard.press("Shift+ArrowRight");
  await expect(me.meeting.announcement()).toHaveText("표시했어요: 안 되는 날 2개");
});

test("Space does what the brush says, and I opens the day", async ({ me }) => {
  await threeWeeks(me);
  await me.meeting.brush("좋아요");
  await me.meeting.day(2).focus();
  await me.page.keyboard.press("Space");
  await me.meeting.saved();
  expect((await me.meeting.myDays()).slice(0, 4)).toBe("ffsf");
  await me.page.keyboard.press("i");
  await expect(me.page.locator("#day-title")).toContainText("12월 8일 화요일");
  await expect(me.page).toHaveURL(/day=2026-12-08/);
  await me.page.keyboard.press("Escape");
  await expect(me.page).not.toHaveURL(/day=/);
  await me.meeting.brush("누구?");
  await me.meeting.day(3).click();
  await expect(me.page.locator("#day-title")).toContainText("12월 9일 수요일");
  expect((await me.meeting.myDays()).slice(0, 4)).toBe("ffsf");
});
