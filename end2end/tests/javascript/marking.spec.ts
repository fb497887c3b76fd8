import type { Request } from "@playwright/test";

import { expect, expectAccessible, test, type Person } from "../../fixtures.ts";

/** A meeting on three weeks that this person has joined. */
async function joined(me: Person) {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-21");
  await me.home.create();
  await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await expect(me.page.locator("[data-index]")).toHaveCount(21);
}

/** The requests with marks that the page sends from now on. */
function marks(me: Person): Request[] {
  const sent: Request[] = [];
  me.page.on("request", (request) => {
    if (request.url().endsWith("/api/mark")) sent.push(request);
  });
  return sent;
}

test("a mark shows at once and is saved in the background", async ({ me, way }) => {
  await joined(me);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await me.page.route("**/api/mark", async (route) => {
    await held;
    await route.continue();
  });
  await (way.touch ? me.meeting.day(3).tap() : me.meeting.day(3).click());
  expect(await me.meeting.myDays()).toBe("fffb" + "f".repeat(17));
  await expect(me.page.locator(".saving")).toHaveAttribute("data-saving", "under-way");
  answer();
  await me.meeting.saved();
  await me.page.reload();
  await me.meeting.ready();
  expect(await me.meeting.myDays()).toBe("fffb" + "f".repeat(17));
  await expectAccessible(me);
});

test("what is marked while a request is under way goes along in one more", async ({ me, way }) => {
  await joined(me);
  const sent = marks(me);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await me.page.route("**/api/mark", async (route) => {
    await held;
    await route.continue();
  });
  for (const place of [0, 2, 4, 6]) await (way.touch ? me.meeting.day(place).tap() : me.meeting.day(place).click());
  answer();
  await me.meeting.saved();
  expect(sent.map((request) => new URLSearchParams(request.postData()!).get("marks"))).toEqual([
    "b" + ".".repeat(20),
    "..b.b.b" + ".".repeat(14),
  ]);
});

test("a failed save is shown, kept, and tried again", async ({ me, way, announce }) => {
  announce(/Failed to load resource|request failed|status 503|api\/mark/);
  await joined(me);
  await me.page.route("**/api/mark", (route) => route.abort());
  await (way.touch ? me.meeting.day(1).tap() : me.meeting.day(1).click());
  await expect(me.page.locator(".saving")).toContainText("아직 저장되지 않았어요.");
  expect(await me.meeting.myDays()).toBe("fb" + "f".repeat(19));
  await expectAccessible(me);
  await me.page.unroute("**/api/mark");
  await me.page.getByRole("button", { name: "다시 시도" }).click();
  await me.meeting.saved();
  await me.page.reload();
  await me.meeting.ready();
  expect(await me.meeting.myDays()).toBe("fb" + "f".repeat(19));
});

test("a tap with a brush that the day already has takes the mark back", async ({ me }) => {
  await joined(me);
  await me.meeting.busy(0);
  await me.meeting.star(1);
  expect((await me.meeting.myDays()).slice(0, 2)).toBe("bs");
  await me.meeting.star(1);
  await me.meeting.busy(0);
  expect((await me.meeting.myDays()).slice(0, 2)).toBe("ff");
});

test("weekends are busy with one button, and all days work with another", async ({ me }) => {
  await joined(me);
  await me.meeting.star(4);
  await me.page.getByRole("button", { name: "주말은 안 돼요" }).click();
  await me.meeting.saved();
  // 5, 6, 12, 13, 19 and 20 December 2026 are Saturdays and Sundays.
  expect(await me.meeting.myDays()).toBe("ffffbbfffffbbfffffbbf");
  await me.meeting.allDaysWork();
  expect(await me.meeting.myDays()).toBe("f".repeat(21));
});

test("the keyboard alone moves, marks, stars and extends", async ({ me }) => {
  await joined(me);
  const sent = marks(me);
  const { keyboard } = me.page;
  await me.meeting.day(0).focus();
  await keyboard.press("ArrowDown");
  await expect(me.meeting.day(7)).toBeFocused();
  await keyboard.press("Space");
  await keyboard.press("Shift+ArrowRight");
  await keyboard.press("Shift+ArrowRight");
  await keyboard.press("End");
  await expect(me.meeting.day(11)).toBeFocused();
  await keyboard.press("s");
  await me.meeting.saved();
  expect(await me.meeting.myDays()).toBe("f".repeat(7) + "bbb" + "f" + "s" + "f".repeat(9));
  expect(sent.length).toBeLessThanOrEqual(4);
  // The grid is one tab stop.
  await keyboard.press("Shift+Tab");
  await expect(me.page.getByRole("button", { name: "되돌리기" })).toBeFocused();
});

test("scrolling over the days marks none", async ({ me, way }) => {
  await joined(me);
  const sent = marks(me);
  const scrolled = () => me.page.evaluate(() => window.scrollY);
  const before = await scrolled();
  const box = (await me.meeting.day(7).boundingBox())!;
  if (way.touch) {
    const session = await me.context.newCDPSession(me.page);
    const at = (y: number) => [{ x: box.x + 20, y }];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(box.y + 20) });
    for (const by of [20, 60, 100, 140]) {
      await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(box.y + 20 - by) });
    }
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  } else {
    await me.page.mouse.move(box.x + 20, box.y + 20);
    await me.page.mouse.wheel(0, 200);
  }
  await expect.poll(scrolled).toBeGreaterThan(before);
  expect(await me.meeting.myDays()).toBe("f".repeat(21));
  expect(sent).toEqual([]);
});

test("what was chosen before the page was hydrated is kept", async ({ me, way }) => {
  await joined(me);
  let load = () => {};
  const held = new Promise<void>((resolve) => (load = resolve));
  await me.page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await me.page.reload({ waitUntil: "commit" });
  const choice = me.page.locator(".choice").nth(2);
  await (way.touch ? choice.tap() : choice.click());
  load();
  await me.meeting.ready();
  await me.meeting.saved();
  expect(await me.meeting.myDays()).toBe("ffb" + "f".repeat(18));
  // The focus is where it was.
  await expect(me.meeting.day(2)).toBeFocused();
});
