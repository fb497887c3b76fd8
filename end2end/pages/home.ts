import { expect, type Page } from "@playwright/test";

import type { Way } from "../fixtures.ts";

/** The home page. */
export class HomePage {
  constructor(
    readonly page: Page,
    readonly way: Way,
  ) {}

  async open() {
    await this.page.goto("/");
    await this.ready();
  }

  /** Waits until the page is hydrated. */
  async ready() {
    if (this.way.javascript) await expect(this.page.locator("html[data-hydrated]")).toBeAttached();
  }

  field(label: string) {
    return this.page.getByLabel(label);
  }

  option(name: string) {
    return this.page.getByRole("radio", { name });
  }

  weekday(name: string) {
    return this.page.getByRole("checkbox", { name });
  }

  async describe(title: string, location: string) {
    await this.field("무슨 모임인가요?").fill(title);
    await this.field("어디서?").fill(location);
  }

  /** Chooses any first and last day. A value that a date input does not accept is typed as text. */
  async selectDates(first: string, last: string) {
    await this.option("직접 고르기").check();
    await this.field("첫날").fill(first);
    await this.field("마지막 날").fill(last);
  }

  async create() {
    await this.page.getByRole("button", { name: "미팅 만들기" }).click();
  }

  /** The day that the page displays as today. */
  async today(): Promise<string> {
    return this.page.locator("input[name=today]").inputValue();
  }
}
