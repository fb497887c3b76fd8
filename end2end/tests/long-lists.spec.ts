import { expect, expectAccessible, test, type Person } from "../fixtures.ts";
import { example } from "../pages/example.ts";

/** A meeting with so many people that lists of them are folded. */
function crowd(me: Person, people: number, answered: number): Promise<string> {
  const names = Array.from({ length: people }, (_, index) => `Person ${index + 1}`);
  const [first, last] = ["2026-12-01", "2026-12-14"];
  return example(me.page.request, { title: "여름 잔치", location: "", first, last, people, answered, names, missing: () => 1 });
}

test("of many people those who have not answered stand first, and the others are folded with a filter", async ({ me }) => {
  await me.meeting.open(await crowd(me, 30, 27));
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
  await me.page.goto(`${await crowd(me, 15, 2)}/manage`);
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
