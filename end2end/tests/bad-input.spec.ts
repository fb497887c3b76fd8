import { expect, expectAccessible, test } from "../fixtures.ts";

const LONG = "가".repeat(256);

test.describe("the form that makes a meeting", () => {
  test.beforeEach(async ({ me, announce }) => {
    announce(/422/);
    await me.home.open();
  });

  test("says which text is too long and keeps everything that was typed", async ({ me }) => {
    await me.home.describe(LONG, "강남역");
    await me.home.option("다음 달").check();
    await me.home.weekday("토요일").check();
    await me.home.create();
    await expect(me.meeting.problem()).toHaveText("255자까지 적을 수 있어요. 1자를 줄여 주세요.");
    await expect(me.home.field("무슨 모임인가요?")).toHaveValue(LONG);
    await expect(me.home.field("어디서?")).toHaveValue("강남역");
    await expect(me.home.option("다음 달")).toBeChecked();
    await expect(me.home.weekday("토요일")).toBeChecked();
    await me.home.ready();
    await expectAccessible(me);
    // The typed text can be corrected.
    await me.home.field("무슨 모임인가요?").fill("회식");
    await me.home.create();
    await me.meeting.arrive();
  });

  for (const [what, first, last, words] of [
    ["the first day is after the last", "2026-12-02", "2026-12-01", "첫날이 마지막 날보다 늦어요."],
    ["there are 63 days", "2026-12-01", "2027-02-01", "최대 62일까지 고를 수 있어요."],
    ["a year is out of bounds", "0999-12-01", "0999-12-02", "1000년에서 9999년 사이의 날짜를 골라 주세요."],
  ]) {
    test(`says that ${what}`, async ({ me }) => {
      await me.home.describe("회식", "");
      await me.home.selectDates(first, last);
      await me.home.create();
      await expect(me.meeting.problem()).toContainText(words);
      await expect(me.home.field("첫날")).toHaveValue(first);
      await expect(me.home.field("마지막 날")).toHaveValue(last);
      await expect(me.home.field("무슨 모임인가요?")).toHaveValue("회식");
      await me.home.ready();
      await expectAccessible(me);
    });
  }

  test("says that the weekdays leave no day", async ({ me }) => {
    await me.home.selectDates("2026-12-05", "2026-12-06");
    for (const weekday of ["토요일", "일요일"]) await me.home.weekday(weekday).check();
    await me.home.create();
    await expect(me.meeting.problem()).toContainText("남는 날이 없어요.");
    await expect(me.home.weekday("토요일")).toBeChecked();
  });

  test("keeps a day that does not exist as it was typed", async ({ me }) => {
    const form = { title: "회식", when: "select_dates", first: "2026-02-30", last: "2026-03-01" };
    const answer = await me.context.request.post("/api/create", { form, headers: { Accept: "text/html", "Accept-Language": "ko" } });
    expect(answer.status()).toBe(422);
    const page = await answer.text();
    expect(page).toContain("없는 날짜예요.");
    expect(page).toContain('value="2026-02-30"');
  });
});

test.describe("the form that joins", () => {
  test.beforeEach(async ({ me, announce }) => {
    announce(/422/);
    await me.home.open();
    await me.home.selectDates("2026-12-01", "2026-12-05");
    await me.home.create();
    await me.meeting.arrive();
  });

  test("says that a name is blank", async ({ me }) => {
    await me.meeting.typeName("   ");
    await expect(me.meeting.problem()).toHaveText("이름을 적어 주세요.");
    await me.meeting.ready();
    await expectAccessible(me);
  });

  test("says that a name is too long and keeps it", async ({ me }) => {
    await me.meeting.typeName(LONG);
    await expect(me.meeting.problem()).toHaveText("255자까지 적을 수 있어요. 1자를 줄여 주세요.");
    await expect(me.page.getByLabel("이름", { exact: true })).toHaveValue(LONG);
  });

  test("says that a name is taken, also in another case or Unicode form", async ({ me, somebody }) => {
    const url = me.page.url();
    await me.meeting.join("Zoë");
    const guest = await somebody();
    for (const name of ["Zoë", "ZOË", "Zoe\u0308"]) {
      await guest.meeting.open(url);
      await guest.meeting.typeName(name);
      await expect(guest.meeting.problem()).toContainText("이 이름은 이미 있어요.");
      await expect(guest.page.getByLabel("이름", { exact: true })).toHaveValue(name);
      // A reload leads back to the meeting.
      if (guest.way.javascript) await expect(guest.page).toHaveURL(url);
    }
    expect(await guest.meeting.names()).toEqual(["Zoë"]);
  });

  test("says of a new name that it is taken, beside its field", async ({ me, somebody }) => {
    const url = me.page.url();
    await me.meeting.join("Sunny");
    const guest = await somebody();
    await guest.meeting.open(url);
    await guest.meeting.join("Kit");
    await guest.meeting.rename("Kit", "sunny");
    await expect(guest.meeting.problem()).toContainText("이 이름은 이미 있어요.");
    await expect(guest.page.getByLabel("Kit의 새 이름")).toHaveValue("sunny");
    await expectAccessible(guest);
  });
});

test("text that looks like HTML or SQL is shown as it was typed", async ({ me }) => {
  const text = `</title><b onclick="alert(1)">O'Reilly</b> & '); DROP TABLE meetings; --`;
  await me.home.open();
  await me.home.describe(text, text);
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  await me.meeting.arrive();
  await me.meeting.join(text);
  await expect(me.page.getByRole("heading", { level: 1 })).toHaveText(text);
  await expect(me.page.locator(".location")).toHaveText(text);
  expect(await me.meeting.names()).toEqual([text]);
  await me.home.open();
  await expect(me.page.getByRole("link", { name: text })).toBeVisible();
});

test("an address without a meeting is a page of its own, with status 404", async ({ me, announce }) => {
  announce(/404/);
  for (const address of ["/m/nobody", "/m/not-a-code", "/nowhere", "/m/"]) {
    const answer = await me.page.goto(address);
    expect(answer?.status(), address).toBe(404);
    await expect(me.page.getByRole("heading", { level: 1 })).toHaveText("여기에는 아무것도 없어요");
  }
  await expectAccessible(me);
  await me.page.getByRole("link", { name: "새 미팅 만들기" }).click();
  await expect(me.page.getByRole("button", { name: "미팅 만들기" })).toBeVisible();
});
