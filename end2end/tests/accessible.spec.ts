import type { APIRequestContext } from "@playwright/test";

import { expectAccessible, test } from "../fixtures.ts";

/** A meeting with three people, of whom one has not answered; everybody may change it. */
async function trio(request: APIRequestContext, first: string, last: string): Promise<string> {
  const send = async (method: "post" | "patch", path: string, data: unknown) => (await request[method](`/v1${path}`, { data })).text();
  const { url_code: code } = JSON.parse(await send("post", "/meetings", { title: "x", location: "https://map.example/" }));
  await send("patch", `/meetings/${code}/date_range`, { start_date: first, end_date: last });
  for (const name of ["Sunny", "Kit", "이름".repeat(127)]) {
    const joined = JSON.parse(await send("post", "/participants", { meeting_url_code: code, name }));
    const mark = (verb: string, day: number) =>
      send("patch", `/participant_dates/${verb}`, { meeting_url_code: code, participant_date_id: joined.participant_dates[day].id });
    if (name === "Sunny") await mark("off", 1);
    if (name !== "Kit") await mark("star", 2);
  }
  await request.post(`/v1/meetings/${code}/comments`, { data: { name: "Kit", text: "hello\nthere" } });
  return code;
}

const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

for (const locale of ["ko", "en", "de", "ar"]) {
  test(`every page and state is accessible in ${locale}, light and dark`, async ({ somebody, announce }) => {
    test.setTimeout(240_000);
    announce(/404/);
    const person = await somebody({ locale });
    const { page, meeting } = person;
    const code = await trio(page.request, soon(1), soon(21));
    const past = await trio(page.request, "2026-01-05", "2026-01-11");
    const decided = await trio(page.request, soon(1), soon(7));
    await page.request.put(`/v1/meetings/${decided}/decision`, { data: { date: soon(3) } });
    await page.request.patch(`/v1/meetings/${decided}/closing`, { data: { closed: true } });
    const undated = JSON.parse(await (await page.request.post("/v1/meetings", { data: {} })).text()).url_code;
    const [one] = JSON.parse(await (await page.request.get(`/v1/meetings/${code}`)).text()).participants;
    const views = ["", `?seat=${one.id}`, `?day=${soon(2)}#day`, `?person=${one.id}`, `?people=${one.id}`, "/table", "/manage"];
    const paths = [
      ...views.map((view) => `/m/${code}${view}`),
      ...[past, decided, undated].map((other) => `/m/${other}`),
      `/m/${decided}/calendar`, "/", "/privacy", "/device", "/m/nothing",
    ];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of paths) {
        await test.step(`${path}, ${colorScheme}`, async () => {
          await page.goto(path);
          await meeting.ready();
          await expectAccessible(person);
        });
      }
    }
  });
}
