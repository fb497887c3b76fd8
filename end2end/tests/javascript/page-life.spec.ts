import { expect, test, type Person } from "../../fixtures.ts";
import { joined, meetingOf } from "../../pages/together.ts";

/** Sends an event to the window, as browsers do when a page is left or returned to. */
async function happens(person: Person, ...names: string[]) {
  await person.page.evaluate((all) => all.forEach((name) => window.dispatchEvent(new Event(name))), names);
}

/** Hides or shows the tab, as far as the page can tell. */
async function showTab(person: Person, shown: boolean) {
  await person.page.evaluate((shown) => {
    Object.defineProperty(document, "hidden", { value: !shown, configurable: true });
    Object.defineProperty(document, "visibilityState", { value: shown ? "visible" : "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, shown);
}

for (const [kind, back] of [
  ["restored by Back", (person: Person) => happens(person, "pagehide", "pageshow")],
  ["shown again", (person: Person) => showTab(person, false).then(() => showTab(person, true))],
  ["gone on with after it was frozen", (person: Person) => happens(person, "freeze", "resume")],
] as const) {
  test(`a page that was left and is ${kind} follows the meeting again`, async ({ me, somebody }) => {
    const url = await meetingOf(me);
    const bo = await joined(await somebody(), url, "Bo");
    await happens(bo, "beforeunload");
    await back(bo);
    await me.meeting.remove("Bo");
    // It loads itself anew, and asks for a name again.
    await expect(bo.page.getByRole("button", { name: "시작하기" })).toBeVisible();
  });
}

test("the button that shows a changed meeting works although the page seemed to be left", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const bo = await joined(await somebody(), url, "Bo");
  await happens(bo, "beforeunload");
  await me.meeting.remove("Bo");
  await bo.page.getByRole("button", { name: "새로 보기" }).click();
  await expect(bo.page.getByRole("button", { name: "시작하기" })).toBeVisible();
});

test("the second tab learns that the first one has joined", async ({ me, somebody }) => {
  const url = await meetingOf(await somebody());
  await me.meeting.open(url);
  const second = await me.context.newPage();
  await second.goto(url);
  await expect(second.getByRole("button", { name: "시작하기" })).toBeVisible();
  await me.meeting.join("Kit");
  await expect(second.getByRole("heading", { name: "내 날짜" })).toBeVisible();
});

test("a comment that is being typed is still there after a reload, and gone once it was sent", async ({ me }) => {
  await meetingOf(me);
  const field = me.page.getByLabel("한마디 남기기");
  await field.fill("강남도 괜찮");
  await me.page.reload();
  await me.meeting.ready();
  await expect(field).toHaveValue("강남도 괜찮");
  await me.meeting.comment("강남도 괜찮아요");
  await me.page.reload();
  await me.meeting.ready();
  await expect(field).toHaveValue("");
});

test("a comment that another tab has sent is no longer a draft here, and other fields are no drafts", async ({ me }) => {
  const url = await meetingOf(me);
  const field = me.page.getByLabel("한마디 남기기");
  await field.fill("강남도 괜찮아요");
  const second = await me.context.newPage();
  await second.goto(url);
  await expect(second.locator("html[data-hydrated]")).toBeAttached();
  const theirs = second.getByLabel("한마디 남기기");
  await expect(theirs).toHaveValue("강남도 괜찮아요");
  await second.getByRole("button", { name: "남기기", exact: true }).click();
  await expect(theirs).toHaveValue("");
  await expect(field).toHaveValue("");
  // What is typed elsewhere in the second tab does not touch the draft of the first.
  await field.fill("다시");
  const name = second.locator("input.field").first();
  await name.evaluate((input) => input.dispatchEvent(new Event("input", { bubbles: true })));
  await me.page.reload();
  await me.meeting.ready();
  await expect(field).toHaveValue("다시");
});

test("a stroke ends and is saved when its button is released outside the window, or its page is put aside", async ({ me }) => {
  await meetingOf(me);
  const { page, meeting } = me;
  await meeting.day(1).scrollIntoViewIfNeeded();
  await meeting.day(1).hover();
  await page.mouse.down();
  await meeting.day(2).hover();
  await page.mouse.move(-20, -20);
  await page.mouse.up();
  await meeting.saved();
  expect((await meeting.myDays()).slice(0, 4)).toBe("fbbf");

  await meeting.day(4).hover();
  await page.mouse.down();
  const answered = page.waitForResponse("**/api/mark");
  await happens(me, "pagehide");
  await answered;
  await page.mouse.up();
  await page.reload();
  await meeting.ready();
  expect((await meeting.myDays()).slice(0, 5)).toBe("fbbfb");
});

test("a quick mouse marks all days of a week that it passes", async ({ me }) => {
  await meetingOf(me);
  const { page, meeting } = me;
  // 6 to 12 December are a week from Sunday.
  await meeting.day(5).scrollIntoViewIfNeeded();
  await meeting.day(5).hover();
  await page.mouse.down();
  await meeting.day(11).hover();
  await page.mouse.up();
  await meeting.saved();
  expect(await meeting.myDays()).toBe("fffffbbbbbbbfffffffff");
});
