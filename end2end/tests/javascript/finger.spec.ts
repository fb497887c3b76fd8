import { expect, test, type Person } from "../../fixtures.ts";
import { threeWeeks } from "../../pages/three-weeks.ts";

/** A finger that goes down on the first of these days, moves over the others, and goes up. */
async function finger(me: Person, ...places: number[]) {
  const session = await me.context.newCDPSession(me.page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: { x: number; y: number }[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const [first, ...others] = await Promise.all(places.map((place) => me.meeting.middle(place)));
  await touch("touchStart", first);
  for (const at of others) await touch("touchMove", at);
  await touch("touchEnd");
}

test("a finger paints ten days with one stroke", async ({ me }) => {
  await threeWeeks(me);
  // Along the first week, and back along the second.
  await finger(me, 0, 1, 3, 6, 13, 11);
  await me.meeting.saved();
  expect(await me.meeting.myDays()).toBe("b".repeat(7) + "ffffbbb" + "f".repeat(7));
  await expect(me.meeting.announcement()).toHaveText("표시했어요: 안 되는 날 10개");
});

test("a second finger zooms and marks nothing, and while the page is zoomed a finger pans", async ({ me }) => {
  await threeWeeks(me);
  const session = await me.context.newCDPSession(me.page);
  const [first, second] = [await me.meeting.middle(7), await me.meeting.middle(9)];
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [first] });
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [first, second] });
  await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [first, { ...second, x: second.x + 60 }] });
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  expect(await me.meeting.myDays()).toBe("f".repeat(21));
  await session.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2.5 });
  await expect(me.page.locator("html[data-zoomed]")).toBeAttached();
  await finger(me, 9, 8, 7);
  expect(await me.meeting.myDays()).toBe("f".repeat(21));
});
