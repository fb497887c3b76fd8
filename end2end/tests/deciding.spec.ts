import { expect, expectAccessible, test } from "../fixtures.ts";
import type { Person } from "../fixtures.ts";

/** Makes a meeting on five days, whose organizer has joined. */
async function fiveDays(me: Person): Promise<string> {
  await me.home.open();
  await me.home.describe("송년회 🍖", "강남역");
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  const url = await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await me.meeting.allDaysWork();
  return url;
}

/** What the card of the decision says; on a page without JavaScript after it was loaded again. */
async function decision(person: Person) {
  if (!person.way.javascript) await person.page.reload();
  return person.page.locator(".card.decision");
}

test("the organizer decides, changes it and takes it back while somebody watches", async ({ me, somebody, announce }) => {
  const url = await fiveDays(me);
  const kit = await somebody();
  await kit.meeting.open(url);
  await kit.meeting.join("Kit");
  await kit.meeting.busy(0);
  await expect(kit.page.locator(".card.decision")).toBeHidden();

  await me.meeting.open(url);
  await me.meeting.openManaging();
  await expectAccessible(me);
  const card = me.page.locator("#decide");
  // The best day offers itself.
  await expect(card.getByLabel("날짜")).toHaveValue("2026-12-02");
  await me.meeting.send(card.getByRole("button", { name: "이 날로 정하기" }));
  await expect(me.page.locator(".card.decision")).toContainText("12월 2일 수요일");
  await expectAccessible(me);
  await expect(await decision(kit)).toContainText("12월 2일 수요일");
  await expect(await decision(kit)).toContainText("2명 가능");

  await kit.meeting.busy(1);
  await expect(await decision(me)).toContainText("이제 안 되는 사람: Kit");

  await me.meeting.openManaging();
  await me.page.locator("#decide").getByLabel("날짜").selectOption("2026-12-03");
  await me.meeting.send(me.page.getByRole("button", { name: "이 날로 바꾸기" }));
  await expect(await decision(kit)).toContainText("12월 3일 목요일");

  // The day goes into a calendar.
  await me.meeting.send(me.page.getByRole("link", { name: "캘린더에 넣기" }));
  await expectAccessible(me);
  const file = await me.context.request.get(`${url}/calendar.ics`);
  expect(await file.text()).toContain("DTSTART;VALUE=DATE:20261203");

  await me.meeting.open(url);
  await me.meeting.openManaging();
  await me.meeting.send(me.page.getByRole("button", { name: "정한 것 취소하기" }));
  await expect(me.page.getByText("저장됨")).toBeVisible();
  await expect(await decision(kit)).toBeHidden();
  await expect(kit.meeting.entry("12월 3일 목요일로 정한 것이 취소됐어요")).toBeVisible();
  announce(/404/);
  expect((await me.page.goto(`${url}/calendar`))?.status()).toBe(404);
});

test("note and time of the organizer are seen by all, in the zone of each", async ({ me, somebody }) => {
  const url = await fiveDays(me);
  const guest = await somebody({ timezoneId: "America/New_York" });
  await guest.meeting.open(url);
  if (guest.way.javascript) await guest.meeting.connected();
  await me.meeting.openManaging();
  const texts = me.page.locator("#describe");
  await texts.getByLabel("메모").fill("준비물: 장갑\nhttps://map.example/seoul");
  await me.meeting.send(texts.getByRole("button", { name: "저장" }));
  const time = me.page.locator("#time");
  await time.getByLabel("시작 시각").fill("19:30");
  await time.getByLabel("길이(분)").fill("120");
  await me.meeting.send(time.getByRole("button", { name: "저장" }));
  await me.meeting.send(me.page.getByRole("button", { name: "이 날로 정하기" }));
  const card = await decision(guest);
  await expect(card).toContainText("12월 1일 화요일 19:30 (Asia/Seoul), 120분");
  if (guest.way.javascript) await expect(card).toContainText("내 시간으로 12월 1일 5:30");
  const note = guest.page.locator(".note");
  await expect(note).toContainText("준비물: 장갑");
  await expect(note.getByRole("link")).toHaveAttribute("href", "https://map.example/seoul");
  await expectAccessible(guest);
});

test("the link is copied, shared, and shown as a QR code", async ({ me }) => {
  await me.context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "share", { value: (data: ShareData) => void (document.title = `${data.title}|${data.url}`) });
  });
  const url = await fiveDays(me);
  await me.page.locator(".share > summary").click();
  const link = me.page.getByLabel("함께할 사람에게 보낼 링크");
  const qr = me.page.getByRole("link", { name: "QR 코드" });
  const picture = await me.context.request.get(new URL((await qr.getAttribute("href"))!, url).href);
  expect(picture.headers()["content-type"]).toContain("image/svg+xml");
  const copy = me.page.getByRole("button", { name: "복사", exact: true });
  if (!me.way.javascript) {
    await expect(copy).toBeHidden();
    // One tap selects the link.
    const text = me.page.locator(".one-tap");
    await text.click();
    return expect(await me.page.evaluate(() => String(getSelection()))).toBe(url);
  }
  await copy.click();
  await expect(me.page.getByText("복사했어요")).toBeVisible();
  const field = me.page.getByLabel("한마디 남기기");
  await field.focus();
  await me.page.keyboard.press("ControlOrMeta+v");
  await expect(field).toHaveValue(url);
  await me.page.getByRole("button", { name: "공유", exact: true }).click();
  await expect(me.page).toHaveTitle(`송년회 🍖 – Meetifyr|${url}`);
  await expect(link).toHaveValue(url);
});

test("people can be left out of the count, in the view of one viewer and by the address", async ({ me, somebody }) => {
  const url = await fiveDays(me);
  for (const [name, day] of [["Kit", 0], ["Lee", 1]] as const) {
    const person = await somebody();
    await person.meeting.open(url);
    await person.meeting.join(name);
    await person.meeting.busy(day);
  }
  await me.meeting.open(url);
  const [first] = await me.meeting.bestDays();
  expect(first).toBe("2026-12-03 3/3");
  const people = me.page.locator("[aria-labelledby=people]");
  await people.getByRole("checkbox", { name: "Kit" }).uncheck();
  if (!me.way.javascript) await me.meeting.send(people.getByRole("button", { name: "이 사람들만 세기" }));
  await expect(people.getByRole("status")).toHaveText("3명 중 2명만 세고 있어요.");
  expect((await me.meeting.bestDays())[0]).toBe("2026-12-01 2/2");
  await expectAccessible(me);
  // The address carries it: it can be loaded again, and shared.
  await me.page.reload();
  await me.meeting.ready();
  expect((await me.meeting.bestDays())[0]).toBe("2026-12-01 2/2");
  await expect(people.getByRole("checkbox", { name: "Kit" })).not.toBeChecked();
  // Marking goes on in that view.
  await me.meeting.busy(0);
  await me.page.goto(`${url}?people=999`);
  await expect(people.getByRole("status")).toContainText("모두 세고 있어요");
});

test("what is wrong with a time comes back beside its field, with what was typed", async ({ me, announce }) => {
  announce(/422/);
  await fiveDays(me);
  await me.meeting.openManaging();
  const time = me.page.locator("#time");
  await time.getByLabel("시간대").fill("Asia/Atlantis");
  await time.getByLabel("길이(분)").fill("0");
  await me.meeting.send(time.getByRole("button", { name: "저장" }));
  await expect(me.page.locator("#time").getByRole("alert")).toHaveText([/그런 시간대는 없어요/, /1분에서 14일/]);
  await expect(me.page.locator("#time").getByLabel("시간대")).toHaveValue("Asia/Atlantis");
  await expectAccessible(me);
});

test("while answering is closed others only look on, and see when it opens again", async ({ me, somebody }) => {
  const url = await fiveDays(me);
  const kit = await somebody();
  await kit.meeting.open(url);
  await kit.meeting.join("Kit");
  await kit.meeting.busy(0);
  const guest = await somebody();
  await guest.meeting.open(url);
  if (me.way.javascript) {
    await kit.meeting.connected();
    await guest.meeting.connected();
  }
  await me.meeting.openManaging();
  await me.meeting.send(me.page.getByRole("button", { name: "답변 마감하기" }));
  for (const person of [kit, guest]) {
    if (!person.way.javascript) await person.page.reload();
    await expect(person.page.getByText("미팅을 만든 사람이 답변을 마감했어요.")).toBeVisible();
    await expect(person.page.getByRole("button", { name: "시작하기" })).toBeHidden();
    await expect(person.page.locator(".brushes")).toHaveCount(0);
    await expectAccessible(person);
  }
  // Comments go on.
  await kit.meeting.ready();
  await kit.meeting.comment("그래도 갈게요");
  await me.meeting.send(me.page.getByRole("button", { name: "다시 답변 받기" }));
  for (const person of [kit, guest]) if (!person.way.javascript) await person.page.reload();
  await expect(guest.page.getByRole("button", { name: "시작하기" })).toBeVisible();
  await kit.meeting.ready();
  await kit.meeting.busy(1);
});
