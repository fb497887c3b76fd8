import type { Person } from "../fixtures.ts";

/** Creates a meeting on three weeks whose organizer has joined and views it; returns its address. */
export async function meetingOf(organizer: Person, home = "/"): Promise<string> {
  await organizer.page.goto(home);
  await organizer.meeting.ready();
  await organizer.home.selectDates("2026-12-01", "2026-12-21");
  await organizer.home.create();
  const url = await organizer.meeting.arrive();
  await organizer.meeting.join("Sunny");
  await organizer.meeting.connected();
  return url;
}

/** Makes a person open the link, join, and stay on the page. */
export async function joined(person: Person, url: string, name: string): Promise<Person> {
  await person.meeting.open(url);
  await person.meeting.join(name);
  await person.meeting.connected();
  return person;
}
