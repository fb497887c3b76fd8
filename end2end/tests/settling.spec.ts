import { expect, expectAccessible, test, type Person } from "../fixtures.ts";

/** The candidate days of four weeks without Sundays. */
function fourWeeksWithoutSundays(today: string): string[] {
  const first = Date.parse(`${today}T00:00:00Z`);
  const days = Array.from({ length: 28 }, (_, index) => new Date(first + index * 86_400_000));
  return days.filter((day) => day.getUTCDay() !== 0).map((day) => day.toISOString().slice(0, 10));
}

test("eight people settle on a day", async ({ me: organizer, somebody, announce }) => {
  // A long flow: only a hang reaches this limit, however busy the machine is.
  test.setTimeout(600_000);
  await organizer.home.open();
  await expectAccessible(organizer);
  const days = fourWeeksWithoutSundays(await organizer.home.today());
  await organizer.home.describe("팀 회식 🍖", "강남역 11번 출구");
  await organizer.home.option("앞으로 4주").check();
  await organizer.home.weekday("일요일").check();
  await organizer.home.create();
  const url = await organizer.meeting.arrive();
  await expect(organizer.page.getByRole("heading", { level: 1 })).toHaveText("팀 회식 🍖");
  await expect(organizer.page.getByText("강남역 11번 출구")).toBeVisible();
  await expect(organizer.page.getByLabel("함께할 사람에게 보낼 링크")).toHaveValue(url);
  await expectAccessible(organizer);

  await organizer.meeting.join("Sunny");
  await organizer.meeting.allDaysWork();

  const people: Record<string, Person> = { Sunny: organizer };
  const guest = async (name: string) => {
    people[name] = await somebody();
    await people[name].meeting.open(url);
    await people[name].meeting.join(name);
    return people[name].meeting;
  };
  await (await guest("곰돌이")).busyStroke(0, 4);
  await (await guest("팀장")).busy(5, 6);
  await (await guest("막내")).busy(7, 8, 9);
  const robin = await guest("Robin");
  await robin.busyStroke(10, 14);
  await robin.star(16);
  const haneul = await guest("하늘");
  await haneul.busy(15);
  await haneul.star(16, 18);
  await (await guest("Kit")).allDaysWork();
  await (await guest("지우")).busy(17);

  // Computed by hand: days 16 and 18 to 23 are busy for nobody; two starred 16, one starred 18.
  await organizer.meeting.open(url);
  expect(await organizer.meeting.bestDays()).toEqual([`${days[16]} 8/8 ★2`, `${days[18]} 8/8 ★1`, `${days[19]} 8/8`]);
  expect(await organizer.meeting.names()).toEqual(["Sunny", "곰돌이", "팀장", "막내", "Robin", "하늘", "Kit", "지우"]);
  await expectAccessible(organizer);

  // A participant who returns on the same device finds their days, and changes them.
  await robin.open(url);
  expect(await robin.myDays()).toBe("ffffffffff" + "bbbbb" + "f" + "s" + "fffffff");
  await robin.busyInsteadOfStarred(16);
  await organizer.meeting.open(url);
  expect(await organizer.meeting.bestDays()).toEqual([`${days[18]} 8/8 ★1`, `${days[19]} 8/8`, `${days[20]} 8/8`]);

  await haneul.rename("하늘", "하늘이");
  expect(await haneul.names()).toContain("하늘이");

  await (await guest("지우 2")).busy(18, 19, 20);
  await organizer.meeting.open(url);
  expect(await organizer.meeting.bestDays()).toEqual([`${days[21]} 9/9`, `${days[22]} 9/9`, `${days[23]} 9/9`]);
  await organizer.meeting.remove("지우 2");
  expect(await organizer.meeting.names()).toEqual(["Sunny", "곰돌이", "팀장", "막내", "Robin", "하늘이", "Kit", "지우"]);
  expect(await organizer.meeting.bestDays()).toEqual([`${days[18]} 8/8 ★1`, `${days[19]} 8/8`, `${days[20]} 8/8`]);

  // A stranger's browser cannot change anybody's days, neither by form nor by a direct request.
  const stranger = await somebody();
  await stranger.meeting.open(url);
  await expect(stranger.page.locator("a[href$='/manage']")).toHaveCount(0);
  announce(/403/);
  expect((await stranger.page.goto(`${url}/manage`))?.status()).toBe(403);
  await expect(stranger.page.getByRole("alert")).toContainText("미팅을 관리하는 사람만");
  const participant = await organizer.page.locator("input[name=participant]").first().inputValue();
  const url_code = url.split("/").at(-1)!;
  const marks = Object.fromEntries(Array.from({ length: 24 }, (_, place) => [`day[${place}]`, place ? "f" : "b"]));
  const form = { url_code, participant, seen: "f".repeat(24), ...marks };
  const headers = { Accept: "text/html", "Accept-Language": "ko", Origin: new URL(url).origin };
  const byForm = await stranger.context.request.post("/api/choose_days", { form, headers });
  expect(byForm.status()).toBe(403);
  expect(await byForm.text()).toContain("이 사람의 기기나 미팅을 만든 사람만 바꿀 수 있어요.");
  const direct = await stranger.context.request.post("/api/mark", {
    form: { url_code, participant, marks: "b".repeat(24) },
  });
  expect(direct.status()).toBe(403);
  await organizer.meeting.open(url);
  expect(await organizer.meeting.bestDays()).toEqual([`${days[18]} 8/8 ★1`, `${days[19]} 8/8`, `${days[20]} 8/8`]);
});
