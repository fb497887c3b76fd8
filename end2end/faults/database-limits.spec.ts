// A MySQL server that allows few connections, has locked tables, or never responds.
import { createServer, type Socket } from "node:net";
import { once } from "node:events";

import { ask, atATime, client, newMeeting } from "./asking.ts";
import { MariaDb, newDatabase, session } from "./mysql.ts";
import { expect, test } from "./server.ts";
import { pause, report, until } from "./waiting.ts";

test("a MySQL server with 12 connections for 60 readers answers all of them", async ({ serve }) => {
  const maria = await MariaDb.start(["--max-connections=12"]);
  try {
    const server = await serve({ database: newDatabase(maria.url), env: { MEETIFYR_LIMITS: "off" } });
    const code = await newMeeting(server.url, 14);
    const agent = client(60);
    const end = Date.now() + 5_000;
    const statuses = new Map<number, number>();
    await atATime(60, 60, async () => {
      while (Date.now() < end) {
        const { status } = await ask(`${server.url}/v1/meetings/${code}`, { agent });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    });
    agent.destroy();
    const all = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    const bad = all - (statuses.get(200) ?? 0);
    report(`12 connections: ${bad} of ${all} reads were not answered 200: ${JSON.stringify(Object.fromEntries(statuses))}`);
    expect(bad, "reads that were not answered 200").toBe(0);
    await server.stop();
  } finally {
    await maria.stop();
  }
});

test("reads are answered while writers wait for a lock on all tables", async ({ serve }) => {
  const maria = await MariaDb.start(["--max-connections=100"]);
  try {
    const server = await serve({ database: newDatabase(maria.url), env: { MEETIFYR_LIMITS: "off" } });
    const code = await newMeeting(server.url, 14);
    const locking = session(maria.url);
    locking.say("FLUSH TABLES WITH READ LOCK; SELECT 'locked'");
    expect(await until(() => locking.printed().includes("locked"), 10_000)).toBeDefined();
    const unlocked = Date.now() + 8_000;
    const body = { text: "Hello", name: "Kit" };
    const writing = atATime(40, 40, async () => {
      while (Date.now() < unlocked) await ask(`${server.url}/v1/meetings/${code}/comments`, { body, timeout: 20_000 });
    });
    // Wait until the maximum number of writers is waiting.
    await pause(1_000);
    const reading = [];
    for (let wave = 0; wave < 3; wave++) {
      reading.push(atATime(20, 20, () => ask(`${server.url}/v1/meetings/${code}`)));
      await pause(2_000);
    }
    const reads = (await Promise.all([...reading, pause(unlocked - Date.now())])).slice(0, 3).flatMap((wave) => wave ?? []);
    await locking.end();
    await writing;
    const bad = reads.filter(({ status }) => status !== 200).length;
    const slowest = Math.max(...reads.map(({ milliseconds }) => milliseconds));
    report(`tables locked for 8 s: ${bad} of ${reads.length} reads were not answered 200, the slowest took ${slowest} ms`);
    expect(bad, "reads that were not answered 200").toBe(0);
    await server.stop();
  } finally {
    await maria.stop();
  }
});

test("a database that accepts connections and says nothing is complained of, and ends the start", async ({ serve }) => {
  test.setTimeout(120_000);
  const held: Socket[] = [];
  const silent = createServer((socket) => held.push(socket.on("error", () => {}))).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as { port: number };
  try {
    const server = await serve({ database: `mysql://meetifyr:meetifyr@127.0.0.1:${port}/meetifyr`, ready: false });
    const first = await until(() => server.lines().length > 0, 2_000);
    const line = server.lines()[0];
    // If there was no line yet, the server is known to hang, so 10 s are enough.
    const ended = await until(() => !server.running, first === undefined ? 10_000 : 90_000);
    report(`a silent database: the first line ${first === undefined ? "never" : `after ${first} ms (${line})`}, ${server.lines().length} lines, ${ended === undefined ? "not ended" : `exit ${server.end} after ${ended} ms`}`);
    expect.soft(first, "a line within 2 s").toBeDefined();
    expect.soft(server.lines().length, "lines").toBeGreaterThan(1);
    expect(server.end, "how it ended").toBe(1);
  } finally {
    for (const socket of held) socket.destroy();
    silent.close();
  }
});
