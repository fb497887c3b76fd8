// Clients that are slow, or that do not read responses, must not hold connections forever or use up memory.
import { once } from "node:events";
import { connect as connect2 } from "node:http2";
import { connect, type Socket } from "node:net";

import { ask, fullMeeting, open, untaken, wire } from "./asking.ts";
import { expect, test, type Server } from "./server.ts";
import { report, until, within } from "./waiting.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };

/** Whether the server still has its end of a connection. */
const held = (server: Server, socket: Socket) => server.holds(socket.localAddress ?? "127.0.0.1", socket.localPort ?? 0);

test("who stalls, trickles, does not read or says nothing more is gone within 45 s", async ({ serve }) => {
  test.setTimeout(90_000);
  const server = await serve({ env: { MEETIFYR_LIMITS: "off", MEETIFYR_HTTP2: "true" } });
  const code = await fullMeeting(server.url);
  const stalled = wire("POST", "/api/create", { ...FORM, "content-length": "1000" }, "title=Dinner");

  const sockets = new Map<string, Socket>();
  sockets.set("a head that never ends", await open(server.port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-More:"));
  const stalling = await open(server.port, stalled);
  let answer = "";
  stalling.on("data", (part) => (answer += part));
  sockets.set("a body that stalls", stalling);
  const trickling = await open(server.port, stalled);
  sockets.set("a body that trickles", trickling);
  // Nobody reads: a socket without a reader stays open.
  sockets.set("answers of 2 MB that nobody reads", await open(server.port, untaken(code)));
  const silent = connect({ port: server.port, host: "127.0.0.1" }).on("error", () => {});
  await once(silent, "connect");
  const { localAddress: address, localPort: port } = silent;
  const session = connect2(server.url, { createConnection: () => silent });
  session.on("error", () => {});
  // Send one request first, so that this does not test the timeout of the first request.
  const stream = session.request({ ":path": "/healthz" }).on("error", () => {}).resume();
  const spoke = await within(5_000, once(stream, "response"));

  const begin = Date.now();
  const ports = new Map([...sockets].map(([what, socket]) => [what, { address: socket.localAddress!, port: socket.localPort! }]));
  ports.set("an HTTP/2 connection that says nothing more", { address: address!, port: port! });
  const trickle = setInterval(() => trickling.writable && trickling.write("x"), 1_000);
  const gone = new Map<string, number>();
  await until(() => {
    for (const [what, { address, port }] of ports) {
      if (!gone.has(what) && !server.holds(address, port)) gone.set(what, Date.now() - begin);
    }
    return gone.size === ports.size;
  }, 45_000);
  clearInterval(trickle);
  for (const what of ports.keys()) {
    const took = gone.get(what);
    report(`${what}: ${took === undefined ? "open after 45 s" : `gone after ${(took / 1_000).toFixed(1)} s`}`);
  }
  for (const socket of sockets.values()) socket.destroy();
  session.destroy();
  expect.soft(spoke, "HTTP/2 was spoken").toBeDefined();
  // People are told why, and that nothing they typed is lost.
  expect.soft(answer).toMatch(/^HTTP\/1.1 408 [^]*That took too long to arrive/);
  for (const what of ports.keys()) expect.soft(gone.get(what), what).toBeDefined();
});

test("200 forms of 4 MiB at once take less than 50 MB of memory", async ({ serve }) => {
  const server = await serve({ env: { MEETIFYR_LIMITS: "off" } });
  await ask(server.url, { headers: { accept: "text/html" } });
  const before = server.rss();
  server.forgetPeak();
  const size = 4 * 1024 * 1024 - 1;
  // Send all but the last byte, so that all requests are in flight at the same time.
  const body = Buffer.alloc(size - 1, "x");
  const head = wire("POST", "/api/create", { ...FORM, "content-length": String(size), connection: "close" });
  const answers = new Map<string, number>();
  const sockets = await Promise.all(Array.from({ length: 200 }, () => open(server.port, head)));
  const ends = sockets.map((socket) => new Promise<void>((done) => {
    let answer = "";
    socket.setEncoding("latin1").on("data", (text) => (answer += text));
    socket.once("close", () => {
      const status = answer.slice(9, 12) || "none";
      answers.set(status, (answers.get(status) ?? 0) + 1);
      done();
    });
  }));
  const taken = sockets.map((socket) => new Promise<void>((done) => {
    socket.once("close", done);
    socket.write(body, () => done());
  }));
  await within(20_000, Promise.all(taken));
  for (const socket of sockets) if (socket.writable) socket.write("x");
  await within(20_000, Promise.all(ends));
  for (const socket of sockets) socket.destroy();
  const grown = server.peak() - before;
  report(`200 forms: ${before.toFixed(0)} MB, at most ${server.peak().toFixed(0)} MB; answers: ${JSON.stringify([...answers])}`);
  expect(grown, "MB of memory more").toBeLessThan(50);
});

test("answers that nobody takes on 150 connections need less than 100 MB of memory", async ({ serve }) => {
  test.setTimeout(120_000);
  const server = await serve({ env: { MEETIFYR_LIMITS: "off" } });
  const code = await fullMeeting(server.url);
  const before = server.rss();
  server.forgetPeak();
  const sockets: Socket[] = [];
  for (let number = 0; number < 150; number++) sockets.push(await open(server.port, untaken(code)));
  // A build without optimization takes a while for 450 responses.
  await server.idle(80_000);
  const stand = sockets.filter((socket) => held(server, socket)).length;
  report(`150 untaken answers: ${before.toFixed(0)} MB, at most ${server.peak().toFixed(0)} MB, then ${server.rss().toFixed(0)} MB with ${stand} connections`);
  for (const socket of sockets) socket.destroy();
  expect(server.peak() - before, "MB of memory more").toBeLessThan(100);
});
