import { expect, test } from "../../fixtures.ts";
import { joined, meetingOf } from "../../pages/together.ts";

test("where no WebSocket gets through, updates come a little late, and the page says no more than that", async ({ me, somebody, announce }) => {
  announce(/WebSocket/);
  const url = await meetingOf(me);
  const kit = await somebody();
  await kit.page.routeWebSocket(/\/live\//, (socket) => socket.close());
  await kit.meeting.open(url);
  await kit.meeting.join("Kit");
  await expect(kit.page.getByText("조금 늦게 보여요")).toBeVisible();
  await expect(kit.page.getByText("연결이 끊겼어요.")).toBeHidden();
  await me.meeting.busy(3);
  await expect(kit.meeting.day(3).locator(".count")).toHaveText("1/2");
  await kit.meeting.busy(5);
  await expect(me.meeting.day(5).locator(".count")).toHaveText("1/2");
  await expect(kit.page.getByText("연결이 끊겼어요.")).toBeHidden();
});

test("where WebSockets are swallowed without a word, updates come a little late too", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await somebody();
  await kit.page.clock.install();
  await kit.page.routeWebSocket(/\/live\//, () => {});
  await kit.meeting.open(url);
  await kit.meeting.join("Kit");
  // An attempt to connect may take ten seconds.
  await expect(async () => {
    await kit.page.clock.fastForward(11_000);
    await expect(kit.page.getByText("조금 늦게 보여요")).toBeVisible({ timeout: 500 });
  }).toPass();
  await me.meeting.busy(3);
  await kit.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(kit.meeting.day(3).locator(".count")).toHaveText("1/2");
});

test("a mark made offline over somebody else's counts, says so, and undo leads back to the other one", async ({ me, somebody, announce }) => {
  announce(/ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to load resource/);
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await kit.context.setOffline(true);
  await (kit.way.touch ? kit.meeting.day(2).tap() : kit.meeting.day(2).click());
  await expect(kit.page.locator(".saving")).toHaveAttribute("data-saving", "waits");
  // The organizer stars the day for Kit meanwhile.
  await me.meeting.send((await me.meeting.manage("Kit")).getByRole("link", { name: "날짜 고치기" }));
  await me.meeting.star(2);
  await kit.context.setOffline(false);
  await expect(kit.page.getByText("그사이")).toBeVisible();
  await kit.meeting.saved();
  expect((await kit.meeting.myDays())[2]).toBe("b");
  await kit.page.getByRole("button", { name: "되돌리기" }).click();
  await kit.meeting.saved();
  expect((await kit.meeting.myDays())[2]).toBe("s");
});

test("a mark in flight that arrives after somebody else's counts, and says so; one that arrives before does not", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await me.meeting.send((await me.meeting.manage("Kit")).getByRole("link", { name: "날짜 고치기" }));
  await me.meeting.connected();
  for (const [index, arrives] of [
    [2, "after"],
    [4, "before"],
  ] as const) {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await kit.page.route("**/api/mark", async (route) => {
      if (arrives === "after") {
        await released;
        return route.continue();
      }
      const response = await route.fetch();
      await released;
      await route.fulfill({ response });
    });
    const day = kit.meeting.day(index);
    await kit.meeting.brush("안 돼요");
    const sent = kit.page.waitForRequest("**/api/mark");
    await (kit.way.touch ? day.tap() : day.click());
    await sent;
    if (arrives === "before") await expect(me.meeting.day(index)).toHaveAttribute("data-mine", "b");
    await me.meeting.star(index);
    await expect(kit.page.locator(".status-bar").getByText("Kit 님의 표시")).toBeAttached();
    release();
    await kit.meeting.saved();
    await expect(day).toHaveAttribute("data-mine", arrives === "after" ? "b" : "s");
    const said = kit.page.locator(".status-bar .notice[data-on]").filter({ hasText: "그사이" });
    await expect(said).toHaveCount(arrives === "after" ? 1 : 0);
    await kit.page.unroute("**/api/mark");
    await kit.page.reload();
    await kit.meeting.connected();
  }
});

test("a browser that keeps no cookies is told so before anything is typed", async ({ me }) => {
  await me.page.addInitScript(() => Object.defineProperty(Navigator.prototype, "cookieEnabled", { value: false }));
  await me.home.open();
  await expect(me.page.getByText("쿠키를 저장하지 않아서")).toBeVisible();
  await me.home.create();
  await me.meeting.arrive();
  await expect(me.page.getByText("쿠키를 저장하지 않아서")).toBeVisible();
});

test("the state of saving covers no long name", async ({ me }) => {
  await meetingOf(me);
  await me.meeting.remove("Sunny");
  await me.meeting.join("가나다라마바사아자차카타파하".repeat(8));
  await me.meeting.busy(0);
  const [name, saving] = await Promise.all(
    ["#days-title small", ".saving [role=status]"].map((part) => me.page.locator(part).boundingBox()),
  );
  const beside = name!.x + name!.width <= saving!.x;
  const apart = beside || name!.y >= saving!.y + saving!.height || saving!.y >= name!.y + name!.height;
  expect(apart, JSON.stringify({ name, saving })).toBe(true);
});
