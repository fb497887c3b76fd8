// No single client can fill the database, and people behind one address never block each other.
import { ask, atATime, client, newMeeting, type Answer } from "./asking.ts";
import { expect, test } from "./server.ts";
import { pause, report } from "./waiting.ts";

/** Sends requests as fast as one client can for 5 s; returns how many succeeded, and the first that was
 * refused. */
async function flood(request: (number: number) => Promise<Answer>) {
  const end = Date.now() + 5_000;
  let [done, other] = [0, 0];
  let refused: Answer | undefined;
  await atATime(8, 20_000, async (number) => {
    if (Date.now() > end) return;
    const answer = await request(number);
    if (answer.status === 200) done++;
    else if (answer.status === 429) refused ??= answer;
    else other++;
  });
  return { done, other, refused };
}

for (const [what, path, body] of [
  ["meetings", () => "/v1/meetings", (number: number) => ({ title: `Meeting ${number}` })],
  ["comments", (code: string) => `/v1/meetings/${code}/comments`, (number: number) => ({ text: `Comment ${number}`, name: "Kit" })],
  ["devices", () => "/v1/devices", () => ({})],
] as const) {
  test(`one client that makes ${what} as fast as it can is told to wait`, async ({ serve }) => {
    const server = await serve();
    const code = await newMeeting(server.url);
    const agent = client();
    const { done, other, refused } = await flood((number) => ask(server.url + path(code), { body: body(number), agent }));
    agent.destroy();
    const after = refused?.headers["retry-after"];
    report(`${what} in 5 s: ${done} made, ${other} failed, ${refused ? `then 429 with Retry-After ${after}` : "none refused"}`);
    expect.soft(done, "made in 5 s").toBeLessThan(200);
    expect.soft(refused?.status, "the refusal").toBe(429);
    expect(after, "Retry-After").toMatch(/^[1-9]\d*$/);
  });
}

test("100 people behind one address join and mark within half a minute, and nobody is told to wait", async ({ serve }) => {
  const server = await serve();
  const code = await newMeeting(server.url, 5);
  const statuses = new Map<string, number>();
  const count = (what: string, { status }: Answer) => statuses.set(`${what} ${status}`, (statuses.get(`${what} ${status}`) ?? 0) + 1);
  const begin = Date.now();
  const person = async (number: number) => {
    // They arrive one after another, spread over half a minute.
    await pause(number * 280);
    const agent = client(1);
    const page = { url: `${server.url}/m/${code}`, accept: "text/html" };
    const first = await ask(page.url, { agent, headers: { accept: page.accept } });
    count("page", first);
    const cookie = (first.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
    const key = /name="key" value="([^"]+)"/.exec(first.text)?.[1] ?? "";
    const body = new URLSearchParams({ url_code: code, name: `Person ${number}`, key }).toString();
    count("join", await ask(`${server.url}/api/join`, { agent, body, headers: { accept: page.accept, cookie } }));
    const second = await ask(page.url, { agent, headers: { accept: page.accept, cookie } });
    count("page", second);
    const participant = /name="participant" value="(\d+)"/.exec(second.text)?.[1] ?? "";
    for (let day = 0; day < 5; day++) {
      const marks = [..."....."].map((mark, place) => (place === day ? "b" : mark)).join("");
      const mark = new URLSearchParams({ url_code: code, participant, marks }).toString();
      count("mark", await ask(`${server.url}/api/mark`, { agent, body: mark, headers: { cookie } }));
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: 100 }, (_, number) => person(number)));
  report(`100 people in ${((Date.now() - begin) / 1_000).toFixed(0)} s: ${JSON.stringify(Object.fromEntries(statuses))}`);
  expect(Object.fromEntries(statuses)).toEqual({ "page 200": 200, "join 303": 100, "mark 200": 500 });
});

test("with MEETIFYR_LIMITS=off nobody is told to wait", async ({ serve }) => {
  const server = await serve({ env: { MEETIFYR_LIMITS: "off" } });
  const code = await newMeeting(server.url);
  const agent = client();
  const paths = ["/v1/meetings", "/v1/devices", `/v1/meetings/${code}/comments`];
  const body = { title: "Dinner", text: "Hello", name: "Kit" };
  const answers = await atATime(8, 900, (number) => ask(server.url + paths[number % 3], { body, agent }));
  agent.destroy();
  const bad = answers.filter(({ status }) => status !== 200);
  report(`limits off: ${answers.length - bad.length} of ${answers.length} answered 200`);
  expect(bad.map(({ status, text }) => `${status} ${text}`)).toEqual([]);
});

test("behind a trusted proxy each visitor has limits of their own, whatever they say of themselves", async ({ serve }) => {
  const env = { MEETIFYR_ADDRESS_HEADER: "X-Forwarded-For", MEETIFYR_TRUSTED_PROXIES: "127.0.0.1" };
  const server = await serve({ env });
  const agent = client();
  const make = (visitor: string) => ask(`${server.url}/v1/meetings`, { body: { title: "Dinner" }, agent, headers: { "x-forwarded-for": visitor } });
  const { done, refused } = await flood(() => make("203.0.113.1"));
  const other = await make("203.0.113.2");
  // The proxy writes the right end of the list; everything left of it was forged by the visitor.
  const forged = await atATime(1, 20, (number) => make(`198.51.100.${number}, 203.0.113.1`));
  const passed = forged.filter(({ status }) => status !== 429).length;
  agent.destroy();
  report(`behind a proxy: one visitor made ${done}${refused ? ", then 429" : ", none refused"}; another one: ${other.status}; ${passed} of 20 forged ones passed`);
  expect.soft(refused?.status, "the first visitor in the end").toBe(429);
  expect.soft(other.status, "the other visitor").toBe(200);
  // One may pass, because the limit recovers with time.
  expect(passed, "forged ones that passed").toBeLessThanOrEqual(2);
});

test("a form that is told to wait comes back with what was typed", async ({ serve }) => {
  const server = await serve();
  const code = await newMeeting(server.url, 5);
  const agent = client(1);
  const first = await ask(server.url, { agent, headers: { accept: "text/html" } });
  const cookie = (first.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
  for (const [path, fields] of [
    ["/api/create", (text: string) => ({ title: text, location: "Mapo" })],
    ["/api/comment", (text: string) => ({ url_code: code, text, name: "Kit" })],
  ] as const) {
    let answer: Answer | undefined;
    let sent = 0;
    let text = "";
    while (sent < 300 && answer?.status !== 429) {
      text = `What was typed in form ${sent++}`;
      const body = new URLSearchParams(fields(text)).toString();
      answer = await ask(server.url + path, { body, agent, headers: { accept: "text/html", cookie, referer: `${server.url}/` } });
    }
    report(`${path}: the answer to form ${sent} is ${answer?.status}, with what was typed: ${answer?.text.includes(text)}, Retry-After: ${answer?.headers["retry-after"]}`);
    expect.soft(answer?.status, path).toBe(429);
    expect.soft(answer?.headers["content-type"], path).toContain("text/html");
    expect.soft(answer?.text.includes(text), `${path}: what was typed is there`).toBe(true);
  }
  agent.destroy();
});
