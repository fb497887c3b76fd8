"""Fills a database with meetings as they are after some weeks: eight people, 28 days, everybody has answered."""

import base64
import hashlib
import json
import random
from datetime import date, datetime, timedelta

DAYS = 28
PEOPLE = ["Ann", "Bo", "Kit", "Dana", "Emil", "Farah", "Goran", "Hana"]
# Each device has a participant in forty of 20,000 meetings.
DEVICES = 4000
NOW = datetime(2026, 11, 20, 12)
FIRST = date(2026, 12, 1)


def code(number: int) -> str:
    """The code of a meeting; codes are spread over the index as random ones are."""
    return "bench" + hashlib.sha256(b"%d" % number).hexdigest()[:11]


def device(number: int) -> bytes:
    """The secret of a device."""
    return hashlib.sha256(b"device %d" % number).digest()


def secret_text(number: int) -> str:
    """The secret as clients send it."""
    return base64.urlsafe_b64encode(device(number)).decode().rstrip("=")


def device_of(meeting: int, person: int) -> int:
    """The number of the device that has a participant."""
    return (meeting * 31 + person * 977) % DEVICES


def participant(meeting: int, person: int) -> int:
    """The id of a participant."""
    return (meeting - 1) * len(PEOPLE) + person + 1


def date_id(meeting: int, person: int, day: int) -> int:
    """The id of a participant's date."""
    return (participant(meeting, person) - 1) * DAYS + day + 1


def fill(engine, meetings: int) -> None:
    """Adds meetings to a database without any."""
    last = FIRST + timedelta(days=DAYS - 1)
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    stamp = f"{NOW:%Y-%m-%d %H:%M:%S}"
    numbers = range(1, meetings + 1)
    people = [(meeting, person) for meeting in numbers for person in range(len(PEOPLE))]
    mark = random.Random(1)
    marks = {one: [mark.choice("ffffbbs") for _ in days] for one in people}

    engine.load(
        "meetings",
        ["created_at", "url_code", "title", "location", "start_date", "end_date", "version", "open", "expires_on"],
        ((stamp, code(n), f"Dinner {n}", "Mapo", FIRST, last, 2 + 2 * len(PEOPLE), 0, "2090-01-01") for n in numbers),
    )
    engine.load(
        "participants",
        ["id", "created_at", "name", "name_key", "meeting_id", "answered", "open"],
        (
            (participant(n, p), stamp, PEOPLE[p], hashlib.sha256(PEOPLE[p].lower().encode()).digest(), code(n), 1, 0)
            for n, p in people
        ),
    )
    engine.load(
        "participant_dates",
        ["id", "created_at", "participant_id", "date", "enabled", "starred"],
        (
            (date_id(*one, number), stamp, participant(*one), day, int(letter != "b"), int(letter == "s"))
            for one in people
            for number, (day, letter) in enumerate(zip(days, marks[one]))
        ),
    )
    engine.load(
        "participant_devices",
        ["device_hash", "participant_id", "created_at"],
        ((hashlib.sha256(device(device_of(*one))).digest(), participant(*one), stamp) for one in people),
    )
    engine.load(
        "meeting_devices",
        ["device_hash", "meeting_id", "created_at"],
        ((hashlib.sha256(device(device_of(n, 0))).digest(), code(n), stamp) for n in numbers),
    )
    engine.load(
        "timeline",
        ["meeting_id", "number", "created_at", "actor", "actor_id", "actor_name", "event"],
        (entry for n in numbers for entry in timeline(n, days, stamp, marks)),
    )


def timeline(meeting: int, days, stamp, marks):
    """The entries of a meeting's timeline."""

    def entry(number, actor, person, event):
        who = (participant(meeting, person), PEOPLE[person]) if person is not None else (None, None)
        return (code(meeting), number, stamp, actor, *who, json.dumps(event, separators=(",", ":")))

    dates = [str(days[0]), str(days[-1]), []]
    yield entry(1, "organizer", None, {"created": {"title": f"Dinner {meeting}", "location": "Mapo"}})
    yield entry(2, "organizer", None, {"dates_set": {"dates": dates}})
    for person, name in enumerate(PEOPLE):
        who = {"participant": participant(meeting, person), "name": name}
        letters = marks[meeting, person]
        changed = lambda wanted: [str(day) for day, letter in zip(days, letters) if letter == wanted]
        marked = {**who, "free": [], "busy": changed("b"), "starred": changed("s"), "all_days_work": False}
        yield entry(3 + person, "participant", person, {"joined": who})
        yield entry(11 + person, "participant", person, {"marked": marked})
