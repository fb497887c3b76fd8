import type { Person } from "../fixtures.ts";

/** Makes a meeting on three weeks from a Sunday that this person has joined, with the days in view. */
export async function threeWeeks(me: Person) {
  await me.home.open();
  await me.home.selectDates("2026-12-06", "2026-12-26");
  await me.home.create();
  await me.meeting.arrive();
  await me.meeting.join("Sunny");
  // Nothing that is stuck to the bottom covers the days.
  await me.page.locator(".marking").evaluate((days) => days.scrollIntoView());
}
