// Everything that was acknowledged survives any number of crashes of the process, and exists exactly once.
import { ask, client, newMeeting } from "./asking.ts";
import { expect, test } from "./server.ts";
import { freePort, pause, report } from "./waiting.ts";

const DEATHS = Number(process.env.DEATHS ?? 30);
const WRITERS = 8;

/** Pseudorandom numbers from 0 to 1, the same for the same seed. */
function randomly(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("no acknowledged comment is lost or doubled however often the process is killed", async ({ engine, serve }) => {
  test.setTimeout(10 * 60_000);
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  report(`${engine}: SEED=${seed}`);
  const random = randomly(seed);
  const wishes = { env: { MEETIFYR_LIMITS: "off" }, port: await freePort() };
  let server = await serve(wishes);
  const url = server.url;
  const code = await newMeeting(url);

  const acknowledged: string[] = [];
  let [ending, retries] = [false, 0];
  /** Writes one comment after another; one that was not acknowledged is sent again with the same
   * idempotency key. */
  const writer = async (number: number) => {
    const { device } = JSON.parse((await ask(`${url}/v1/devices`, { body: {} })).text) as { device: string };
    const agent = client(1);
    for (let comment = 0; !ending; comment++) {
      const text = `Writer ${number}, comment ${comment}`;
      const headers = { authorization: `Bearer ${device}`, "idempotency-key": `${number}-${comment}` };
      for (let tries = 0; ; tries++) {
        const { status, text: said } = await ask(`${url}/v1/meetings/${code}/comments`, { body: { text, name: `Kit ${number}` }, headers, agent, timeout: 5_000 });
        if (status === 200) break;
        // Only responses of a dying or starting server are retried.
        if (status !== 0 && status < 500) throw new Error(`${text}: ${status} ${said}`);
        if (tries > 2_000) throw new Error(`${text} was never acknowledged: ${status} ${said}`);
        retries++;
        await pause(20);
      }
      acknowledged.push(text);
    }
    agent.destroy();
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
  writing.catch(() => {});

  const begin = Date.now();
  for (let death = 0; death < DEATHS; death++) {
    await pause(100 + random() * 800);
    await server.stop("SIGKILL");
    server = await serve({ ...wishes, database: server.database });
  }
  ending = true;
  await writing;

  const found = new Map<string, number>();
  for (let after = 0, more = true; more; ) {
    const page = await ask(`${url}/v1/meetings/${code}/timeline?after=${after}`);
    expect(page.status).toBe(200);
    const { entries } = JSON.parse(page.text) as { entries: { number: number; what: { text?: string } }[] };
    for (const { what: { text } } of entries) if (text) found.set(text, (found.get(text) ?? 0) + 1);
    more = entries.length > 0;
    after = entries.at(-1)?.number ?? after;
  }
  const lost = acknowledged.filter((text) => !found.has(text));
  const doubled = [...found].filter(([, times]) => times > 1).map(([text]) => text);
  report(`${engine}: ${DEATHS} deaths in ${((Date.now() - begin) / 1_000).toFixed(0)} s, ${acknowledged.length} comments acknowledged after ${retries} retries, ${found.size} in the timeline, ${lost.length} lost, ${doubled.length} doubled`);
  expect.soft(lost, "acknowledged, but not there").toEqual([]);
  expect.soft(doubled, "there twice").toEqual([]);
  expect(found.size, "comments in the timeline").toBe(acknowledged.length);
  expect(server.running).toBe(true);
});
