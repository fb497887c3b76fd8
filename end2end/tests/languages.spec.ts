import { readdirSync, readFileSync } from "node:fs";

import { expect, expectAccessible, test, type Person } from "../fixtures.ts";

const tags = readdirSync("locales").map((file) => file.replace(".json", ""));

/** What is wider than its place: text that is cut, or a page that scrolls sideways. */
async function cut({ page }: Person): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? [`the page: ${document.documentElement.scrollWidth}`] : [];
    const elements = [...document.querySelectorAll("button, a, label, summary, h1, h2, h3, th, .badge, .chip, .brush, .best-line")];
    const cut = elements.filter((element) => {
      const style = getComputedStyle(element);
      const isShown = element.getClientRects().length > 0 && style.visibility === "visible" && style.display !== "inline";
      return isShown && !element.closest(".sr-only, .table-view, .skip, .name") && element.scrollWidth > element.clientWidth + 1;
    });
    return [...wide, ...cut.map((element) => `${element.tagName} ${element.className}: ${element.textContent}`)];
  });
}

for (const tag of tags) {
  test(`in ${tag} the pages are complete and nothing is cut at a width of 320 pixels`, async ({ somebody }) => {
    const person = await somebody({ locale: tag });
    const { page, home, meeting } = person;
    await page.setViewportSize({ width: 320, height: 640 });
    await home.open();
    const texts = JSON.parse(readFileSync(`locales/${tag}.json`, "utf8"));
    await expect(page.locator("html")).toHaveAttribute("lang", tag);
    await expect(page.getByRole("button", { name: texts.pages.create })).toBeVisible();
    expect(await cut(person)).toEqual([]);
    await expectAccessible(person);
    await page.locator("[value=select_dates]").check({ force: true });
    await page.locator("#first").fill("2026-12-01");
    await page.locator("#last").fill("2026-12-28");
    await meeting.send(page.getByRole("button", { name: texts.pages.create }));
    await page.locator("#join-name").fill("Sunny");
    await meeting.send(page.getByRole("button", { name: texts.pages.join_button }));
    await expect(page.getByRole("heading", { name: texts.live.my_days })).toBeVisible();
    expect(await cut(person)).toEqual([]);
    await expectAccessible(person);
    await meeting.send(page.getByRole("link", { name: texts.pages.organize }));
    expect(await cut(person)).toEqual([]);
    await expectAccessible(person);
  });
}
