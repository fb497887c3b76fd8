import { expect, expectAccessible, test, type Person } from "../../fixtures.ts";
import { MeetingPage } from "../../pages/meeting.ts";
import { joined, meetingOf } from "../../pages/together.ts";

/** Marks a day without waiting until it is saved. */
async function touch(person: Person, place: number) {
  const day = person.meeting.day(place);
  await (person.way.touch ? day.tap() : day.click());
}

test.beforeEach(({ announce }) => {
  announce(/ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to load resource/);
});

test("what is marked offline is kept, shown as waiting, and sent when the connection is back", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await touch(kit, 20);
  await kit.meeting.saved();
  const top = () => kit.meeting.day(20).evaluate((day) => day.getBoundingClientRect().top + window.scrollY);
  const before = await top();
  await kit.context.setOffline(true);
  await touch(kit, 20);
  await touch(kit, 0);
  await touch(kit, 1);
  await expect(kit.page.getByText("연결이 끊겼어요.")).toBeVisible();
  // Nothing moves under the finger.
  expect(await top()).toBe(before);
  await expect(kit.meeting.day(1)).toHaveClass(/waits/);
  await expect(kit.page.locator(".saving")).toHaveAttribute("data-saving", "waits");
  await expectAccessible(kit);
  // Others continue meanwhile.
  await me.meeting.busy(5);
  await expect(me.meeting.day(0).locator(".count")).toHaveText("2/2");

  await kit.context.setOffline(false);
  await kit.meeting.saved();
  await expect(kit.page.getByText("연결이 끊겼어요.")).toBeHidden();
  await expect(kit.meeting.day(1)).not.toHaveClass(/waits/);
  await expect(kit.meeting.day(5).locator(".count")).toHaveText("1/2");
  await expect(me.meeting.day(0).locator(".count")).toHaveText("1/2");
  expect(await kit.meeting.myDays()).toBe("bb" + "f".repeat(19));
});

test("what waits is still there after a reload, and done once", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  // The page loads, but its requests fail.
  await kit.page.route("**/api/**", (route) => route.abort("internetdisconnected"));
  await touch(kit, 2);
  await expect(kit.page.locator(".saving")).toHaveAttribute("data-saving", "failed");
  await kit.page.reload();
  await kit.meeting.ready();
  await expect.poll(() => kit.meeting.myDays()).toBe("ffb" + "f".repeat(18));
  await expect(kit.meeting.day(2)).toHaveClass(/waits/);
  // The page tries again by itself.
  await kit.page.unroute("**/api/**");
  await kit.meeting.saved();
  await expect(me.meeting.day(2).locator(".count")).toHaveText("1/2");
  await kit.page.reload();
  await kit.meeting.ready();
  expect(await kit.meeting.myDays()).toBe("ffb" + "f".repeat(18));
  await expect(me.meeting.entry("Kit 님의 표시: 안 되는 날 1개")).toHaveCount(1);
});

test("what waits for somebody who was removed is dropped with a sentence", async ({ me, somebody, announce }) => {
  // A request that is sent when the connection is back may be aborted by the page's own reload.
  announce(/api\/mark (net::ERR_ABORTED)?|status 404/);
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await kit.context.setOffline(true);
  await touch(kit, 0);
  await expect(kit.page.locator(".saving")).toHaveAttribute("data-saving", "waits");
  await me.meeting.remove("Kit");
  await kit.context.setOffline(false);
  await expect(kit.page.getByText(/그 사람이 이 미팅에서 빠졌어요|이 사람은 이제 미팅에 없어요/)).toBeVisible();
  await kit.meeting.open(url);
  await expect(kit.page.getByRole("button", { name: "시작하기" })).toBeVisible();
  await expect(me.meeting.day(0).locator(".count")).toHaveText("1?/1");
  // The message is shown only once. It would be shown before the page is connected.
  await kit.meeting.open(url);
  await kit.meeting.connected();
  await expect(kit.page.getByText("그 사람이 이 미팅에서 빠졌어요")).toBeHidden();
});

test("marks that wait for another person and are refused are said", async ({ me, somebody, announce }) => {
  announce(/403/);
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await kit.page.route("**/api/**", (route) => route.abort("internetdisconnected"));
  await touch(kit, 2);
  await expect(kit.page.locator(".saving")).toHaveAttribute("data-saving", "failed");
  // Without its cookie the browser is another device, which may not change Kit's days.
  await kit.context.clearCookies();
  await kit.page.unroute("**/api/**");
  await kit.meeting.open(url);
  await expect(kit.page.getByText("다른 사람의 표시를 저장하지 못했어요:")).toBeVisible();
  await expect(me.meeting.day(2).locator(".count")).toHaveText("2?/2");
});

test("who was away catches up with what happened meanwhile", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await kit.context.setOffline(true);
  await me.meeting.busy(0, 3);
  await me.meeting.comment("보고 있어요?");
  await kit.context.setOffline(false);
  await expect(kit.meeting.entry("보고 있어요?")).toBeVisible();
  await expect(kit.meeting.day(3).locator(".count")).toHaveText("1/2");
});

test("what waits is sent by the page that was opened last, and by no other", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await kit.page.route("**/api/**", (route) => route.abort("internetdisconnected"));
  await touch(kit, 2);
  await expect(kit.page.locator(".saving")).toHaveAttribute("data-saving", "failed");

  const page = await kit.context.newPage();
  const second = new MeetingPage(page, kit.way);
  await second.open(url);
  await second.saved();
  await expect(me.meeting.day(2).locator(".count")).toHaveText("1/2");
  await second.brush("돼요");
  await (kit.way.touch ? second.day(2).tap() : second.day(2).click());
  await second.saved();
  await expect(me.meeting.day(2).locator(".count")).toHaveText("2?/2");

  // The first page continues with new edits, not with those that the second page sent.
  await kit.page.unroute("**/api/**");
  await touch(kit, 5);
  await kit.meeting.saved();
  await expect.poll(() => kit.meeting.myDays()).toBe("fffffb" + "f".repeat(15));
  await expect(me.meeting.day(5).locator(".count")).toHaveText("1/2");
  await expect(me.meeting.day(2).locator(".count")).toHaveText("2?/2");
});

test("what was marked for somebody else is sent by one's own page too", async ({ me }) => {
  const url = await meetingOf(me);
  await me.page.locator("summary", { hasText: "다른 사람 대신 답하기" }).click();
  await me.page.getByLabel("이름", { exact: true }).fill("할머니");
  await me.meeting.send(me.page.getByRole("button", { name: "넣기" }));
  await expect(me.page.locator("#days-title")).toContainText("할머니");
  await me.page.route("**/api/mark", (route) => route.abort("internetdisconnected"));
  await touch(me, 3);
  await expect(me.page.locator(".saving")).toHaveAttribute("data-saving", "failed");
  await me.page.unroute("**/api/mark");
  await me.meeting.open(url);
  await expect(me.page.locator("#days-title")).toContainText("Sunny");
  await expect(me.meeting.day(3).locator(".count")).toHaveText("1/2");
  expect(await me.meeting.myDays()).toBe("f".repeat(21));
});

test("a mark that was given up on its way does not undo a newer one", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  let givenUp = "";
  await kit.page.route("**/api/mark", (route) => {
    givenUp ||= route.request().postData()!;
    return route.abort("internetdisconnected");
  });
  await touch(kit, 4);
  await expect(kit.page.locator(".saving")).toHaveAttribute("data-saving", "failed");
  await kit.page.unroute("**/api/mark");
  // The next request is another mark of the same day.
  await kit.meeting.brush("돼요");
  await touch(kit, 4);
  await kit.meeting.saved();
  // The first request arrives only now.
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const late = await kit.page.request.post("/api/mark", { data: givenUp, headers });
  expect(late.status()).toBe(200);
  await kit.meeting.open(url);
  expect(await kit.meeting.myDays()).toBe("f".repeat(21));
});

test("marks that wait while answering is closed are refused with a sentence", async ({ me, somebody, announce }) => {
  announce(/ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to load resource|status 409/);
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await kit.context.setOffline(true);
  await touch(kit, 0);
  await expect(kit.page.locator(".saving")).toHaveAttribute("data-saving", "waits");
  await me.meeting.openManaging();
  await me.meeting.send(me.page.getByRole("button", { name: "답변 마감하기" }));
  await kit.context.setOffline(false);
  await expect(kit.page.getByText("답변이 마감됐어요. 이제 미팅을 만든 사람만").first()).toBeVisible();
});
