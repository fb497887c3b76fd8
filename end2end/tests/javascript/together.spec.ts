import { expect, expectAccessible, test } from "../../fixtures.ts";
import { joined, meetingOf } from "../../pages/together.ts";

test("what one does, the other sees without reloading", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await expect(me.page.locator(".people .name")).toHaveText(["Sunny", "Kit"]);

  await kit.meeting.busy(0, 1);
  await expect(me.meeting.day(0).locator(".count")).toHaveText("1/2");
  await expect(me.meeting.entry("Kit 님의 표시: 안 되는 날 2개")).toBeVisible();
  await me.meeting.star(2);
  await expect(kit.page.locator(".best-days > li").first()).toContainText("★ 1");

  await me.meeting.comment("어디서 볼까요?");
  await expect(kit.meeting.entry("어디서 볼까요?")).toBeVisible();
  await me.meeting.describe("겨울 산행", "북한산");
  await expect(kit.page.getByRole("heading", { level: 1 })).toHaveText("겨울 산행");
  await expect(kit.page.locator(".location")).toHaveText("북한산");
  await expect(kit.page).toHaveTitle("겨울 산행 – Meetifyr");

  await me.meeting.rename("Kit", "Kat");
  await expect(kit.page.locator("#days-title")).toContainText("Kat");
  await expectAccessible(kit);
});

test("others' changes take away neither focus nor what is typed nor a stroke in progress", async ({ me, somebody, way }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await me.page.getByLabel("한마디 남기기").fill("아직 쓰는 중");
  await me.page.getByLabel("한마디 남기기").focus();
  const scrolled = await me.page.evaluate(() => window.scrollY);
  await kit.meeting.busy(3);
  await expect(me.meeting.day(3).locator(".count")).toHaveText("1/2");
  await expect(me.page.getByLabel("한마디 남기기")).toBeFocused();
  await expect(me.page.getByLabel("한마디 남기기")).toHaveValue("아직 쓰는 중");
  expect(await me.page.evaluate(() => window.scrollY)).toBe(scrolled);

  if (!way.touch) {
    await me.meeting.day(8).hover();
    await me.page.mouse.down();
    await me.meeting.day(9).hover();
    await kit.meeting.busy(9);
    await expect(me.meeting.day(9).locator(".count")).toHaveText("0/2");
    await me.meeting.day(10).hover();
    await me.page.mouse.up();
    await me.meeting.saved();
    expect(await me.meeting.myDays()).toBe("f".repeat(8) + "bbb" + "f".repeat(10));
  }
});

test("who listens hears of others in one sentence, and not of oneself", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  const heard = me.page.locator(".status-bar .sr-only");
  await expect(heard).toHaveText("Kit 님이 들어왔어요");
  await kit.meeting.busy(0, 1, 2);
  await expect(heard).toHaveText(/^Kit 님의 표시: 안 되는 날 \d개(\. 그 밖에 \d건이 바뀌었어요\.)?$/);
  await me.meeting.day(4).focus();
  await me.page.keyboard.press("Space");
  await expect(kit.page.locator(".status-bar .sr-only")).toHaveText(/^Sunny/);
  // Of the viewer's own changes, only the marked day is announced.
  await expect(heard).toHaveText("12월 5일 토요일: 안 돼요");
});

test("five people mark at the same time, and all see the same", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const people = [me];
  for (const name of ["둘", "셋", "넷", "다섯"]) people.push(await joined(await somebody(), url, name));
  await Promise.all(people.map((person, index) => person.meeting.busy(index, index + 5, 20)));
  for (const person of people) {
    await expect(person.meeting.day(20).locator(".count")).toHaveText("0/5");
    for (const place of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      await expect(person.meeting.day(place).locator(".count")).toHaveText("4/5");
    }
    expect(await person.meeting.names()).toEqual(["Sunny", "둘", "셋", "넷", "다섯"]);
  }
});

test("dates that are set appear to who waits for them", async ({ me, somebody }) => {
  await me.home.open();
  await me.home.create();
  const url = await me.meeting.arrive();
  const guest = await somebody();
  await guest.meeting.open(url);
  await guest.meeting.connected();
  await expect(guest.page.locator(".days")).toHaveCount(0);
  await me.home.option("앞으로 4주").check();
  await me.meeting.send(me.page.getByRole("button", { name: "날짜 정하기" }));
  await expect(guest.page.locator(".days td.day")).toHaveCount(28);
});

test("a stroke is undone by button and by keyboard, for all to see", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await joined(await somebody(), url, "Kit");
  await me.meeting.star(0);
  await me.meeting.busy(0);
  await me.page.getByRole("button", { name: "주말은 안 돼요" }).click();
  await me.meeting.saved();
  await expect(kit.meeting.day(4).locator(".count")).toHaveText("1/2");
  await me.page.getByRole("button", { name: "되돌리기" }).click();
  await me.meeting.saved();
  expect(await me.meeting.myDays()).toBe("b" + "f".repeat(20));
  await expect(kit.meeting.day(4).locator(".count")).toHaveText("2?/2");
  await me.page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => me.meeting.myDays()).toBe("s" + "f".repeat(20));
  await me.page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => me.meeting.myDays()).toBe("f".repeat(21));
  await expect(me.page.getByRole("button", { name: "되돌리기" })).toBeDisabled();
  await expect(kit.meeting.day(0).locator(".count")).toHaveText("2?/2");
});

test("what is typed while a comment is under way is not lost with it", async ({ me }) => {
  await meetingOf(me);
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await me.page.route("**/api/comment", async (route) => {
    await held;
    await route.continue();
  });
  const field = me.page.getByLabel("한마디 남기기");
  await field.fill("첫 번째");
  await me.page.getByRole("button", { name: "남기기", exact: true }).click();
  await field.fill("두 번");
  go();
  await expect(me.meeting.entry("첫 번째")).toBeVisible();
  await expect(field).toHaveValue("두 번");
  await me.meeting.comment("두 번째");
  await expect(me.meeting.entry("두 번째")).toHaveCount(1);
});

test("who looks at a meeting that is deleted sees that it is gone", async ({ me, somebody, announce }) => {
  announce(/404|ERR_ABORTED/);
  const url = await meetingOf(me);
  const guest = await somebody();
  await guest.meeting.open(url);
  await guest.meeting.connected();
  await me.meeting.openManaging();
  const card = me.page.locator("#delete");
  await card.getByLabel("네, 지울게요").check();
  await me.meeting.send(card.getByRole("button", { name: "지우기", exact: true }));
  await expect(guest.page.getByRole("heading", { name: "여기에는 아무것도 없어요" })).toBeVisible();
});

test("a page that a newer server does not understand any longer says so and loses nothing", async ({ me }) => {
  // The first byte is the version of the wire format.
  await me.page.routeWebSocket(/\/live\//, (socket) => socket.send(Buffer.from([255, 0, 0])));
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-21");
  await me.home.create();
  await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await expect(me.page.getByText("미팅이 바뀌었어요.")).toBeVisible();
  await me.meeting.busy(0);
  await me.page.unrouteAll();
  await me.meeting.send(me.page.getByRole("button", { name: "새로 보기" }));
  expect((await me.meeting.myDays())[0]).toBe("b");
});

test("times are those of the viewer's own zone", async ({ me, somebody }) => {
  const url = await meetingOf(me);
  const kit = await somebody({ timezoneId: "America/St_Johns" });
  await kit.meeting.open(url);
  const time = kit.meeting.entry("미팅이 만들어졌어요").locator("time");
  const local = await time.evaluate((time: HTMLTimeElement) => {
    const at = new Date(time.dateTime);
    const minutes = String(at.getMinutes()).padStart(2, "0");
    return `${at.getMonth() + 1}월 ${at.getDate()}일 ${at.getHours()}:${minutes}`;
  });
  await expect(time).toHaveText(local);
  await expect(me.meeting.entry("미팅이 만들어졌어요").locator("time")).not.toHaveText(local);
});
