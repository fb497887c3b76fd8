import { expect, expectAccessible, test } from "../fixtures.ts";

test("the dates of a meeting can be decided later, by its organizer only", async ({ me, somebody }) => {
  await me.home.open();
  await me.home.create();
  const url = await me.meeting.arrive();
  await expect(me.page.getByRole("heading", { level: 1 })).toHaveText("이름 없는 미팅");
  await expectAccessible(me);

  const guest = await somebody();
  await guest.page.goto(url);
  await expect(guest.page.getByText("아직 날짜가 정해지지 않았어요.")).toBeVisible();
  await expectAccessible(guest);

  await me.home.option("이번 달").check();
  await me.meeting.send(me.page.getByRole("button", { name: "날짜 정하기" }));
  await expect(me.page.getByRole("heading", { name: "모두의 날짜" })).toBeVisible();
  await guest.meeting.open(url);
  await guest.meeting.join("Kit");
});

test("dates that are set cannot be set again from a page that was left open", async ({ me, announce }) => {
  announce(/422/);
  await me.home.open();
  await me.home.create();
  const url = await me.meeting.arrive();
  const second = await me.context.newPage();
  // This page does not receive live updates.
  await second.routeWebSocket(/\/live\//, () => {});
  await second.goto(url);
  await me.home.option("이번 달").check();
  await me.meeting.send(me.page.getByRole("button", { name: "날짜 정하기" }));
  await expect(me.page.getByRole("heading", { name: "모두의 날짜" })).toBeVisible();
  await second.getByRole("radio", { name: "다음 달" }).check();
  await second.getByRole("button", { name: "날짜 정하기" }).click();
  await expect(second.getByRole("alert")).toContainText("날짜가 이미 정해졌어요");
});

test("the organizer changes title and location, and deletes the meeting", async ({ me, announce }) => {
  await me.home.open();
  await me.home.describe("회식", "강남역");
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  const url = await me.meeting.arrive();
  await me.meeting.describe("등산", "북한산");
  await expect(me.page.getByRole("heading", { level: 1 })).toHaveText("등산");
  await expect(me.page.locator(".location")).toHaveText("북한산");

  await me.home.open();
  await me.meeting.send(me.page.getByRole("link", { name: "등산" }));
  await me.meeting.arrive();
  await me.meeting.openManaging();
  await expectAccessible(me);
  const card = me.page.locator("#delete");
  await card.getByLabel("네, 지울게요").check();
  await me.meeting.send(card.getByRole("button", { name: "지우기", exact: true }));
  await expect(me.page.getByRole("button", { name: "미팅 만들기" })).toBeVisible();
  announce(/404/);
  expect((await me.page.goto(url))?.status()).toBe(404);
});

test("somebody answers for somebody else", async ({ me }) => {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  const url = await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await me.page.locator("summary", { hasText: "다른 사람 대신 답하기" }).click();
  await me.page.getByLabel("이름", { exact: true }).fill("할머니");
  await me.meeting.send(me.page.getByRole("button", { name: "넣기" }));
  await expect(me.page.locator("#days-title")).toContainText("할머니");
  await me.meeting.ready();
  await me.meeting.busy(0, 1);
  await me.meeting.open(url);
  expect(await me.meeting.myDays()).toBe("fffff");
  await me.meeting.send((await me.meeting.manage("할머니")).getByRole("link", { name: "날짜 고치기" }));
  await me.meeting.ready();
  await expect(me.page.locator("#days-title")).toContainText("할머니");
  expect(await me.meeting.myDays()).toBe("bbfff");
});

test("a double click and a form that is sent again make one meeting", async ({ me, announce }) => {
  // The second click's request replaces the first.
  announce(/\/api\/create net::ERR_ABORTED$/);
  await me.home.open();
  await me.home.describe("한 번만", "");
  await me.page.getByRole("button", { name: "미팅 만들기" }).dblclick();
  const url = await me.meeting.arrive();
  await me.page.goBack();
  await me.home.ready();
  await me.home.open();
  await expect(me.page.getByRole("link", { name: "한 번만" })).toHaveCount(1);
  await expect(me.page.getByRole("link", { name: "한 번만" })).toHaveAttribute("href", new URL(url).pathname);
});

test("pages speak English to who prefers it", async ({ somebody }) => {
  const visitor = await somebody({ locale: "en-GB" });
  await visitor.home.open();
  await expect(visitor.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(visitor.page.getByRole("button", { name: "Make the meeting" })).toBeVisible();
  await expectAccessible(visitor);
});
