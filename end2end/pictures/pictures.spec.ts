// Draws the pictures in end2end/screenshots.
import { test, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";

import { day, example, today } from "../pages/example.ts";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const small = { ...phone, viewport: { width: 320, height: 640 } };
const desktop = { viewport: { width: 1280, height: 860 } };
const korean = { locale: "ko-KR", timezoneId: "Asia/Seoul" };

type Options = BrowserContextOptions & { whole?: boolean; media?: "print" };

/** Opens a page as somebody would, does something there, and draws it. */
async function draw(browser: Browser, name: string, path: string, options: Options, act?: (page: Page) => Promise<void>) {
  const { whole, media, ...wishes } = options;
  const context = await browser.newContext({ ...korean, baseURL: test.info().project.use.baseURL, ...wishes });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(`${today}T09:00:00+09:00`));
  await page.goto(path);
  const hasScripts = options.javaScriptEnabled !== false;
  if (hasScripts) await page.waitForSelector("html[data-hydrated]");
  await act?.(page);
  if (media) await page.emulateMedia({ media });
  await page.screenshot({ path: `end2end/screenshots/${name}.jpg`, type: "jpeg", quality: 72, fullPage: whole ?? false, animations: "disabled" });
  await context.close();
}

async function join(page: Page, name: string) {
  await page.locator("#join-name").fill(name);
  await Promise.all([page.waitForEvent("load"), page.locator("#join-name").press("Enter")]);
  await page.locator("html[data-hydrated]").waitFor();
}

async function mark(page: Page) {
  for (const place of [1, 2, 8]) await page.locator("[data-index]").nth(place).click();
  await page.locator(".brush[data-mark=s]").click();
  await page.locator("[data-index]").nth(9).click();
  await page.locator("[data-saving=saved]").waitFor();
  await page.evaluate(() => document.querySelector("#days")!.scrollIntoView());
}

test("pictures", async ({ browser, request }) => {
  test.setTimeout(600_000);
  const dinner = await example(request, {
    title: "팀 회식 🍖", location: "강남역 11번 출구", first: day(0), last: day(27), excluded: [7], people: 8, answered: 8,
    missing: (index) => [1, 1, 3, 4, 2, 3, 5, 1, 0, 5, 3, 2, 3, 0, 0, 1, 1, 1, 2, 2, 2, 1, 2, 3][index % 24],
    stars: (index) => [0, 0, 0, 0, 0, 0, 0, 1, 4, 0, 0, 0, 0, 1, 1][index % 15],
  });
  const scale = await example(request, {
    title: "0, 0, 1, 2, 3, 4, 6, 8, 12 of 17 are missing", location: "", first: day(6), last: day(20), people: 17, answered: 17,
    missing: (index) => [0, 0, 1, 2, 3, 4, 6, 8, 12, 1, 2, 3, 4, 0, 0][index],
    stars: (index) => (index === 0 ? 2 : 0),
  });
  const unsure = await example(request, {
    title: "2 of 17 have not answered", location: "", first: day(6), last: day(20), people: 17, answered: 15,
    missing: (index) => [0, 1, 2, 3, 5, 0, 1, 2][index % 8],
  });
  const many = await example(request, {
    title: "Sommerfest der Abteilung", location: "Stadtpark", first: day(-5), last: day(56), people: 60, answered: 52,
    missing: (index) => (index * 7) % 11,
  });
  const fresh = await example(request, { title: "Fresh", location: "", first: day(0), last: day(13), people: 0, answered: 0, missing: () => 0 });
  const english = { ...korean, locale: "en-US" };
  await draw(browser, "guest-phone", dinner, { ...phone, whole: true });
  await draw(browser, "guest-phone-dark", dinner, { ...phone, colorScheme: "dark" });
  await draw(browser, "marking-phone", dinner, phone, async (page) => { await join(page, "나"); await mark(page); });
  await draw(browser, "marking-phone-dark", dinner, { ...phone, colorScheme: "dark" }, async (page) => { await join(page, "너"); await mark(page); });
  await draw(browser, "marking-small", dinner, small, async (page) => { await join(page, "소"); await mark(page); });
  await draw(browser, "day-phone", dinner, phone, async (page) => {
    await page.evaluate(() => document.querySelector("#days")!.scrollIntoView());
    await page.locator(".day a").nth(2).click();
  });
  await draw(browser, "scale", scale, { ...phone, whole: false }, (page) => page.evaluate(() => document.querySelector("#days")!.scrollIntoView()));
  await draw(browser, "scale-dark", scale, { ...phone, colorScheme: "dark" }, (page) => page.evaluate(() => document.querySelector("#days")!.scrollIntoView()));
  await draw(browser, "scale-grey", scale, phone, async (page) => {
    await page.evaluate(() => { document.documentElement.style.filter = "grayscale(1)"; document.querySelector("#days")!.scrollIntoView(); });
  });
  await draw(browser, "scale-forced-colours", scale, { ...phone, forcedColors: "active" }, (page) => page.evaluate(() => document.querySelector("#days")!.scrollIntoView()));
  await draw(browser, "unsure", unsure, phone, (page) => page.evaluate(() => document.querySelector("#days")!.scrollIntoView()));
  await draw(browser, "desktop", dinner, { ...desktop, ...english, whole: true }, async (page) => {
    await join(page, "Me"); await mark(page); await page.locator("[data-index]").nth(12).hover();
  });
  await draw(browser, "desktop-dark", dinner, { ...desktop, colorScheme: "dark" });
  await draw(browser, "person-desktop", dinner, desktop, (page) => page.locator(".people a").nth(3).click());
  await draw(browser, "many-phone", many, { ...phone, locale: "de-DE", whole: true });
  await draw(browser, "many-desktop", many, { ...desktop, locale: "de-DE", whole: true });
  await draw(browser, "many-table", `${many}/table`, { ...desktop, locale: "de-DE" });
  await draw(browser, "many-manage", `${many}/manage`, { ...phone, locale: "de-DE", whole: true });
  await draw(browser, "arabic-phone", dinner, { ...phone, locale: "ar-EG" }, async (page) => { await join(page, "سلمى"); await mark(page); });
  await draw(browser, "print", dinner, { ...desktop, ...english, colorScheme: "dark", media: "print", whole: true });
  await draw(browser, "print-table", `${dinner}/table`, { ...desktop, ...english, media: "print", whole: true });
  await draw(browser, "without-script-phone", dinner, { ...phone, javaScriptEnabled: false, whole: true });
  await draw(browser, "fresh-phone", fresh, { ...phone, ...english, whole: true });
  await draw(browser, "home-phone", "/", { ...phone, whole: true });
  await draw(browser, "home-desktop", "/", { ...desktop, ...english });
});
