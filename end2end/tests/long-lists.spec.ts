import { expect, expectAccessible, test } from "../fixtures.ts";

/** A meeting with so many people that lists of them are folded, made by the API: everybody may change it. */
async function crowd(request: import("@playwright/test").APIRequestContext, people: number, answered: number): Promise<string> {
  const send = async (method: "post" | "patch", path: string, data: unknown) => (await request[method](`/v1${path}`, { data })).text();
  const { url_code: code } = JSON.parse(await send("post", "/meetings", { title: "여름 잔치" }));
  await send("patch", `/meetings/${code}/date_range`, { start_date: "2026-12-01", end_date: "2026-12-14" });
  for (let person = 1; person <= people; person++) {
    const joined = JSON.parse(await send("post", "/participants", { meeting_url_code: code, name: `Person ${person}` }));
    const day = joined.participant_dates[person % 14].id;
    if (person <= answered) await send("patch", "/participant_dates/off", { meeting_url_code: code, participant_date_id: day });
  }
  return code;
}

test("of many people those who have not answered stand first, and the others are folded with a filter", async ({ me }) => {
  const code = await crowd(me.page.request, 30, 27);
  await me.meeting.open(`/m/${code}`);
  const names = me.page.locator(".people .name");
  await expect(names).toHaveCount(30);
  await expect(names.nth(0)).toHaveText("Person 28");
  await expect(names.nth(12)).toBeHidden();
  await me.page.getByText("30명 모두 보기").click();
  await expect(names.nth(12)).toBeVisible();
  await expectAccessible(me);
  if (!me.way.javascript) return;
  await me.page.getByRole("searchbox").fill("PERSON 2");
  await expect(me.page.locator(".more-people .name:visible")).toHaveText(
    ["20", "21", "22", "23", "24", "25", "26", "27"].map((number) => `Person ${number}`),
  );
});

test("one of many people is managed from their row", async ({ me }) => {
  const code = await crowd(me.page.request, 15, 2);
  await me.page.goto(`/m/${code}/manage`);
  await me.meeting.ready();
  await expect(me.page.getByRole("textbox", { name: /의 새 이름/ })).toHaveCount(0);
  const person = await me.meeting.manage("Person 7");
  await person.getByLabel("Person 7의 새 이름").fill("Sunny");
  await me.meeting.send(person.getByRole("button", { name: "바꾸기" }));
  // It is open still, and says that it was saved.
  const renamed = me.page.locator("#manage-people").getByRole("listitem").filter({ has: me.page.getByRole("heading", { name: "Sunny" }) });
  await expect(renamed.getByText("저장됨")).toBeFocused();
  await expectAccessible(me);
});
