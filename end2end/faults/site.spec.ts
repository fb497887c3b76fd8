// The browser's files, and the host that pages use in their links.
import { connect as connect2 } from "node:http2";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { newMeeting, open, wire } from "./asking.ts";
import { expect, siteRoot, test, type Server } from "./server.ts";
import { report, until } from "./waiting.ts";

/** Sends text as it is and returns the response as it is. */
async function raw(server: Server, said: string): Promise<string> {
  const socket = await open(server.port, said);
  let answer = "";
  socket.setEncoding("latin1").on("data", (text) => (answer += text));
  await until(() => answer.includes("\r\n\r\n") || socket.closed, 5_000);
  socket.destroy();
  return answer;
}

test("what is wrong below /pkg is not kept by browsers, and a file that is there is kept for good", async ({ serve }) => {
  const server = await serve();
  // A file with the hash of its content in its name.
  const file = readdirSync(join(siteRoot(), "pkg")).find((name) => /\.[\w-]{6,}\.(js|css|wasm)$/.test(name))!;
  const kept = (answer: string) => /^cache-control: *(.*?)\r?$/im.exec(answer)?.[1] ?? "none";
  const close = { connection: "close" };
  for (const [path, headers, statuses] of [
    ["/pkg/nothing.js", close, ["404"]],
    ["/pkg/nothing.abc123.wasm", close, ["404"]],
    ["/pkg/../site.json", close, ["400", "404"]],
    ["/pkg/%2e%2e/site.json", close, ["400", "404"]],
    ["/pkg/%2e%2e%2fsite.json", close, ["400", "404"]],
  ] as const) {
    const answer = await raw(server, wire("GET", path, headers));
    report(`${path}: ${answer.slice(9, 12)}, cache-control ${kept(answer)}`);
    expect.soft(statuses, path).toContain(answer.slice(9, 12));
    expect.soft(kept(answer), path).toBe("no-store");
  }
  const good = await raw(server, wire("GET", `/pkg/${file}`, close));
  report(`/pkg/${file}: ${good.slice(9, 12)}, cache-control ${kept(good)}`);
  expect.soft(good.slice(9, 12), file).toBe("200");
  expect.soft(kept(good), file).toContain("immutable");
});

test("a site root that is not there stops the start with one line", async ({ serve, folder }) => {
  const missing = join(folder, "not-there");
  const server = await serve({ env: { MEETIFYR_SITE_ROOT: missing }, ready: false });
  const ended = await until(() => !server.running, 10_000);
  report(`a missing site root: ${ended === undefined ? "it runs" : `exit ${server.end}`}; ${server.lines().length} lines: ${server.lines()[0]?.slice(0, 160)}`);
  expect.soft(server.end, "how it ended").toBe(1);
  expect.soft(server.lines().length, "lines").toBe(1);
  expect(server.log(), "the line names the folder").toContain(missing);
});

test("a Host that is no host is refused", async ({ serve }) => {
  const server = await serve();
  const code = await newMeeting(server.url);
  for (const host of ["a b", "evil.com/x", "x@y", "<script>"]) {
    const answer = await raw(server, wire("GET", `/m/${code}`, { host, accept: "text/html", connection: "close" }));
    report(`Host ${JSON.stringify(host)}: ${answer.slice(9, 12)}`);
    expect.soft(answer.slice(9, 12), `Host: ${host}`).toBe("400");
  }
});

test("over HTTP/2 a meeting's page shows the link that was asked for", async ({ serve }) => {
  const server = await serve({ env: { MEETIFYR_HTTP2: "true" } });
  const code = await newMeeting(server.url);
  const authority = "meet.example:8080";
  const session = connect2(server.url);
  session.on("error", () => {});
  const page = await new Promise<string>((done) => {
    let text = "";
    const stream = session.request({ ":path": `/m/${code}`, ":authority": authority, accept: "text/html" });
    stream.setEncoding("utf8").on("data", (part) => (text += part));
    stream.on("close", () => done(text)).on("error", () => {});
    stream.setTimeout(5_000, () => stream.close());
  });
  session.destroy();
  const link = /id="link"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*id="link"/.exec(page);
  report(`over HTTP/2 the link is ${link?.[1] ?? link?.[2] ?? "not there"}`);
  expect(link?.[1] ?? link?.[2]).toBe(`http://${authority}/m/${code}`);
});
