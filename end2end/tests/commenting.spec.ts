import { expect, expectAccessible, test } from "../fixtures.ts";

test("comments stand among what happened, and their author takes them back", async ({ me, somebody }) => {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-21");
  await me.home.create();
  const url = await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await me.meeting.comment("<b>눈 오면</b>\n실내로 가요");
  await expect(me.meeting.entry("<b>눈 오면</b>")).toContainText("Sunny");

  const guest = await somebody();
  await guest.meeting.open(url);
  await guest.meeting.comment("저는 늦어요", "지나가던 사람");
  const comment = guest.meeting.entry("저는 늦어요");
  await expect(comment).toContainText("손님");
  await expect(guest.meeting.entry("눈 오면").locator("summary")).toBeHidden();
  await expectAccessible(guest);

  // The organizer could remove it too; here the author does.
  await guest.meeting.removeComment(comment);
  await expect(guest.meeting.entry("지워진 댓글이에요.")).toBeVisible();
  await me.meeting.open(url);
  await expect(me.meeting.entry("지워진 댓글이에요.")).toBeVisible();
  await expect(me.page.getByText("저는 늦어요")).toHaveCount(0);
  await me.meeting.removeComment(me.meeting.entry("눈 오면"));
  await expect(me.meeting.entry("지워진 댓글이에요.")).toHaveCount(2);
});

test("strokes of one sitting are one entry", async ({ me }) => {
  await me.home.open();
  await me.home.selectDates("2026-12-01", "2026-12-21");
  await me.home.create();
  await me.meeting.arrive();
  await me.meeting.join("Sunny");
  await me.meeting.busy(0, 1, 2);
  await me.meeting.star(5);
  await me.page.reload();
  await me.meeting.ready();
  await expect(me.meeting.entry("Sunny 님의 표시")).toHaveCount(1);
  await expect(me.meeting.entry("Sunny 님의 표시: 안 되는 날 3개, 좋은 날 1개")).toBeVisible();
});
