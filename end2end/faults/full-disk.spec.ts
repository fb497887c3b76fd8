// Disk errors are reported, and the server recovers when the disk works again.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ask, client, newMeeting } from "./asking.ts";
import { expect, test, type Server } from "./server.ts";
import { report, until } from "./waiting.ts";

const LONG = "A comment that takes room. ".repeat(35);

/** A server whose database is in this folder, with a meeting and a function that writes to it. */
async function writing(serve: (wishes: object) => Promise<Server>, folder: string, limit?: string) {
  const server = await serve({ database: `sqlite:${folder}/meetifyr.db`, env: { MEETIFYR_LIMITS: "off" }, limit });
  const code = await newMeeting(server.url);
  const agent = client(1);
  const write = async () => {
    const body = { text: LONG, name: "Kit" };
    return (await ask(`${server.url}/v1/meetings/${code}/comments`, { body, agent, timeout: 20_000 })).status;
  };
  const ready = async () => (await ask(`${server.url}/readyz`)).status;
  expect(await write()).toBe(200);
  return { server, write, ready };
}

/** Writes until a write fails; returns how many succeeded, and the status of the last one. */
async function writeUntilRefused(write: () => Promise<number>, most = 3_000) {
  for (let written = 0; written < most; written++) {
    const status = await write();
    if (status !== 200) return { written, status };
  }
  return { written: most, status: 200 };
}

/** The warnings and errors in the log, from this line on. */
const complaints = (server: Server, from: number) => server.lines().slice(from).filter((line) => /WARN|ERROR/.test(line));

test("a full disk answers 503, and the server writes again as soon as there is room", async ({ serve, folder }) => {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  expect(spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]).status, "mounting a disk needs root rights").toBe(0);
  try {
    const { server, write, ready } = await writing(serve, disk);
    const filler = join(disk, "filler");
    // dd fills the disk and then reports an error.
    spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=4k"]);
    const { written, status } = await writeUntilRefused(write);
    const unready = await until(async () => (await ready()) === 503, 10_000);
    unlinkSync(filler);
    const begin = Date.now();
    const again = await until(async () => (await write()) === 200, 10_000);
    const readyAgain = await until(async () => (await ready()) === 200, 10_000 - Math.min(9_000, Date.now() - begin));
    report(`full: ${status} after ${written} more writes; readyz 503 after ${unready} ms; with room again: a write after ${again} ms, readyz 200 after ${readyAgain} ms; running: ${server.running}`);
    expect.soft(status, "a write on a full disk").toBe(503);
    expect.soft(unready, "readyz says so").toBeDefined();
    expect.soft(again, "a write once there is room").toBeDefined();
    expect.soft(readyAgain, "readyz once there is room").toBeDefined();
    await server.stop();
  } finally {
    execFileSync("umount", ["--lazy", disk]);
  }
});

test("a limit on the size of files does not end the process, and the log names the cause", async ({ serve, folder }) => {
  // 2 MiB, which the write-ahead log reaches before it is reset.
  const { server, write } = await writing(serve, folder, "ulimit -f 2048");
  const { written, status } = await writeUntilRefused(write);
  await until(() => !server.running, 500);
  const cause = complaints(server, 0).find((line) => /full|disk i\/o|too large|no space/i.test(line));
  report(`file-size limit: ${status} after ${written} writes; ${server.running ? "running" : `ended by ${server.end}`}; log: ${cause?.slice(0, 200)}`);
  expect.soft(status, "a write beyond the limit").toBe(503);
  expect.soft(cause, "a line of the log that names the cause").toBeDefined();
  expect(server.running, "the process lives on").toBe(true);
});

for (const [what, spoil] of [
  ["another file takes the database's place", (folder: string) => {
    copyFileSync(`${folder}/meetifyr.db`, `${folder}/other.db`);
    renameSync(`${folder}/other.db`, `${folder}/meetifyr.db`);
  }],
  ["the database's folder is removed", (folder: string) => rmSync(folder, { recursive: true })],
] as const) {
  test(`writes answer 503 and the log says so when ${what}`, async ({ serve, folder }) => {
    const place = join(folder, "data");
    mkdirSync(place);
    const { server, write, ready } = await writing(serve, place);
    const before = server.lines().length;
    spoil(place);
    // Whatever is acknowledged from here on is lost.
    let lost = 0;
    const refused = await until(async () => {
      const status = await write();
      if (status === 200) lost++;
      return status === 503;
    }, 10_000);
    const unready = await until(async () => (await ready()) === 503, 10_000);
    const line = complaints(server, before)[0];
    report(`${what}: writes refused after ${refused} ms, ${lost} acknowledged and lost; readyz 503 after ${unready} ms; log: ${line?.slice(0, 200)}`);
    expect.soft(refused, "a write is refused").toBeDefined();
    expect.soft(unready, "readyz says so").toBeDefined();
    expect.soft(line, "the log says so").toBeDefined();
  });
}

test("a database that became read-only answers 503, and writes again as soon as it may", async ({ serve, folder }) => {
  // File modes do not restrict root, but this attribute does.
  const probe = join(folder, "probe");
  writeFileSync(probe, "");
  expect(spawnSync("chattr", ["+i", probe]).status, "immutable files need root rights and ext4 or the like").toBe(0);
  execFileSync("chattr", ["-i", probe]);
  const { server, write, ready } = await writing(serve, folder);
  const files = [`${folder}/meetifyr.db`, `${folder}/meetifyr.db-wal`];
  try {
    execFileSync("chattr", ["+i", ...files]);
    const refused = await until(async () => (await write()) === 503, 10_000);
    const unready = await until(async () => (await ready()) === 503, 10_000);
    execFileSync("chattr", ["-i", ...files]);
    const again = await until(async () => (await write()) === 200, 10_000);
    const readyAgain = await until(async () => (await ready()) === 200, 10_000);
    report(`read-only: a write 503 after ${refused} ms, readyz 503 after ${unready} ms; writable again: a write after ${again} ms, readyz 200 after ${readyAgain} ms; running: ${server.running}`);
    expect.soft(refused, "a write is refused").toBeDefined();
    expect.soft(unready, "readyz says so").toBeDefined();
    expect.soft(again, "a write once it may").toBeDefined();
    expect.soft(readyAgain, "readyz once it may").toBeDefined();
  } finally {
    spawnSync("chattr", ["-i", ...files]);
  }
});
