"""Measures a server under load, and prints tables; see script/bench."""

import argparse
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import fill
from engines import MariaDb, Server, Sqlite, cpu_seconds

HERE = Path(__file__).parent
# As many connections as people who open links at the same moment in a busy minute.
CONNECTIONS = 16


@dataclass
class Load:
    """Requests that are sent again and again, and what was measured of them in each round."""

    name: str
    requests: list[tuple[str, str, str, str, str]]
    connections: int = CONNECTIONS
    # Requests a second; without it as many as there is time for.
    rate: int | None = None
    rounds: list[dict] = field(default_factory=list)

    def measure(self, server: Server, folder: Path, seconds: float) -> None:
        file = folder / "requests"
        file.write_text("".join("\t".join(request) + "\n" for request in self.requests))
        command = ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "-s", str(HERE / "load.lua")]
        command += [f"http://{server.address}", "--", str(file)]
        if self.rate:
            command += [str(self.rate), str(self.connections)]
        engine = server.engine
        before = (server.cpu(), cpu_seconds(engine.process) if engine.process else 0, engine.statements())
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        after = (server.cpu(), cpu_seconds(engine.process) if engine.process else 0, engine.statements())
        count, micros, errors, p50, p99, slowest = map(int, re.search(r"RESULT (.*)", printed)[1].split())
        each = lambda index: (after[index] - before[index]) * 1e6 / max(count, 1)
        self.rounds.append({
            "rate": count * 1e6 / micros, "p50": p50 / 1000, "p99": p99 / 1000, "max": slowest / 1000,
            "server": each(0), "database": each(1) if engine.process else None,
            # Asking for the number of statements is one itself.
            "statements": (after[2] - before[2] - 1) / max(count, 1) if before[2] is not None else None,
            "errors": errors, "count": count,
        })

    def median(self, figure: str) -> float | None:
        values = [one[figure] for one in self.rounds]
        return None if values[0] is None else statistics.median(values)


def get(path: str, header: str = "", value: str = "") -> tuple[str, str, str, str, str]:
    return ("GET", path, "", header, value)


def call(server: Server, method: str, path: str, body=None):
    """Sends a request to the HTTP API and returns what it answers."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://{server.address}/v1{path}", data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request) as response:
        text = response.read()
    return json.loads(text) if text else None


def create(server: Server, people: int, days: int) -> str:
    """Makes a meeting; everybody marks three days. Returns its code."""
    code = call(server, "POST", "/meetings", {"title": "Year-end dinner", "location": "Mapo"})["url_code"]
    first = date.today() + timedelta(days=4)
    dates = {"start_date": str(first), "end_date": str(first + timedelta(days=days - 1))}
    call(server, "PATCH", f"/meetings/{code}/date_range", dates)
    for person in range(people):
        joined = call(server, "POST", "/participants", {"meeting_url_code": code, "name": f"Person {person}"})
        ids = [day["id"] for day in joined["participant_dates"]]
        for number, mark in enumerate(["off", "off", "star"]):
            body = {"meeting_url_code": code, "participant_date_id": ids[(person * 3 + number) % days]}
            call(server, "PATCH", f"/participant_dates/{mark}", body)
    return code


def size(server: Server, path: str) -> int:
    with urllib.request.urlopen(f"http://{server.address}{path}") as response:
        return len(response.read())


def baselines(bytes_of: dict[str, int]) -> list[Load]:
    fixed = [Load(f"{count:,} fixed bytes, like {name}", [get(f"/bench/bytes/{count}")]) for name, count in bytes_of.items()]
    return fixed + [Load("one row by its primary key", [get("/bench/row")])]


def any_meeting(meetings: int, path: str, cookies: bool) -> list:
    """Requests for meetings all over the database, as their participants send them if `cookies` is set."""
    spread = [(number * 7919) % meetings + 1 for number in range(min(meetings, 20_000))]
    def request(number):
        cookie = f"meetifyr_device={fill.secret_text(fill.device_of(number, number % 8))}"
        return get(path.format(fill.code(number)), *(("Cookie", cookie) if cookies else ()))
    return [request(number) for number in spread]


def loads_of_read(server: Server, meetings: int) -> list[Load]:
    path = f"/v1/meetings/{create(server, 10, 31)}"
    count = size(server, path)
    return baselines({"the meeting": count}) + [
        Load("GET a meeting, 10 people x 31 days", [get(path)]),
        Load("the same, compressed with brotli", [get(path, "Accept-Encoding", "br")]),
        Load("GET any meeting, 8 x 28", any_meeting(meetings, "/v1/meetings/{}", False)),
    ]


def loads_of_page(server: Server, meetings: int) -> list[Load]:
    usual, large = f"/m/{create(server, 8, 28)}", f"/m/{create(server, 60, 62)}"
    browser = ("Accept-Encoding", "gzip, deflate, br, zstd")
    return baselines({"the page": size(server, usual)}) + [
        Load("page, 8 people x 28 days", [get(usual)]),
        Load("the same, one at a time", [get(usual)], connections=1),
        Load("the same, compressed", [get(usual, *browser)]),
        Load("the same, compressed, one at a time", [get(usual, *browser)], connections=1),
        Load("page, 60 x 62, one at a time", [get(large)], connections=1),
        Load("the same, compressed", [get(large, *browser)], connections=1),
        Load("pages of any meeting, for its people", any_meeting(meetings, "/m/{}", True)),
    ]


def marks(server: Server, codes: list[str]) -> list:
    """Marks in many meetings, each of which changes a day: some hundred become busy, then free again, then others."""
    days = []
    for code in codes:
        meeting = call(server, "GET", f"/meetings/{code}")
        days += [(code, day["id"]) for person in meeting["participants"] for day in person["dates"]]
    # Neighbours in the list are in different meetings.
    days.sort(key=lambda day: day[1] * 2654435761 % 2**32)
    def request(code, day, verb):
        return ("PATCH", f"/v1/participant_dates/{verb}", json.dumps({"meeting_url_code": code, "participant_date_id": day}), "", "")
    parts = [days[start:start + 400] for start in range(0, len(days), 400)]
    return [request(code, day, verb) for part in parts for verb in ("off", "on") for code, day in part]


def loads_of_mark(server: Server, meetings: int) -> list[Load]:
    codes = [create(server, 8, 28) for _ in range(100)]
    requests = marks(server, codes)
    return baselines({}) + [
        Load("marks in 100 meetings, 200/s", requests, connections=100, rate=200),
        Load("marks in 100 meetings, as many as go", requests),
        Load("marks in one meeting", marks(server, codes[:1])),
    ]


def marks_of_their_own(meetings: int) -> list:
    """Marks anywhere in the database, by the devices that may: some days become busy, then free again, then others."""
    def request(number, verb):
        meeting, person = (number * 7919) % meetings + 1, number % 8
        body = {"meeting_url_code": fill.code(meeting), "participant_date_id": fill.date_id(meeting, person, number % fill.DAYS)}
        bearer = f"Bearer {fill.secret_text(fill.device_of(meeting, person))}"
        return ("PATCH", f"/v1/participant_dates/{verb}", json.dumps(body), "Authorization", bearer)
    parts = [range(start, start + 400) for start in range(0, 8000, 400)]
    return [request(number, verb) for part in parts for verb in ("off", "on") for number in part]


def loads_of_size(server: Server, meetings: int) -> list[Load]:
    read, page = f"/v1/meetings/{create(server, 10, 31)}", f"/m/{create(server, 8, 28)}"
    requests = marks(server, [create(server, 8, 28) for _ in range(100)])
    pages, own = any_meeting(meetings, "/m/{}", True), marks_of_their_own(meetings)
    reads = any_meeting(meetings, "/v1/meetings/{}", False)
    # One mark among ten requests.
    mixed = [one for index, mark in enumerate(own) for one in (*pages[index * 9 % len(pages):][:9], mark)]
    return baselines({}) + [
        Load("GET a meeting, 10 people x 31 days", [get(read)]),
        Load("page, 8 people x 28 days", [get(page)]),
        Load("marks in 100 meetings, as many as go", requests),
        Load("GET any meeting, 8 x 28", reads),
        Load("pages of any meeting, for its people", pages),
        Load("the same, with a mark after nine pages", mixed),
    ]


def table(engine, meetings: int, loads: list[Load], server: Server) -> None:
    row = next(load for load in loads if load.requests[0][1] == "/bench/row")
    print(f"\n{engine.name} with {meetings:,} meetings: medians of {len(row.rounds)} rounds, {CONNECTIONS} connections")
    heads = ["requests/s", "of a row", "p50 ms", "p99 ms", "server µs", "database µs", "statements"]
    print(" " * 48 + "".join(f"{head:>12}" for head in heads))
    for load in loads:
        cells = [
            f"{load.median('rate'):,.0f}", f"{100 * load.median('rate') / row.median('rate'):.0f} %",
            f"{load.median('p50'):.2f}", f"{load.median('p99'):.2f}", f"{load.median('server'):.0f}",
            *(f"{value:{form}}" if value is not None else "" for value, form in
              ((load.median("database"), ".0f"), (load.median("statements"), ".1f"))),
        ]
        failed = sum(one["errors"] for one in load.rounds)
        print(f"{load.name:48}" + "".join(f"{cell:>12}" for cell in cells) + (f"  {failed} FAILED" if failed else ""))
    print(
        f"the server was ready after {server.started_in * 1000:.0f} ms with {server.memory_at_rest / 2**20:.0f} MB; "
        f"now it has {server.memory('VmRSS') / 2**20:.0f} MB, at most it had {server.memory('VmHWM') / 2**20:.0f} MB"
    )


def filled(engine, binary: str, meetings: int) -> None:
    """Fills the engine's database, unless that was done before."""
    if engine.marker().exists():
        return
    print(f"==> filling {meetings:,} meetings into {engine.name}", file=sys.stderr)
    Server(binary, engine).stop()
    fill.fill(engine, meetings)
    engine.marker().touch()


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("kind", choices=["read", "page", "mark", "size"])
    parser.add_argument("--server", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--folder", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--meetings", type=int, default=20_000, help="how many meetings stand in the database")
    parser.add_argument("--quick", action="store_true", help="one short round, in two minutes")
    parser.add_argument("--engine", choices=["sqlite", "mariadb"], action="append", help="by default both")
    options = parser.parse_args()
    rounds, seconds = (1, 2) if options.quick else (3, 5)
    loads_of = {"read": loads_of_read, "page": loads_of_page, "mark": loads_of_mark, "size": loads_of_size}[options.kind]
    chosen = options.engine or ["sqlite", "mariadb"]
    sizes = [100, options.meetings] if options.kind == "size" else [options.meetings]
    engines = [engine for engine in (Sqlite, MariaDb) if engine.name.lower() in chosen]
    for engine_of, meetings in itertools.product(engines, sizes):
        engine = engine_of(Path(options.folder), meetings)
        filled(engine, options.server, meetings)
        server = Server(options.server, engine)
        with tempfile.TemporaryDirectory() as folder:
            loads = loads_of(server, meetings)
            for _ in range(rounds):
                for load in loads:
                    load.measure(server, Path(folder), seconds)
        table(engine, meetings, loads, server)
        server.stop()


if __name__ == "__main__":
    main()
