"""The two databases that are measured: starting a server on each, running SQL, and what they cost."""

import os
import sqlite3
import subprocess
import time
from pathlib import Path


def cpu_seconds(process: int) -> float:
    """The processor time that a process has taken, user's and system's."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: int, field: str) -> int:
    """A field of the memory of a process in bytes, such as VmRSS, or VmHWM for the most it ever had."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise ValueError(field)


class Sqlite:
    """An SQLite file."""

    name = "SQLite"

    def __init__(self, folder: Path, meetings: int):
        self.path = folder / f"{meetings}.db"
        self.process = None

    def url(self) -> str:
        return f"sqlite:{self.path}"

    def marker(self) -> Path:
        return self.path.with_suffix(".filled")

    def load(self, table: str, columns: list[str], rows) -> None:
        with sqlite3.connect(self.path) as database:
            places = ", ".join("?" * len(columns))
            database.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)

    def run(self, sql: str) -> None:
        with sqlite3.connect(self.path) as database:
            database.execute(sql)

    def statements(self) -> int | None:
        """SQLite counts no statements; they are those of MariaDB."""
        return None


class MariaDb:
    """A MariaDB server that script/with-mariadb started; TEST_MYSQL_URL names it."""

    name = "MariaDB"

    def __init__(self, folder: Path, meetings: int):
        self.folder = folder
        self.server = os.environ["TEST_MYSQL_URL"]
        self.database = f"meetifyr_bench_{meetings}"
        self.process = int(os.environ["MARIADB_PID"])

    def url(self) -> str:
        return f"{self.server}/{self.database}"

    def marker(self) -> Path:
        return Path(os.environ["MARIADB_DIRECTORY"]) / f"{self.database}.filled"

    def client(self, sql: str) -> str:
        user, _, rest = self.server.removeprefix("mysql://").partition(":")
        password, _, host = rest.partition("@")
        address, _, port = host.partition(":")
        command = ["mariadb", "--no-defaults", "-N", "--local-infile=1", f"-u{user}", f"-p{password}", f"-h{address}", f"-P{port}"]
        return subprocess.run(command, input=sql, capture_output=True, text=True, check=True).stdout

    def load(self, table: str, columns: list[str], rows) -> None:
        # Tab-separated text is what this server reads fastest.
        text = self.folder / "rows.tsv"
        names = [f"@{column}" if column in BYTES else column for column in columns]
        values = [f"{column} = UNHEX(@{column})" for column in columns if column in BYTES]
        with text.open("w") as file:
            for row in rows:
                file.write("\t".join(cell(value) for value in row) + "\n")
        assign = f" SET {', '.join(values)}" if values else ""
        self.client(
            f"USE {self.database}; SET unique_checks = 0, foreign_key_checks = 0; "
            f"LOAD DATA LOCAL INFILE '{text}' INTO TABLE {table} ({', '.join(names)}){assign}"
        )
        text.unlink()

    def run(self, sql: str) -> None:
        self.client(f"USE {self.database}; {sql}")

    def statements(self) -> int | None:
        """How many statements the server has run since it started."""
        return int(self.client("SHOW GLOBAL STATUS LIKE 'Questions'").split()[1])


BYTES = {"name_key", "device_hash"}


def cell(value) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return value.hex()
    return str(value).replace("\\", "\\\\")


class Server:
    """A Meetifyr server on a database."""

    def __init__(self, binary: str, engine, **settings: str):
        self.engine = engine
        self.address = f"127.0.0.1:{subprocess.check_output(['script/free-port'], text=True).strip()}"
        environment = os.environ | {
            "DATABASE_URL": engine.url(),
            "MEETIFYR_LISTEN": self.address,
            "MEETIFYR_LIMITS": "off",
            "RUST_LOG": "warn",
        } | settings
        began = time.monotonic()
        self.process = subprocess.Popen([binary], env=environment, stderr=subprocess.DEVNULL)
        while subprocess.run(["curl", "-sf", "-o", "/dev/null", f"http://{self.address}/readyz"]).returncode != 0:
            if self.process.poll() is not None:
                raise RuntimeError("the server ended")
            time.sleep(0.005)
        self.started_in = time.monotonic() - began
        self.memory_at_rest = self.memory("VmRSS")

    def cpu(self) -> float:
        return cpu_seconds(self.process.pid)

    def memory(self, field: str) -> int:
        return memory(self.process.pid, field)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
