// Many hostile connections from a few addresses; all other clients are served meanwhile.
import { connect as connect2, type ClientHttp2Session } from "node:http2";
import { connect, type Socket } from "node:net";

import { ask, atATime, fullMeeting, open, wire } from "./asking.ts";
import { expect, test, type Server } from "./server.ts";
import { pause, report, until, within } from "./waiting.ts";

const PAGE = { accept: "text/html" };
const FORM = { ...PAGE, "content-type": "application/x-www-form-urlencoded", "content-length": "1000" };
/** An address that no hostile connection comes from. */
const GUEST = "127.0.2.1";

/** An HTTP/2 connection with open but idle streams; without streams if the server refuses it. */
async function idleStreams(server: Server, from: string): Promise<ClientHttp2Session> {
  const socket = connect({ port: server.port, host: "127.0.0.1", localAddress: from });
  socket.on("error", () => {});
  const session = connect2(server.url, { createConnection: () => socket });
  session.on("error", () => {});
  await within(1_500, new Promise<void>((done) => session.once("remoteSettings", () => done()).once("close", done)));
  for (let stream = 0; stream < 4 && !session.destroyed && !session.closed; stream++) {
    session.request({ ":method": "POST", ":path": "/api/create", ...PAGE }, { endStream: false }).on("error", () => {});
  }
  return session;
}

/** Requests a page and `/healthz` 20 times from another address. */
async function guestsSee(server: Server) {
  let slowest = 0;
  const failed: string[] = [];
  for (let sample = 0; sample < 20; sample++) {
    for (const path of ["/", "/healthz"]) {
      const { status, text, milliseconds } = await ask(server.url + path, { headers: PAGE, from: GUEST, timeout: 2_000 });
      slowest = Math.max(slowest, milliseconds);
      if (status !== 200) failed.push(`${path} ${status} ${status ? "" : text}`);
    }
    // Four seconds in total, so that delayed effects are seen too.
    await pause(100);
  }
  return { slowest, failed };
}

test("1,000 hostile connections keep nobody else from being served, and take less than 100 MB", async ({ serve }) => {
  test.setTimeout(90_000);
  // Without limits the meeting is created quickly; the attack runs against a server with limits.
  const making = await serve({ env: { MEETIFYR_LIMITS: "off" } });
  const code = await fullMeeting(making.url);
  await making.stop();
  const server = await serve({ database: making.database, limit: "ulimit -n 1024", env: { MEETIFYR_HTTP2: "true" } });
  await ask(server.url, { headers: PAGE });
  const before = server.rss();
  server.forgetPeak();
  const from = (number: number) => `127.0.1.${1 + (Math.floor(number / 5) % 20)}`;
  const ways = (number: number) => {
    if (number % 5 < 2) return open(server.port, wire("POST", "/api/create", FORM, "title=Dinner"), from(number));
    if (number % 5 === 2) return open(server.port, wire("GET", `/v1/meetings/${code}`), from(number));
    if (number % 5 === 3) return idleStreams(server, from(number));
    return open(server.port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-More:", from(number));
  };
  // The source address changes with each connection; a connection that the server does not accept is not
  // waited for.
  const made = await within(30_000, atATime(10, 1_000, (number) => within<Socket | ClientHttp2Session>(2_000, ways(number))));
  const fds = server.fds();
  const { slowest, failed } = await guestsSee(server);
  const grown = server.peak() - before;
  report(`1,000 hostile connections: ${fds} file descriptors, the slowest of 40 answers to others took ${slowest} ms, ${failed.length} failed${failed[0] ? ` (${failed[0]})` : ""}; memory ${before.toFixed(0)} MB, at most ${server.peak().toFixed(0)} MB`);
  for (const connection of made ?? []) connection?.destroy();
  expect.soft(failed, "what others were refused").toEqual([]);
  expect.soft(slowest, "milliseconds for others").toBeLessThan(1_000);
  expect.soft(grown, "MB of memory more").toBeLessThan(100);
  expect(server.running).toBe(true);
});

test("2,000 connections from one address leave room for the others, and the log says so once", async ({ serve }) => {
  const server = await serve({ limit: "ulimit -n 1024" });
  const lines = server.lines().length;
  const sockets: Socket[] = [];
  for (let hundred = 0; hundred < 20; hundred++) {
    const some = Array.from({ length: 100 }, () => within(500, open(server.port, "", "127.0.1.1")));
    for (const socket of await Promise.all(some)) if (socket) sockets.push(socket);
  }
  const fds = server.fds();
  const { slowest, failed } = await guestsSee(server);
  const said = server.lines().slice(lines).filter((line) => /WARN|ERROR/.test(line) && /connection|open files/i.test(line));
  report(`2,000 connections from one address: ${fds} file descriptors, ${failed.length} of 40 answers to others failed, the slowest took ${slowest} ms; ${said.length} lines of the log: ${said[0]?.slice(0, 160) ?? "none"}`);
  for (const socket of sockets) socket.destroy();
  expect.soft(failed, "what others were refused").toEqual([]);
  expect.soft(slowest, "milliseconds for others").toBeLessThan(1_000);
  expect(said.length, "lines of the log about refused connections").toBe(1);
});

/** The first bytes of an HTTP/2 client: the preface and empty settings. */
const PREFACE = Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), frame(4, 0, 0)]);

/** An HTTP/2 frame. */
function frame(type: number, flags: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Sends raw HTTP/2 bytes; returns what was received, and whether the server closed the connection. */
async function speak(server: Server, said: Buffer, milliseconds: number) {
  const socket = await open(server.port, said);
  const parts: Buffer[] = [];
  socket.on("data", (data: Buffer) => parts.push(data));
  const took = await until(() => socket.closed, milliseconds);
  socket.destroy();
  return { came: Buffer.concat(parts), took };
}

test("HTTP/2 without TLS is not spoken where nobody asked for it", async ({ serve }) => {
  const server = await serve();
  const { came, took } = await speak(server, PREFACE, 5_000);
  const speaks = came.length >= 9 && came[3] === 4;
  report(`HTTP/2 unasked: answered by ${speaks ? "its settings" : JSON.stringify(came.toString("latin1").slice(0, 40))}, closed after ${took} ms`);
  expect.soft(speaks, "the server speaks HTTP/2").toBe(false);
  expect(took, "the connection is closed").toBeDefined();
});

test("a flood of 2,000 streams that are opened and reset ends the connection, and nothing else", async ({ serve }) => {
  const server = await serve({ env: { MEETIFYR_HTTP2: "true" } });
  // GET http://a/: the first three headers are in the static table of HPACK, the last is a literal.
  const headers = Buffer.concat([Buffer.from([0x82, 0x86, 0x84, 0x41, 1]), Buffer.from("a")]);
  const flood: Buffer[] = [PREFACE];
  for (let stream = 1; stream < 4_000; stream += 2) {
    flood.push(frame(1, 5, stream, headers), frame(3, 0, stream, Buffer.from([0, 0, 0, 8])));
  }
  const { came, took } = await speak(server, Buffer.concat(flood), 10_000);
  const spoke = came.length >= 9 && came[3] === 4;
  const alive = await ask(`${server.url}/healthz`);
  report(`rapid reset: the connection ended after ${took} ms, ${came.length} bytes came; then /healthz answers ${alive.status}`);
  expect.soft(spoke, "HTTP/2 was spoken").toBe(true);
  expect.soft(took, "the connection ends").toBeDefined();
  expect(alive.status).toBe(200);
});
