import { expect, type Locator, type Page } from "@playwright/test";

import type { Way } from "../fixtures.ts";

/** The meeting page. Days are identified by their index among the candidate days, from 0. */
export class MeetingPage {
  constructor(
    readonly page: Page,
    readonly way: Way,
  ) {}

  async open(url: string) {
    await this.page.goto(url);
    await this.ready();
  }

  /** Waits until the page is hydrated. */
  async ready() {
    if (this.way.javascript) await expect(this.page.locator("html[data-hydrated]")).toBeAttached();
  }

  /** Waits until a meeting page has been loaded and hydrated. */
  async arrive(): Promise<string> {
    // This polls, because after two clicks the second navigation replaces the first.
    await expect(this.page).toHaveURL(/\/m\/[A-Za-z0-9]+$/);
    await this.page.waitForLoadState("load");
    await this.ready();
    return this.page.url();
  }

  /** Submits a form or follows a link, and waits until the response is loaded. */
  async send(button: Locator) {
    const answered = this.page.waitForEvent("load");
    await button.click();
    await answered;
    await this.ready();
  }

  async join(name: string) {
    await this.typeName(name);
    await expect(this.page.getByRole("heading", { name: "내 날짜" })).toBeVisible();
  }

  /** Types and submits a name without expecting that it is accepted. */
  async typeName(name: string) {
    await this.page.getByLabel("이름", { exact: true }).fill(name);
    await this.send(this.page.getByRole("button", { name: "시작하기" }));
  }

  /** The day at an index, in the calendar in which the viewer marks their own days. */
  day(place: number): Locator {
    const days = this.way.javascript ? this.page.locator("[data-index]") : this.page.locator(".days .choice");
    return days.nth(place);
  }

  /** The middle of the day at an index. */
  async middle(place: number) {
    const box = (await this.day(place).boundingBox())!;
    return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  }

  /** What those heard last who listen. */
  announcement(): Locator {
    return this.page.locator(".status-bar .sr-only");
  }

  private async touch(place: number) {
    await (this.way.touch ? this.day(place).tap() : this.day(place).click());
  }

  /** Makes free days busy, one by one. */
  async busy(...places: number[]) {
    if (this.way.javascript) await this.brush("안 돼요");
    for (const place of places) await this.touch(place);
    await this.save();
  }

  /** Stars free days, one by one. */
  async star(...places: number[]) {
    if (this.way.javascript) await this.brush("좋아요");
    for (const place of places) {
      await this.touch(place);
      // In the form, busy comes between free and starred.
      if (!this.way.javascript) await this.touch(place);
    }
    await this.save();
  }

  /** Makes a starred day busy. */
  async busyInsteadOfStarred(place: number) {
    if (this.way.javascript) return this.busy(place);
    await this.touch(place);
    await this.touch(place);
    await this.save();
  }

  /** Makes the days from one to another busy in one stroke, by dragging the mouse. */
  async busyStroke(first: number, last: number) {
    const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    if (!this.way.javascript || this.way.touch) return this.busy(...places);
    await this.brush("안 돼요");
    await this.drag(places);
    await this.save();
  }

  /** Presses the mouse button on the first day of each week and releases it on the last. */
  async drag(places: number[]) {
    await this.day(places[0]).scrollIntoViewIfNeeded();
    let week: number | undefined;
    for (const place of places) {
      const { y } = (await this.day(place).boundingBox())!;
      // A stroke for each week: on the way from the end of one to the begin of the next are other days.
      if (week !== undefined && y !== week) await this.page.mouse.up();
      await this.day(place).hover();
      if (y !== week) await this.page.mouse.down();
      week = y;
    }
    await this.page.mouse.up();
  }

  async brush(name: string) {
    await this.page.getByRole("radio", { name, exact: true }).check();
  }

  async allDaysWork() {
    const button = this.page.getByRole("button", { name: "다 돼요" });
    if (!this.way.javascript) return this.send(button);
    await button.click();
    await this.saved();
  }

  /** Makes sure that the marks are saved. */
  async save() {
    if (this.way.javascript) await this.saved();
    else await this.send(this.page.getByRole("button", { name: "저장", exact: true }));
  }

  async saved() {
    await expect(this.page.locator(".saving")).toHaveAttribute("data-saving", "saved");
  }

  /** The viewer's own days, a letter each. */
  async myDays(): Promise<string> {
    if (!this.way.javascript) {
      const chosen = this.page.locator(".days .choice input:checked");
      return (await chosen.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))).join("");
    }
    return (await this.page.locator("[data-index]").evaluateAll((days) => days.map((day) => day.getAttribute("data-mine")))).join("");
  }

  /** The best days, best first, as `2026-12-01 8/8 ★2`. */
  async bestDays(): Promise<string[]> {
    const items = this.page.locator(".best-days > li");
    const days: string[] = [];
    for (const item of await items.all()) {
      const date = await item.locator("time").getAttribute("datetime");
      const free = await item.locator(".free").innerText();
      const stars = (await item.locator(".stars").innerText()).replace("★ ", "★");
      days.push([date, free, stars].filter(Boolean).join(" "));
    }
    return days;
  }

  /** The names of all participants, in order. */
  async names(): Promise<string[]> {
    return this.page.locator(".people .name").allInnerTexts();
  }

  /** Waits until the page receives live updates. */
  async connected() {
    await expect(this.page.locator(".status-bar[data-connected]")).toBeAttached();
  }

  /** Adds a comment, with a typed name if the viewer has not joined. */
  async comment(text: string, name?: string) {
    if (name) await this.page.getByLabel("댓글에 쓸 이름").fill(name);
    await this.page.getByLabel("한마디 남기기").fill(text);
    const button = this.page.getByRole("button", { name: "남기기", exact: true });
    if (!this.way.javascript) return this.send(button);
    await button.click();
    await expect(this.page.getByLabel("한마디 남기기")).toHaveValue("");
  }

  /** The timeline entry with this text. */
  entry(text: string | RegExp): Locator {
    return this.page.locator(".timeline li:not(:has(li))").filter({ hasText: text });
  }

  /** Removes a comment, which asks once. */
  async removeComment(entry: Locator) {
    await entry.locator("summary", { hasText: "지우기" }).click();
    const button = entry.getByRole("button", { name: "네, 지울게요" });
    await (this.way.javascript ? button.click() : this.send(button));
  }

  /** Goes to the page on which the meeting, or one's own names, are managed. */
  async openManaging() {
    if (new URL(this.page.url()).pathname.endsWith("/manage")) return;
    await this.send(this.page.locator(".heading").getByRole("link", { name: /미팅 관리|이름 바꾸기/ }));
  }

  /** Goes back from there to the meeting. */
  async leaveManaging() {
    await this.send(this.page.locator(".facts").getByRole("link"));
  }

  /** The controls for managing a participant. */
  async manage(name: string): Promise<Locator> {
    await this.openManaging();
    const card = this.page.locator("#manage-people");
    const person = card.getByRole("listitem").filter({ has: this.page.getByRole("heading", { name, exact: true }) });
    const details = person.locator("> details");
    if (!(await details.evaluate((details: HTMLDetailsElement) => details.open))) await details.locator("> summary").click();
    return person;
  }

  async rename(name: string, to: string) {
    const person = await this.manage(name);
    await person.getByLabel(`${name}의 새 이름`).fill(to);
    await this.send(person.getByRole("button", { name: "바꾸기" }));
    if (await this.problem().count()) return;
    await this.leaveManaging();
  }

  async remove(name: string) {
    const person = await this.manage(name);
    await person.locator("summary", { hasText: `${name} 빼기` }).click();
    await this.send(person.getByRole("button", { name: `네, ${name} 뺄게요` }));
  }

  /** Changes the title, the place or both. */
  async describe(title: string | undefined, location?: string) {
    await this.openManaging();
    const card = this.page.locator("#describe");
    if (title !== undefined) await card.getByLabel("무슨 모임인가요?").fill(title);
    if (location !== undefined) await card.getByLabel("어디서?").fill(location);
    await this.send(card.getByRole("button", { name: "저장" }));
    await this.leaveManaging();
  }

  /** The error messages of the page. */
  problem() {
    return this.page.getByRole("alert");
  }
}
