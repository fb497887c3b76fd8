// Measures a visit in Chromium on a processor that is slowed four times: when the page answers, how soon a tap is seen,
// and what a second visit transfers. Run by script/bench visit, with the address of a server.
import { chromium } from "@playwright/test";

const origin = process.argv[2];
const SLOWED = 4;
const ROUNDS = 5;
const TAPS = 5;

async function call(method, path, body) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${origin}/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

/** Makes a meeting in which everybody has marked three days; returns its address. */
async function create(people, days) {
  const { url_code: code } = await call("POST", "/meetings", { title: "Year-end dinner" });
  const day = (after) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
  await call("PATCH", `/meetings/${code}/date_range`, { start_date: day(4), end_date: day(3 + days) });
  for (let person = 0; person < people; person += 1) {
    const joined = await call("POST", "/participants", { meeting_url_code: code, name: `Person ${person}` });
    for (const [number, mark] of ["off", "off", "star"].entries()) {
      const { id } = joined.participant_dates[(person * 3 + number) % days];
      await call("PATCH", `/participant_dates/${mark}`, { meeting_url_code: code, participant_date_id: id });
    }
  }
  return `${origin}/m/${code}`;
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** Opens a page slowed down; returns when it answers after its HTML has come. */
async function open(page, address) {
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation");
    return window.answersAt - navigation.responseEnd;
  });
}

async function visit(browser, people, days) {
  const address = await create(people, days);
  const figures = { answers: [], again: [], bytes: [], tap: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: "en-GB" });
    await context.addInitScript(() => {
      const seen = () => {
        if (!document.documentElement?.hasAttribute("data-hydrated")) return;
        window.answersAt ??= performance.now();
      };
      new MutationObserver(seen).observe(document, { attributes: true, childList: true, subtree: true });
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
    figures.answers.push(await open(page, address));
    await page.fill("input[name=name]", `Me ${round}`);
    await page.click("form[action^='/api/join'] button.primary");
    await page.locator("html[data-hydrated] td[data-mine]").first().waitFor();
    figures.again.push(await open(page, address));
    const transferred = await page.evaluate(() =>
      performance.getEntriesByType("resource").reduce((sum, one) => sum + one.transferSize, 0));
    figures.bytes.push(transferred);
    for (let day = 0; day < TAPS; day += 1) figures.tap.push(await tap(page, day));
    await context.close();
  }
  return figures;
}

/** Taps a day of one's own; returns the time from the finger's end to the frame that shows the mark. */
async function tap(page, index) {
  const cell = page.locator("td[data-mine]").nth(index);
  await cell.scrollIntoViewIfNeeded();
  const seen = cell.evaluate((cell) => new Promise((resolve) => {
    let ended = 0;
    document.addEventListener("pointerup", (event) => { ended = event.timeStamp; }, { capture: true, once: true });
    new MutationObserver((_, observer) => {
      observer.disconnect();
      // The message comes after the frame was drawn.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - ended);
        port2.postMessage(null);
      });
    }).observe(cell, { attributes: true, attributeFilter: ["data-mine"] });
  }));
  const box = await cell.boundingBox();
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  return seen;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
  args: ["--no-sandbox", "--disable-background-networking"],
});
console.log(`\nChromium on a processor slowed ${SLOWED} times, medians of ${ROUNDS} rounds`);
for (const [people, days] of [[8, 28], [60, 62]]) {
  const { answers, again, bytes, tap: taps } = await visit(browser, people, days);
  console.log(`${people} people x ${days} days`);
  console.log(`  from the end of the HTML until the page answers: ${median(answers).toFixed(0)} ms, the second time ${median(again).toFixed(0)} ms`);
  console.log(`  from a tap to the frame that shows it: ${median(taps).toFixed(0)} ms, at most ${Math.max(...taps).toFixed(0)} ms`);
  console.log(`  bytes of files in the second visit: ${median(bytes)}`);
}
await browser.close();
