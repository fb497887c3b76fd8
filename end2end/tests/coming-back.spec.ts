import { expect, expectAccessible, test, type Person } from "../fixtures.ts";

/** Makes a meeting on five days. */
async function fiveDays(me: Person): Promise<string> {
  await me.home.open();
  await me.home.describe("등산", "관악산");
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  return me.meeting.arrive();
}

/** The link that the page for managing shows. */
async function shownLink(person: Person): Promise<string> {
  await person.meeting.ready();
  await expect(person.page.getByText("지금 한 번만 보여 드려요.")).toBeVisible();
  await expect(person.page.getByRole("img", { name: "QR 코드" })).toBeVisible();
  await expectAccessible(person);
  return person.page.locator("#link").inputValue();
}

test("a personal link carries somebody to another device, once", async ({ me, somebody, announce }) => {
  announce(/410/);
  const url = await fiveDays(me);
  await me.meeting.join("Kit");
  await me.meeting.busy(0);
  await me.meeting.openManaging();
  await me.meeting.send(me.page.locator("#manage-people").getByRole("button", { name: "다른 기기에서 쓸 링크" }));
  const link = await shownLink(me);

  const phone = await somebody();
  await phone.page.goto(link);
  await expect(phone.page.getByText("Kit 님의 날짜를 바꿀 수 있어요")).toBeVisible();
  await expectAccessible(phone);
  await phone.meeting.send(phone.page.getByRole("button", { name: "네, 여기서 이어서 할게요" }));
  // The token is not in the address any more.
  expect(phone.page.url()).toContain(`${url}?seat=`);
  await expect(phone.page.locator("#days-title")).toContainText("Kit");
  await phone.meeting.busy(1);
  await me.meeting.open(url);
  expect(await me.meeting.myDays()).toBe("bbfff");

  const late = await somebody();
  expect((await late.page.goto(link))?.status()).toBe(410);
  await expect(late.page.getByRole("heading", { level: 1 })).toHaveText("쓸 수 없는 링크예요");
  await expectAccessible(late);
});

test("an organizer link makes organizers until it is revoked", async ({ me, somebody, announce }) => {
  announce(/404|403/);
  const url = await fiveDays(me);
  // It is offered right after the meeting was made.
  await me.meeting.send(me.page.getByRole("button", { name: "관리 링크 만들기" }));
  const link = await shownLink(me);
  if (me.way.javascript) {
    await me.page.getByRole("button", { name: "복사", exact: true }).click();
    await expect(me.page.getByText("복사했어요")).toBeVisible();
  }
  const lee = await somebody();
  await lee.page.goto(link);
  await lee.meeting.send(lee.page.getByRole("button", { name: "여기서 관리하기" }));
  await lee.page.locator("#describe").getByLabel("무슨 모임인가요?").fill("겨울 산행");
  await lee.meeting.send(lee.page.locator("#describe").getByRole("button", { name: "저장" }));
  await me.meeting.open(url);
  await expect(me.page.getByRole("heading", { level: 1 })).toHaveText("겨울 산행");

  await me.meeting.openManaging();
  const links = me.page.locator("#organizers");
  await expect(links).toContainText("기기 1대에서 씀");
  await links.getByText("거두기", { exact: true }).click();
  await me.meeting.send(links.getByRole("button", { name: "네, 거둘게요" }));
  await expect(me.page.locator("#organizers")).not.toContainText("기기 1대에서 씀");
  expect((await lee.page.goto(`${url}/manage`))?.status()).toBe(403);
  expect((await lee.page.goto(link))?.status()).toBe(404);
});

test("a group meets again, and everybody finds their name", async ({ me, somebody }) => {
  const url = await fiveDays(me);
  await me.meeting.join("Sunny");
  const kit = await somebody();
  await kit.meeting.open(url);
  await kit.meeting.join("Kit");
  await me.meeting.openManaging();
  await me.meeting.send(me.page.getByRole("button", { name: "같은 미팅 새로 만들기" }));
  const again = await me.meeting.arrive();
  expect(again).not.toBe(url);
  await expect(me.page.getByRole("heading", { level: 1 })).toHaveText("등산");
  await me.home.selectDates("2026-12-08", "2026-12-10");
  await me.meeting.send(me.page.getByRole("button", { name: "날짜 정하기" }));

  await kit.meeting.open(again);
  await expectAccessible(kit);
  await kit.meeting.send(kit.page.getByRole("button", { name: "나는 Kit" }));
  await expect(kit.page.getByRole("heading", { name: "내 날짜" })).toBeVisible();
  const stranger = await somebody();
  await stranger.meeting.open(again);
  await expect(stranger.page.getByRole("button", { name: /^나는 / })).toHaveText(["나는 Sunny"]);
});

test("whoever types a reserved name is asked whether they are that person", async ({ me, somebody, announce }) => {
  announce(/422/);
  await fiveDays(me);
  await me.meeting.join("Sunny");
  await me.meeting.openManaging();
  await me.meeting.send(me.page.getByRole("button", { name: "같은 미팅 새로 만들기" }));
  const again = await me.meeting.arrive();
  await me.home.selectDates("2026-12-08", "2026-12-10");
  await me.meeting.send(me.page.getByRole("button", { name: "날짜 정하기" }));
  const guest = await somebody();
  await guest.meeting.open(again);
  await guest.meeting.typeName("sunny");
  await expect(guest.page.getByRole("alert")).toContainText("지난번에 sunny 님이 있었어요.");
  await expectAccessible(guest);
  await guest.meeting.send(guest.page.getByRole("button", { name: "나는 Sunny" }));
  await expect(guest.page.getByRole("heading", { name: "내 날짜" })).toBeVisible();
});

test("a meeting is left out of the list and put back, and the browser is forgotten", async ({ me, announce }) => {
  announce(/403/);
  const url = await fiveDays(me);
  await me.home.open();
  const list = me.page.locator("section[aria-labelledby=my-meetings]");
  await expect(list.getByRole("link", { name: "등산" })).toBeVisible();
  await me.meeting.send(list.getByRole("button", { name: /목록에서 빼기\s*: 등산/ }));
  await expect(list.getByRole("link", { name: "등산" })).toBeHidden();
  await list.getByText("목록에서 뺀 미팅 1개").click();
  await me.meeting.send(list.getByRole("button", { name: /목록에 다시 넣기\s*: 등산/ }));
  await expect(list.getByRole("link", { name: "등산" })).toBeVisible();

  await me.meeting.send(list.getByRole("link", { name: "다른 기기에서 쓰기, 이 브라우저 잊기" }));
  await expectAccessible(me);
  await me.page.locator("#forget").getByText("이 브라우저 잊기", { exact: true }).last().click();
  await me.meeting.send(me.page.getByRole("button", { name: "네, 이 브라우저를 잊어 주세요" }));
  await expect(list).toHaveCount(0);
  expect((await me.page.goto(`${url}/manage`))?.status()).toBe(403);
});

test("a meeting is deleted after a second look, and open pages say so", async ({ me, somebody, announce }) => {
  announce(/404|422/);
  const url = await fiveDays(me);
  const kit = await somebody();
  await kit.meeting.open(url);
  if (kit.way.javascript) await kit.meeting.connected();
  await me.meeting.openManaging();
  const card = me.page.locator("#delete");
  await card.getByRole("checkbox").check();
  await me.meeting.send(card.getByRole("button", { name: /지우기|삭제/ }));
  await expect(me.page).toHaveURL(/\/$/);
  if (kit.way.javascript) await expect(kit.page.getByRole("heading", { level: 1 })).toHaveText("여기에는 아무것도 없어요");
  for (const path of ["", "/manage", "/calendar.ics", "/feed.atom", "/qr.svg", "/answers.csv", "/card.png"]) {
    expect((await me.context.request.get(url + path)).status(), path).toBe(404);
  }
});
