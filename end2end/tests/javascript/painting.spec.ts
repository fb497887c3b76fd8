import { expect, test, type Person } from "../../fixtures.ts";

/** A meeting on three weeks from Sunday that this person has joined. */
async function joined(me: Person) {
  await me.home.open();
  await me.home.selectDates("2026-12-06", "2026-12-26");
  await me.home.create();
  await me.meeting.arrive();
  await me.meeting.join("Sunny");
  // Nothing that is stuck to the bottom covers the days.
  await me.page.locator(".marking").evaluate((days) => days.scrollIntoView());
}

/** The middle of the day at an index. */
async function middle(me: Person, place: number) {
  const box = (await me.meeting.day(place).boundingBox())!;
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

const announcement = (me: Person) => me.page.locator(".status-bar .sr-only");

test("a mouse flick over seven days marks all of them", async ({ me }) => {
  await joined(me);
  const [from, to] = [await middle(me, 7), await middle(me, 13)];
  await me.page.mouse.move(from.x, from.y);
  await me.page.mouse.down();
  // One movement: a quick mouse tells no place in between.
  await me.page.mouse.move(to.x, to.y, { steps: 1 });
  await me.page.mouse.up();
  await me.meeting.saved();
  expect(await me.meeting.myDays()).toBe("f".repeat(7) + "b".repeat(7) + "f".repeat(7));
});

test("a weekday's name marks its days, the edge of a week that week, and both take it back", async ({ me }) => {
  await joined(me);
  await me.page.getByRole("button", { name: "월요일 모두 표시" }).click();
  await me.meeting.saved();
  expect(await me.meeting.myDays()).toBe("fbfffff".repeat(3));
  await me.page.locator(".edge button").nth(1).click();
  await expect.poll(() => me.meeting.myDays()).toBe("fbfffff" + "bbbbbbb" + "fbfffff");
  await me.page.locator(".edge button").nth(1).click();
  await expect.poll(() => me.meeting.myDays()).toBe("fbfffff" + "fffffff" + "fbfffff");
});

test("whatever marks days says so to those who listen, and that it is saved", async ({ me }) => {
  await joined(me);
  await me.page.getByRole("button", { name: "주말은 안 돼요" }).click();
  await expect(announcement(me)).toHaveText("표시했어요: 안 되는 날 6개");
  await expect(me.page.locator(".saving [role=status]")).toHaveText("저장됨");
  await me.page.getByRole("button", { name: "다 돼요" }).click();
  await expect(announcement(me)).toHaveText("표시했어요: 되는 날 6개");
  await me.page.getByRole("button", { name: "되돌리기" }).click();
  await expect(announcement(me)).toHaveText("되돌렸어요: 안 되는 날 6개");
  await me.meeting.day(1).focus();
  await me.page.keyboard.press("Shift+ArrowRight");
  await expect(announcement(me)).toHaveText("표시했어요: 안 되는 날 2개");
});

test("Space does what the brush says, and I opens the day", async ({ me }) => {
  await joined(me);
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
