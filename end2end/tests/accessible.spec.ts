import type { APIRequestContext } from "@playwright/test";

import { expectAccessible, test } from "../fixtures.ts";
import { example } from "../pages/example.ts";

/** A meeting with three people, of whom one has not answered and one has a long name, and with a comment. */
async function trio(request: APIRequestContext, first: string, last: string): Promise<string> {
  const names = ["Sunny", "이름".repeat(127), "Kit"];
  const location = "https://map.example/";
  const missing = (index: number) => index % 3;
  const path = await example(request, { title: "x", location, first, last, people: 3, answered: 2, names, missing, stars: () => 1 });
  await request.post(`/v1${path.replace("/m/", "/meetings/")}/comments`, { data: { name: "Kit", text: "hello\nthere" } });
  return path;
}

const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

for (const locale of ["ko", "en", "de", "ar"]) {
  test(`every page and state is accessible in ${locale}, light and dark`, async ({ somebody, announce }) => {
    test.setTimeout(240_000);
    announce(/404/);
    const person = await somebody({ locale });
    const { page, meeting } = person;
    const here = await trio(page.request, soon(1), soon(21));
    const past = await trio(page.request, "2026-01-05", "2026-01-11");
    const decided = await trio(page.request, soon(1), soon(7));
    const ofDecided = `/v1${decided.replace("/m/", "/meetings/")}`;
    await page.request.put(`${ofDecided}/decision`, { data: { date: soon(3) } });
    await page.request.patch(`${ofDecided}/closing`, { data: { closed: true } });
    const undated = JSON.parse(await (await page.request.post("/v1/meetings", { data: {} })).text()).url_code;
    const [one] = JSON.parse(await (await page.request.get(`/v1${here.replace("/m/", "/meetings/")}`)).text()).participants;
    const views = ["", `?seat=${one.id}`, `?day=${soon(2)}#day`, `?person=${one.id}`, `?people=${one.id}`, "/table", "/manage"];
    const paths = [
      ...views.map((view) => `${here}${view}`),
      past, decided, `/m/${undated}`, `${decided}/calendar`, "/", "/privacy", "/device", "/m/nothing",
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
