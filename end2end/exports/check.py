"""Reads what meetings give to other programs with libraries that are not ours.

Usage: check.py http://host:port
"""

import csv
import io
import json
import sys
import unittest
import urllib.error
import urllib.request
from datetime import date, datetime, timedelta, timezone

import feedparser
from icalendar import Calendar

BASE = ""
LONG = "말" * 255


def send(method, path, body=None, token=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Accept-Language": "en", **(headers or {})}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(BASE + path, data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def api(method, path, body=None, token=None):
    status, _, content = send(method, "/v1" + path, body, token)
    assert status in (200, 204), (method, path, status, content)
    return json.loads(content) if content else None


class Meeting:
    """A meeting with its organizer."""

    def __init__(self, first, last, title="Year-end dinner, with friends; 🍖", location="Mapo\\Seoul"):
        self.token = api("POST", "/devices")["device"]
        self.code = api("POST", "/meetings", {"title": title, "location": location}, self.token)["url_code"]
        self.change("PATCH", "date_range", {"start_date": first, "end_date": last})

    def change(self, method, what, body=None):
        return api(method, f"/meetings/{self.code}/{what}", body, self.token)

    def export(self, name, headers=None):
        return send("GET", f"/m/{self.code}/{name}", headers=headers)

    def event(self):
        status, headers, content = self.export("calendar.ics")
        assert status == 200, status
        assert headers["Content-Type"] == "text/calendar; charset=utf-8"
        # Lines of at most 75 octets, ended by CR and LF.
        lines = content.split(b"\r\n")
        assert lines[-1] == b"" and all(len(line) <= 75 and b"\n" not in line for line in lines)
        calendar = Calendar.from_ical(content)
        (event,) = calendar.walk("VEVENT")
        return calendar, event


class CalendarFile(unittest.TestCase):
    def test_a_decision_without_a_time_is_a_whole_day(self):
        meeting = Meeting("2026-12-01", "2026-12-05")
        self.assertEqual(meeting.export("calendar.ics")[0], 404)
        meeting.change("PATCH", "note", {"note": "Bring boots;\nand water, please"})
        meeting.change("PUT", "decision", {"date": "2026-12-02"})
        _, event = meeting.event()
        self.assertEqual(event["DTSTART"].dt, date(2026, 12, 2))
        self.assertEqual(event["DTEND"].dt, date(2026, 12, 3))
        self.assertEqual(event["SUMMARY"], "Year-end dinner, with friends; 🍖")
        self.assertEqual(event["LOCATION"], "Mapo\\Seoul")
        self.assertTrue(event["DESCRIPTION"].startswith("Bring boots;\nand water, please\n\nhttp"))
        self.assertEqual(event["STATUS"], "CONFIRMED")

    def test_an_evening_in_seoul_is_the_right_moment(self):
        meeting = Meeting("2026-12-01", "2026-12-05")
        meeting.change("PATCH", "time", {"start_time": "19:30", "time_zone": "Asia/Seoul", "duration_minutes": 150})
        meeting.change("PUT", "decision", {"date": "2026-12-02"})
        calendar, event = meeting.event()
        start = event["DTSTART"].dt
        self.assertEqual(start.astimezone(timezone.utc), datetime(2026, 12, 2, 10, 30, tzinfo=timezone.utc))
        self.assertEqual(event["DURATION"].dt, timedelta(minutes=150))
        (zone,) = calendar.walk("VTIMEZONE")
        self.assertEqual(zone["TZID"], "Asia/Seoul")
        self.assertEqual([part["TZOFFSETTO"].td for part in zone.subcomponents], [timedelta(hours=9)])

    def test_new_york_before_and_after_the_change_to_summer_time(self):
        meeting = Meeting("2027-03-12", "2027-03-16")
        meeting.change("PATCH", "time", {"start_time": "09:00", "time_zone": "America/New_York"})
        for day, hour in ((13, 14), (15, 13)):
            meeting.change("PUT", "decision", {"date": f"2027-03-{day}"})
            calendar, event = meeting.event()
            expected = datetime(2027, 3, day, hour, tzinfo=timezone.utc)
            self.assertEqual(event["DTSTART"].dt.astimezone(timezone.utc), expected)
            # The clock in the file says the same, whoever knows no zones by name.
            (zone,) = calendar.walk("VTIMEZONE")
            local = datetime(2027, 3, day, 9)
            begun = [part for part in zone.subcomponents if part["DTSTART"].dt.replace(tzinfo=None) <= local]
            latest = max(begun, key=lambda part: part["DTSTART"].dt.replace(tzinfo=None))
            self.assertEqual(local - latest["TZOFFSETTO"].td, expected.replace(tzinfo=None))

    def test_a_decision_that_is_taken_back_is_cancelled_and_later_files_follow(self):
        meeting = Meeting("2026-12-01", "2026-12-05")
        seen = []
        for change in (
            lambda: meeting.change("PUT", "decision", {"date": "2026-12-02"}),
            lambda: meeting.change("PUT", "decision", {"date": "2026-12-03"}),
            lambda: meeting.change("DELETE", "decision"),
            lambda: meeting.change("PUT", "decision", {"date": "2026-12-03"}),
        ):
            change()
            _, event = meeting.event()
            seen.append((str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"]), event["DTSTART"].dt.day))
        self.assertEqual(len({uid for uid, *_ in seen}), 1)
        sequences = [sequence for _, sequence, *_ in seen]
        self.assertEqual(sequences, sorted(set(sequences)))
        self.assertEqual(
            [(status, day) for *_, status, day in seen],
            [("CONFIRMED", 2), ("CONFIRMED", 3), ("CANCELLED", 3), ("CONFIRMED", 3)],
        )

    def test_255_characters_of_korean_stay_whole(self):
        meeting = Meeting("2026-12-01", "2026-12-05", title=LONG, location=LONG)
        meeting.change("PUT", "decision", {"date": "2026-12-02"})
        calendar, event = meeting.event()
        self.assertEqual((event["SUMMARY"], event["LOCATION"], calendar["NAME"]), (LONG, LONG, LONG))


class Answers(unittest.TestCase):
    def test_the_table_has_people_by_days_and_no_formulas(self):
        meeting = Meeting("2026-12-01", "2026-12-03")
        for name in ("=HYPERLINK(1)", 'Kit "the cat", Lee', "지우"):
            joined = api("POST", "/participants", {"meeting_url_code": meeting.code, "name": name})
            if name != "지우":
                days = [day["id"] for day in joined["participant_dates"]]
                for verb, day in (("off", days[0]), ("star", days[1])):
                    body = {"meeting_url_code": meeting.code, "participant_date_id": day}
                    api("PATCH", f"/participant_dates/{verb}", body)
        status, headers, content = meeting.export("answers.csv")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/csv; charset=utf-8"))
        self.assertTrue(content.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        self.assertEqual(
            rows,
            [
                ["Name", "2026-12-01", "2026-12-02", "2026-12-03"],
                ["'=HYPERLINK(1)", "Busy", "Liked", "Works"],
                ['Kit "the cat", Lee', "Busy", "Liked", "Works"],
                ["지우", "", "", ""],
            ],
        )


class AtomFeed(unittest.TestCase):
    def test_the_feed_is_valid_and_conditional(self):
        meeting = Meeting("2026-12-01", "2026-12-03", title="<b>R&D</b> 회식")
        api("POST", "/participants", {"meeting_url_code": meeting.code, "name": "<i>Kit</i>"})
        status, headers, content = meeting.export("feed.atom")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/atom+xml; charset=utf-8"))
        feed = feedparser.parse(content)
        self.assertEqual((feed.bozo, feed.version), (0, "atom10"))
        self.assertEqual(feed.feed.title, "<b>R&D</b> 회식")
        self.assertEqual(len(feed.entries), 3)
        newest = feed.entries[0]
        # Programs show titles as HTML: what people typed is escaped in them.
        self.assertIn("&lt;i>Kit&lt;/i>", content.decode().replace("&amp;", "&").replace("&gt;", ">"))
        self.assertIn("is in", newest.title)
        self.assertEqual(len({entry.id for entry in feed.entries}), 3)
        self.assertTrue(all(entry.get("updated_parsed") and entry.get("author") for entry in feed.entries))
        same = meeting.export("feed.atom", {"If-None-Match": headers["ETag"]})
        self.assertEqual(same[0], 304)
        meeting.change("PATCH", "title", {"title": "Hiking"})
        self.assertEqual(meeting.export("feed.atom", {"If-None-Match": headers["ETag"]})[0], 200)


class Every(unittest.TestCase):
    def test_an_export_of_no_meeting_is_not_found_and_none_sets_a_cookie(self):
        meeting = Meeting("2026-12-01", "2026-12-03")
        meeting.change("PUT", "decision", {"date": "2026-12-02"})
        for name in ("calendar.ics", "answers.csv", "feed.atom", "qr.svg"):
            status, headers, _ = meeting.export(name)
            self.assertEqual((status, headers["Set-Cookie"]), (200, None), name)
            self.assertEqual(send("GET", f"/m/nobody/{name}")[0], 404)
            self.assertEqual(send("GET", f"/m/a-b/{name}")[0], 404)


if __name__ == "__main__":
    BASE = sys.argv.pop(1)
    unittest.main()
