import { expect, expectAccessible, test, type Person } from "../fixtures.ts";

/** Makes a meeting on five days of which Sunny cannot make the second. */
async function withoutTheSecond(me: Person): Promise<string> {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  const url = await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await me.meeting.busy(1);
  return url;
}

test("who can come on a day stands in the page, behind a link that can be shared", async ({ me, somebody }) => {
  const url = await withoutTheSecond(me);
  const kit = await somebody();
  await kit.meeting.open(url);
  await kit.meeting.join("Kit");
  await kit.meeting.star(1);
  const guest = await somebody();
  await guest.meeting.open(url);
  const day = guest.page.locator(".days td.day").nth(1).getByRole("link");
  await expect(day).toHaveAccessibleName(/12월 2일 수요일.*2명 중 1명 가능.*안 되는 사람: Sunny/);
  await (guest.way.javascript ? day.click() : guest.meeting.send(day));
  await expect(guest.page).toHaveURL(/day=2026-12-02/);
  const panel = guest.page.locator("#day");
  await expect(panel.getByRole("heading")).toContainText("12월 2일 수요일");
  await expect(panel).toContainText("안 되는 사람: Sunny");
  await expect(panel).toContainText("좋다고 한 사람: Kit");
  await expectAccessible(guest);
  await guest.page.goBack();
  await expect(guest.page).not.toHaveURL(/day=/);
  // The link says the same to somebody else.
  const other = await somebody();
  await other.meeting.open(`${url}?day=2026-12-02`);
  await expect(other.page.locator("#day")).toContainText("안 되는 사람: Sunny");
});

test("the days of one person are shown alone, and from there the days without them", async ({ me, somebody }) => {
  const url = await withoutTheSecond(me);
  const guest = await somebody();
  await guest.meeting.open(url);
  await guest.meeting.join("Kit");
  await guest.meeting.busy(0);
  const person = guest.page.locator(".people").getByRole("link", { name: "Sunny" });
  await (guest.way.javascript ? person.click() : guest.meeting.send(person));
  await expect(guest.page.locator(".days")).toContainText("Sunny 님의 날짜");
  const marks = guest.page.locator(".days td.day");
  await expect(marks.nth(0)).not.toHaveAttribute("data-mine", "b");
  await expect(marks.nth(1)).toHaveAttribute("data-mine", "b");
  await expect(guest.page.locator(".days .count")).toHaveCount(0);
  await expectAccessible(guest);
  const without = guest.page.getByRole("link", { name: "Sunny 님 빼고" });
  await (guest.way.javascript ? without.click() : guest.meeting.send(without));
  await expect(guest.page.locator(".days .count").first()).toHaveText("0/1");
  await expect(guest.page.locator("[aria-labelledby=people]").getByRole("checkbox", { name: "Sunny" })).not.toBeChecked();
});

test("language and appearance are chosen on any page and remembered", async ({ me }) => {
  await me.page.goto("/privacy");
  await me.meeting.ready();
  await me.page.locator(".preferences summary").click();
  await me.page.locator("#language").selectOption({ label: "العربية" });
  await me.page.locator("#theme").selectOption("dark");
  await me.meeting.send(me.page.locator(".preferences button"));
  await expect(me.page).toHaveURL(/\/privacy$/);
  const html = me.page.locator("html");
  await expect(html).toHaveAttribute("lang", "ar");
  await expect(html).toHaveAttribute("dir", "rtl");
  expect(await me.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
  await expectAccessible(me);
  await me.page.goto("/");
  await expect(html).toHaveAttribute("lang", "ar");
  await me.page.locator(".preferences summary").click();
  await me.page.locator("#language").selectOption({ label: "한국어" });
  await me.page.locator("#theme").selectOption("");
  await me.meeting.send(me.page.locator(".preferences button"));
  await expect(html).toHaveAttribute("lang", "ko");
  await expect(html).not.toHaveAttribute("data-theme");
});

test("who can when is a table that can be scrolled and printed", async ({ me }) => {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-31");
  await me.home.create();
  await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await me.meeting.busy(1);
  await me.meeting.send(me.page.getByRole("link", { name: "표로 보기" }));
  const row = me.page.getByRole("row", { name: /Sunny/ });
  await expect(row.getByRole("cell").nth(1)).toHaveText("✕안 돼요");
  await expectAccessible(me);
  await me.page.emulateMedia({ media: "print" });
  await expect(me.page.locator(".printed")).toBeVisible();
  await expect(me.page.locator(".preferences")).toBeHidden();
});
