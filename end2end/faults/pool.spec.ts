// Requests whose clients hang up before the response must not cost the server a database connection.
import { ask, atATime, client, hangUp, newMeeting, wire } from "./asking.ts";
import { databaseName, query, session } from "./mysql.ts";
import { expect, test } from "./server.ts";
import { pause, report, until } from "./waiting.ts";

const COMMENTS = 20_000;
/** The state of the server is checked after each batch of this many requests. */
const STEP = 2_000;

test("no database connection is lost when visitors hang up", async ({ engine, serve }) => {
  test.setTimeout(180_000);
  const server = await serve({ env: { MEETIFYR_LIMITS: "off" } });
  const code = await newMeeting(server.url, 14);
  const path = `/v1/meetings/${code}`;
  const comment = (number: number) => {
    const body = JSON.stringify({ text: `Comment ${number}`, name: "Kit" });
    return wire("POST", `${path}/comments`, { "content-type": "application/json" }, body);
  };
  /** How many of 60 concurrent reads get status 200 within 5 s. */
  const reads = async () => {
    const answers = await atATime(60, 60, () => ask(server.url + path, { timeout: 5_000 }));
    return answers.filter(({ status }) => status === 200).length;
  };
  /** How many connections the server can use at once, counted as those that wait for a table locked by
   * another session. */
  const usable = async () => {
    const name = databaseName(server.database);
    const locking = session(server.database);
    locking.say(`SET SESSION lock_wait_timeout = 3; LOCK TABLES ${name}.meetings WRITE; SELECT "locked"`);
    await until(() => locking.printed().includes("locked"), 4_000);
    const reading = atATime(60, 60, () => ask(server.url + path, { timeout: 5_000 }));
    const sql = `SELECT COUNT(*) FROM information_schema.processlist WHERE db = '${name}' AND state LIKE '%lock%'`;
    let [most, still] = [0, 0];
    await until(async () => {
      const now = Number(await query(server.database, sql));
      still = now > most ? 0 : still + 1;
      most = Math.max(most, now);
      return most > 0 && still > 10;
    }, 4_000);
    await locking.end();
    await reading;
    return most;
  };

  /** Whether no connection sleeps in a transaction: an abandoned one does, and holds its locks. */
  const settled = () => {
    const sql = `SELECT COUNT(*) FROM information_schema.innodb_trx t
      JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
      WHERE p.db = '${databaseName(server.database)}' AND p.command = 'Sleep'`;
    return until(async () => {
      // InnoDB returns cached data if it is queried more often than every 100 ms.
      await pause(250);
      return (await query(server.database, sql)) === "0";
    }, 10_000);
  };

  const before = engine === "mysql" ? await usable() : undefined;
  let [sent, worst] = [0, 60];
  let slept: number | undefined = 0;
  const left: number[] = [];
  while (sent < COMMENTS && worst > 0 && slept !== undefined) {
    await atATime(64, STEP, async (number) => {
      const milliseconds = Math.random() * 20;
      await hangUp(server.port, comment(sent + number), milliseconds);
      // One in four also hangs up on a read.
      if (number % 4 === 0) await hangUp(server.port, wire("GET", path), milliseconds / 2);
    });
    sent += STEP;
    worst = Math.min(worst, await reads());
    if (before === undefined) continue;
    slept = await settled();
    if (slept !== undefined) left.push(await usable());
  }
  report(`${engine}: after ${sent} comments at worst ${worst} of 60 reads at once were answered`);
  if (before !== undefined) {
    report(`mysql: of ${before} connections these were used after each ${STEP} comments: ${left.join(", ")}; in the end ${slept === undefined ? "some sleep" : "none sleeps"} in a transaction`);
    expect.soft(slept, "no connection sleeps in a transaction").toBeDefined();
    expect.soft(left.at(-1), "connections that are used").toBeGreaterThanOrEqual(before);
  }
  expect.soft(worst, "reads that were answered 200").toBe(60);
  const agent = client(1);
  const body = { text: "Still here?", name: "Kit" };
  const accepted = await until(async () => (await ask(`${server.url}${path}/comments`, { body, agent })).status === 200, 15_000);
  report(`${engine}: a comment is accepted ${accepted === undefined ? "never" : `after ${accepted} ms`}`);
  expect(accepted, "a comment is accepted").toBeDefined();
});
