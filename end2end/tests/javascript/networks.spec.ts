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

test("a browser that keeps no cookies is told so before anything is typed", async ({ me }) => {
  await me.page.addInitScript(() => Object.defineProperty(Navigator.prototype, "cookieEnabled", { value: false }));
  await me.home.open();
  await expect(me.page.getByText("쿠키를 저장하지 않아서")).toBeVisible();
  await me.home.create();
  await me.meeting.arrive();
  await expect(me.page.getByText("쿠키를 저장하지 않아서")).toBeVisible();
});

test("the state of saving stands beside a long name", async ({ me }) => {
  await meetingOf(me);
  await me.meeting.remove("Sunny");
  await me.meeting.join("가나다라마바사아자차카타파하".repeat(8));
  await me.meeting.busy(0);
  const [name, saving] = await Promise.all(
    ["#days-title small", ".saving [role=status]"].map((part) => me.page.locator(part).boundingBox()),
  );
  const apart = name!.x + name!.width <= saving!.x || name!.y >= saving!.y + saving!.height;
  expect(apart, JSON.stringify({ name, saving })).toBe(true);
});
