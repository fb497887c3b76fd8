// A person with a browser of their own and a network of their own.
import { expect } from "@playwright/test";

import { open, type Browser, type Engine, type Point } from "./browser.ts";
import { Network } from "./network.ts";

export class Person {
  private constructor(
    readonly browser: Browser,
    readonly network: Network,
  ) {}

  static async come(engine: Engine, server: string): Promise<Person> {
    return new Person(await open(engine), await Network.to(server));
  }

  async leave() {
    await this.browser.close();
    this.network.close();
  }

  /** Opens a path, and waits until its scripts run, if they may. */
  async open(path: string) {
    await this.browser.goto(this.network.url + path);
    await this.ready();
  }

  async ready() {
    await this.until("return document.readyState", "complete");
    if (this.network.allowsScripts) await this.until("return document.documentElement.hasAttribute('data-hydrated')", true);
  }

  /** Waits until the body of a function returns a value in the page. */
  async until(body: string, value: unknown, ...values: unknown[]) {
    const now = () => this.browser.run<unknown>(body, ...values).catch((error: Error) => error.message);
    await expect.poll(now, { timeout: 20_000, message: body }).toEqual(value);
  }

  /** Waits until an element that matches contains a text. */
  shows(selector: string, text: string) {
    return this.until("return [...document.querySelectorAll(arguments[0])].some((one) => one.textContent.includes(arguments[1]))", true, selector, text);
  }

  /** Where the elements are that match and can be seen, after the first of them was scrolled into view. */
  async places(selector: string): Promise<Point[]> {
    const body = `
      const seen = [...document.querySelectorAll(arguments[0])].filter((one) => one.getClientRects().length);
      if (seen[0]) seen[0].scrollIntoView({ block: "center" });
      return seen.map((one) => one.getBoundingClientRect()).map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));`;
    let found: Point[] = [];
    await expect.poll(async () => (found = await this.browser.run<Point[]>(body, selector)).length, { message: selector }).toBeGreaterThan(0);
    return found;
  }

  async click(selector: string) {
    await this.browser.press([(await this.places(selector))[0]]);
  }

  /** Clicks what loads another page, and waits for that. */
  async follow(selector: string) {
    await this.browser.run("window.before = true");
    await this.click(selector);
    await this.until("return window.before === undefined", true);
    await this.ready();
  }

  async fill(selector: string, text: string) {
    await this.click(selector);
    await this.browser.type(text);
    await this.until("return document.querySelector(arguments[0]).value", text, selector);
  }

  /** Makes a meeting on three weeks; returns its path. */
  async make(title: string): Promise<string> {
    await this.open("/");
    await this.fill("#create-title", title);
    await this.click(".tiles label:has([value=select_dates])");
    await this.browser.run("first.value = '2026-12-01'; last.value = '2026-12-21'");
    await this.follow("main form.card button.primary");
    return this.browser.run<string>("return location.pathname");
  }

  async join(name: string) {
    await this.fill(".join input[name=name]", name);
    await this.follow(".join button");
    await this.shows("#days-title", name);
  }

  /** The own days, a letter each. */
  days(): Promise<string> {
    return this.browser.run("return [...document.querySelectorAll('[data-index]')].map((day) => day.dataset.mine).join('')");
  }

  saved() {
    return this.until("return document.querySelector('.saving').dataset.saving", "saved");
  }
}
