import { expect, test, type Person } from "../../fixtures.ts";
import { meetingOf } from "../../pages/together.ts";

test("presets are seen from the viewer's own day", async ({ me }) => {
  await me.home.open();
  // Noon in UTC is the same day in Seoul, where the tests' browsers are.
  const tomorrow = new Date(`${await me.home.today()}T12:00:00Z`);
  tomorrow.setUTCDate(tomorrow.getUTCDate() + 1);
  await me.page.clock.setFixedTime(tomorrow);
  await me.home.open();
  expect(await me.home.today()).toBe(tomorrow.toISOString().slice(0, 10));
  const first = `${tomorrow.getUTCMonth() + 1}월 ${tomorrow.getUTCDate()}일`;
  await expect(me.home.option(`앞으로 4주 ${first}`)).toBeVisible();
});

test("a day that cannot be today anywhere is shown again to confirm", async ({ me, announce }) => {
  announce(/422/);
  await me.page.clock.setFixedTime(new Date("2020-02-10T03:00:00Z"));
  await me.home.open();
  await me.home.describe("회식", "");
  await me.home.option("앞으로 4주").check();
  await me.home.create();
  await expect(me.meeting.problem()).toContainText("그사이 날짜가 바뀌었어요.");
  await me.home.ready();
  expect(await me.home.today()).not.toBe("2020-02-10");
  await expect(me.home.option("앞으로 4주")).toBeChecked();
  await me.home.create();
  await me.meeting.arrive();
});

/** Makes a meeting to which today is the last day to answer. */
async function lastDay(me: Person): Promise<string> {
  await meetingOf(me);
  const url = me.page.url();
  await me.meeting.openManaging();
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" }).format(new Date());
  await me.page.getByLabel("답변 마지막 날").fill(today);
  await me.meeting.send(me.page.locator("#closing").getByRole("button", { name: "저장" }));
  return url;
}

test("a page that is open says by itself that the last day to answer is over", async ({ me }) => {
  const url = await lastDay(me);
  // The server's clock goes on as ever, and must not tell it.
  await me.page.routeWebSocket(/\/live\//, () => {});
  await me.page.clock.install();
  await me.meeting.open(url);
  await expect(me.page.getByText("까지 답해 주세요.").first()).toBeVisible();
  await me.page.clock.fastForward("24:00:00");
  await expect(me.page.getByText("까지 답변을 받았어요.")).toBeVisible();
});

test("a browser whose clock is a day ahead believes the server", async ({ me }) => {
  const url = await lastDay(me);
  await me.page.clock.install({ time: Date.now() + 86_400_000 });
  await me.meeting.open(url);
  await me.meeting.connected();
  await me.page.clock.runFor(30_000);
  await expect(me.page.getByText("까지 답해 주세요.").first()).toBeVisible();
  await expect(me.page.getByText("까지 답변을 받았어요.")).toHaveCount(0);
});
