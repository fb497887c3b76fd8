import { expect, test, type Person } from "../fixtures.ts";

async function meeting(me: Person, place = ""): Promise<string> {
  await me.home.open();
  await me.home.describe("송년회", place);
  await me.home.selectDates("2026-12-01", "2026-12-05");
  await me.home.create();
  return me.meeting.arrive();
}

test("a name that turns the direction of letters turns nothing but itself", async ({ me, somebody }) => {
  const url = await meeting(me);
  for (const name of ["x\u202Efdp.txt", "Lee", "שלום"]) {
    const person = await somebody();
    await person.meeting.open(url);
    await person.meeting.join(name);
    await person.meeting.busy(0, 1, 2, 3, 4);
  }
  await me.meeting.open(url);
  const sentence = me.page.locator(".best-days .quiet").first();
  await expect(sentence.locator("bdi")).toHaveText(["x\u202Efdp.txt", "Lee", "שלום"]);
  // Names stand one after the other, from left to right.
  const places = await sentence.locator("bdi").evaluateAll((names) => names.map((name) => name.getBoundingClientRect().x));
  expect(places[0]).toBeLessThan(places[1]);
  await expect(me.page.locator(".people .name bdi")).toHaveCount(3);
  await expect(me.meeting.entry("Lee").first().locator("bdi").first()).toHaveText("Lee");
  await me.meeting.openManaging();
  await expect(me.page.locator("#manage-people h3 bdi")).toHaveCount(3);
});

test("a title with letters from right to left is isolated in the window's title", async ({ me }) => {
  await me.home.open();
  await me.home.describe("x\u202Efdp.txt", "");
  await me.home.create();
  await me.meeting.arrive();
  await expect(me.page).toHaveTitle("\u2068x\u202Efdp.txt\u2069 – Meetifyr");
  await me.home.open();
  await expect(me.page.locator("[aria-labelledby=my-meetings] a").first()).toHaveAttribute("dir", "auto");
});

test("names that look the same are the same, and a name of nothing visible is none", async ({ me, somebody, announce }) => {
  announce(/409|422/);
  const url = await meeting(me);
  await me.meeting.join("Kit Lee");
  for (const name of ["Kit  Lee", "Kit\u00a0Lee", "Kit\u200b Lee", "kit lee\ufe0f"]) {
    const guest = await somebody();
    await guest.meeting.open(url);
    await guest.meeting.typeName(name);
    await expect(guest.meeting.problem(), JSON.stringify(name)).toContainText("이 이름은 이미 있어요.");
  }
  const guest = await somebody();
  await guest.meeting.open(url);
  await guest.meeting.typeName("\u200b\ufe0f\u2800");
  await expect(guest.meeting.problem()).toBeVisible();
  expect(await guest.meeting.names()).toEqual(["Kit Lee"]);
});

test("a name of joined emoji makes no page wider than its window, and its first emoji stays whole", async ({ me }) => {
  await meeting(me);
  await me.meeting.join("🇰🇷 " + Array(50).fill("👨").join("\u200d"));
  await expect(me.page.locator(".avatar").first()).toHaveText("🇰🇷");
  const { wide, window } = await me.page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(wide).toBe(window);
});

test("a place that is an address on the web is a link", async ({ me }) => {
  await meeting(me, "https://map.example/?q=Mapo&z=1");
  const link = me.page.getByRole("link", { name: "map.example" });
  await expect(link).toHaveAttribute("href", "https://map.example/?q=Mapo&z=1");
  await expect(link).toHaveAttribute("rel", "nofollow noopener noreferrer");
});

test("the address of a refused form leads to its meeting when it is loaded again", async ({ me, way, announce }) => {
  announce(/422/);
  const url = await meeting(me);
  await me.meeting.typeName(" ");
  // With JavaScript the address is the meeting's at once.
  if (way.javascript) return expect(me.page).toHaveURL(url);
  expect(new URL(me.page.url()).pathname).toBe("/api/join");
  await me.page.goto(me.page.url(), { referer: "" });
  await expect(me.page).toHaveURL(url);
});
