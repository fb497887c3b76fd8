// The flows that most people go through, in three engines. Everything else is tested in Chromium.
import { mkdirSync, writeFileSync } from "node:fs";

import { test as base, expect } from "@playwright/test";

import type { Engine } from "./browser.ts";
import { Person } from "./person.ts";

type Fixtures = { come: () => Promise<Person>; look: (person: Person, name: string) => Promise<void> };

const test = base.extend<Fixtures & { engine: Engine }>({
  engine: ["chromium", { option: true }],
  come: async ({ engine }, use) => {
    const people: Person[] = [];
    await use(async () => {
      const person = await Person.come(engine, process.env.MEETIFYR_LISTEN!);
      people.push(person);
      return person;
    });
    await Promise.all(people.map((person) => person.leave()));
  },
  look: async ({ engine }, use, info) => {
    await use(async (person, name) => {
      const body = await person.browser.screenshot();
      mkdirSync(info.project.outputDir, { recursive: true });
      writeFileSync(`${info.project.outputDir}/${engine}-${name}.png`, body);
    });
  },
});

test("people settle on a day, and each sees at once what the other does", async ({ come, look }) => {
  const [ann, bo] = [await come(), await come()];
  const path = await ann.make("Year-end dinner");
  await ann.join("Ann");
  await bo.open(path);
  await bo.join("Bo");
  await ann.shows(".people", "Bo");
  await ann.click("[data-index='6']");
  await ann.saved();
  await bo.click("[data-index='0']");
  await bo.saved();
  await ann.until("return document.querySelector(\"[data-index='0'] .count\").textContent", "1/2");
  await ann.until("return document.querySelector('.best-days time').dateTime", "2026-12-02");
  await bo.fill("#comment-text", "The place near the river has a long table.");
  await bo.click(".comment-form button");
  await ann.shows(".timeline", "The place near the river");
  await look(ann, "settled");
});

test("days are marked by tap and by stroke, and undone", async ({ come, look }) => {
  const me = await come();
  await me.make("Hiking");
  await me.join("Kit");
  await me.click("[data-index='2']");
  await me.saved();
  expect(await me.days()).toBe("ffb" + "f".repeat(18));
  // 6 to 12 December: a quick stroke, of which the browser tells the ends and the middle.
  const places = await me.places("[data-index]");
  await me.browser.press([places[5], places[8], places[11]]);
  await me.saved();
  expect(await me.days()).toBe("ffbffbbbbbbbfffffffff");
  await look(me, "marked");
  await me.click(".undo");
  await me.until("return [...document.querySelectorAll('[data-index]')].map((day) => day.dataset.mine).join('')", "ffb" + "f".repeat(18));
  await me.saved();
  await me.open(await me.browser.run<string>("return location.pathname"));
  expect(await me.days()).toBe("ffb" + "f".repeat(18));
});

test("what is marked offline is sent when the network is back", async ({ come, look }) => {
  const me = await come();
  await me.make("Concert");
  await me.join("Kit");
  await me.until("return document.querySelector('.status-bar').hasAttribute('data-connected')", true);
  me.network.goOffline();
  await me.click("[data-index='4']");
  await me.until("return document.querySelector(\"[data-index='4']\").classList.contains('waits')", true);
  await look(me, "offline");
  me.network.goOnline();
  await me.saved();
  await me.open(await me.browser.run<string>("return location.pathname"));
  expect(await me.days()).toBe("ffffb" + "f".repeat(16));
});

test("a form that is refused comes back with what was typed and why", async ({ come, look }) => {
  const [ann, bo] = [await come(), await come()];
  const path = await ann.make("Board games");
  await ann.join("Ann");
  await bo.open(path);
  await bo.fill(".join input[name=name]", "aNN");
  await bo.follow(".join button");
  await bo.shows("[role=alert]", "This name is taken.");
  await bo.until("return document.querySelector('.join input[name=name]').value", "aNN");
  await look(bo, "refused");
});

test("the first page and a meeting work without scripts", async ({ come, look }) => {
  const me = await come();
  me.network.allowsScripts = false;
  await me.open("/");
  await look(me, "first-page");
  const path = await me.make("Picnic");
  await me.join("Kit");
  await me.click(".choice label");
  await me.follow("button[form=choose-days]");
  await me.shows("#timeline", "1 day busy");
  expect(await me.browser.run("return document.documentElement.hasAttribute('data-hydrated')")).toBe(false);
  await look(me, "without-scripts");
  expect(await me.browser.run("return location.pathname")).toBe(path);
});
