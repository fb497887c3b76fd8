import { expect, test, type Person } from "../../fixtures.ts";
import { holdWasm, linkTelephoneNumbers, translate } from "../../pages/hostile.ts";
import { joined, meetingOf } from "../../pages/together.ts";

/** Marks the first day and reads the page again: what was marked is saved. */
async function marksAndSaves(me: Person) {
  await me.meeting.busy(0);
  await me.page.reload();
  await me.meeting.ready();
  expect(await me.meeting.myDays()).toBe("b" + "f".repeat(20));
}

test("a name that the browser makes a telephone link of before the script starts does no harm", async ({ me, somebody }) => {
  const url = await meetingOf(await somebody());
  await me.meeting.open(url);
  await me.meeting.join("010-1234-5678");
  const release = await holdWasm(me.page);
  await me.page.reload();
  await linkTelephoneNumbers(me.page);
  release();
  await me.meeting.ready();
  await marksAndSaves(me);
});

test("a page whose texts were all replaced by a translator before the script starts comes alive", async ({ me, somebody }) => {
  const url = await meetingOf(await somebody());
  await joined(me, url, "Kit");
  const release = await holdWasm(me.page);
  await me.page.reload();
  await translate(me.page);
  release();
  await me.meeting.ready();
  await expect(me.page.locator(".choose")).toHaveCount(0);
  await marksAndSaves(me);
});

test("numbers and sentences stay true on a page that was translated after the script started", async ({ me, somebody }) => {
  const organizer = await somebody();
  const url = await meetingOf(organizer);
  await joined(me, url, "Kit");
  await expect(organizer.page.locator(".people")).toContainText("Kit");
  await organizer.meeting.allDaysWork();
  await translate(organizer.page);
  await me.meeting.busy(...Array.from({ length: 21 }, (_, index) => index));
  const first = organizer.meeting.day(0);
  await expect(first.locator(".count")).toContainText("1/2");
  await expect(first.locator(".sr-only")).toContainText("1");
  await expect(organizer.page.locator(".best-days > li").first()).toContainText("Kit");
  await expect(organizer.page.locator(".best-days .free").first()).toHaveText("1/2");
  await expect(organizer.page.locator(".people li").filter({ hasText: "Kit" })).not.toContainText("아직");
  await expect(organizer.meeting.entry("Kit").first()).toContainText("21");
  // One's own state too.
  await translate(organizer.page);
  await organizer.meeting.busy(3);
  await expect(organizer.page.locator(".saving [role=status]")).toHaveText("저장됨");
  await expect(organizer.meeting.day(3).locator(".count")).toHaveText("0/2");
});

test("what has the focus and what is open stay so when the script takes over, and when others change something", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const bo = await joined(await somebody(), url, "Bo");
  await me.meeting.comment("안녕");
  await me.meeting.describe(undefined, "https://example.com/map");
  await expect(me.page.locator("[data-live=location] a")).toBeVisible();
  const release = await holdWasm(me.page);
  await me.page.goto(url);
  const removal = me.meeting.entry("안녕").locator("summary");
  await removal.focus();
  await removal.press("Enter");
  release();
  await me.meeting.connected();
  await expect(removal).toBeFocused();
  await expect(me.meeting.entry("안녕").locator("details")).toHaveAttribute("open", "");
  const link = me.page.locator("[data-live=location] a");
  await link.focus();
  await bo.meeting.busy(1);
  await expect(me.meeting.day(1).locator(".count")).toHaveText("1/2");
  await expect(link).toBeFocused();
});

test("a page whose scripts are blocked on the way keeps nothing free for what they would show", async ({ me, announce }) => {
  announce(/Content Security Policy|preloaded|csp/);
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-21");
  await me.home.create();
  const url = await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await me.page.route(url, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": "script-src 'none'" };
    await route.fulfill({ response, headers });
  });
  await me.page.goto(url);
  await expect(me.page.locator(".brushes")).toBeHidden();
  await expect(me.page.locator(".brushes")).toHaveCSS("display", "none");
});

for (const [kind, breakIt] of [
  ["cannot be loaded", (me: Person) => me.page.route(/\.wasm$/, (route) => route.abort())],
  ["is not wasm", (me: Person) => me.page.route(/\.wasm$/, (route) => route.fulfill({ body: "no", contentType: "application/wasm" }))],
  ["is forbidden", (me: Person) => me.page.addInitScript("delete globalThis.WebAssembly")],
  [
    "fails while it starts",
    (me: Person) =>
      me.page.addInitScript(() => {
        const create = Document.prototype.createElement;
        let left = 60;
        Document.prototype.createElement = function (this: Document, ...args: Parameters<typeof create>) {
          if (new Error().stack!.includes("wasm") && --left < 0) throw new Error("an extension is in the way");
          return create.apply(this, args);
        } as typeof create;
      }),
  ],
] as const) {
  test(`wasm that ${kind} leaves the page as it is without JavaScript, and a sentence says so`, async ({ me, way, announce }) => {
    announce(/wasm|WebAssembly|extension is in the way|module|ERR_FAILED/i);
    await me.home.open();
    await me.home.selectDates("2026-12-01", "2026-12-21");
    await me.home.create();
    const url = await me.meeting.arrive();
    await me.meeting.join("Sunny");
    await breakIt(me);
    await me.page.goto(url);
    await expect(me.page.getByText("모두 그대로 쓸 수 있고")).toBeVisible();
    await expect(me.page.locator(".brushes")).toBeHidden();
    const day = me.page.locator(".days .choice").nth(2);
    await (way.touch ? day.tap() : day.click());
    await me.page.getByRole("button", { name: "저장", exact: true }).click();
    await expect(me.page.locator(".timeline > li").filter({ hasText: "Sunny" }).first()).toContainText("1");
    expect(
      await me.page.locator(".days .choice input:checked").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
    ).toEqual([..."ffb" + "f".repeat(18)]);
  });
}
