import type { APIRequestContext } from "@playwright/test";

const names = ["Sunny", "곰돌이", "팀장", "막내", "Robin", "하늘", "Kit", "지우", "Ann", "Bo", "Dana", "Emil", "Farah", "Goran", "Hana", "Ivo", "Jae"];

/** The day on which the pictures' clock stands. */
export const today = "2026-12-01";

/** The day that is this many days from it. */
export function day(from: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + from * 86_400_000).toISOString().slice(0, 10);
}

/** What to make: people beyond `answered` have not answered; `missing` says how many cannot come on a day. */
export type Example = {
  title: string;
  location: string;
  first: string;
  last: string;
  excluded?: number[];
  people: number;
  answered: number;
  /** Their names; by default those of the pictures. */
  names?: string[];
  missing: (index: number) => number;
  stars?: (index: number) => number;
};

/** Makes a meeting by the API, which belongs to everybody with the link, and returns its path. */
export async function example(request: APIRequestContext, wanted: Example): Promise<string> {
  const send = async (method: "post" | "patch", path: string, data?: unknown) => {
    const response = await request[method](`/v1${path}`, { data });
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    return response.status() === 204 ? undefined : response.json();
  };
  const { title, location, first, last, people, answered } = wanted;
  const { url_code: code } = await send("post", "/meetings", { title, location });
  await send("patch", `/meetings/${code}/date_range`, { start_date: first, end_date: last, excluded_weekdays: wanted.excluded ?? [] });
  for (let person = 0; person < people; person++) {
    const round = Math.floor(person / names.length);
    const name = wanted.names?.[person] ?? names[person % names.length] + (round ? ` ${round + 1}` : "");
    const { participant_dates: dates } = await send("post", "/participants", { meeting_url_code: code, name });
    if (person >= answered) continue;
    const mark = (verb: string, id: number) =>
      send("patch", `/participant_dates/${verb}`, { meeting_url_code: code, participant_date_id: id });
    let marked = false;
    for (const [index, { id }] of dates.entries()) {
      // Other people are missing on other days.
      const turn = (person + index * 5) % answered;
      if (turn < wanted.missing(index)) await mark("off", id);
      else if (turn >= answered - (wanted.stars?.(index) ?? 0)) await mark("star", id);
      else continue;
      marked = true;
    }
    if (!marked) await mark("star", dates[0].id).then(() => mark("unstar", dates[0].id));
  }
  return `/m/${code}`;
}
