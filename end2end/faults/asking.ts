// HTTP helpers: valid, malformed and aborted requests.
import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { connect, type Socket } from "node:net";

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; milliseconds: number };
export type Question = {
  method?: string;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a string as a form. */
  body?: object | string;
  agent?: Agent;
  /** The local address of the connection. */
  from?: string;
  timeout?: number;
};

/** Sends a request, on a connection of its own if no agent is given. Without a response the status is 0 and
 * the text is the reason. */
export function ask(url: string, { method, headers = {}, body, agent, from, timeout = 10_000 }: Question = {}): Promise<Answer> {
  const begin = Date.now();
  return new Promise((done) => {
    const end = (status: number, text: string, headers: IncomingHttpHeaders = {}) => {
      clearTimeout(timer);
      done({ status, headers, text, milliseconds: Date.now() - begin });
    };
    const sent = typeof body === "object" ? JSON.stringify(body) : body;
    const type = typeof body === "object" ? "application/json" : "application/x-www-form-urlencoded";
    const asked = request(
      url,
      {
        method: method ?? (body === undefined ? "GET" : "POST"),
        headers: sent === undefined ? headers : { "content-type": type, "content-length": String(Buffer.byteLength(sent)), ...headers },
        agent: agent ?? false,
        localAddress: from,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part) => (text += part));
        response.on("end", () => end(response.statusCode!, text, response.headers));
        response.on("error", (error) => end(0, String(error)));
      },
    );
    const timer = setTimeout(() => asked.destroy(new Error(`no answer in ${timeout} ms`)), timeout);
    asked.on("error", (error) => end(0, String(error)));
    asked.end(sent);
  });
}

/** A client with keep-alive connections. */
export const client = (maxSockets = 8) => new Agent({ keepAlive: true, maxSockets });

/** Creates a meeting through the API, with a date range if `days` is given; returns its url code. */
export async function newMeeting(url: string, days = 0, headers: Record<string, string> = {}): Promise<string> {
  const made = await ask(`${url}/v1/meetings`, { body: { title: "Dinner", location: "Mapo" }, headers });
  if (made.status !== 200) throw new Error(`no meeting was made: ${made.status} ${made.text}`);
  const code = (JSON.parse(made.text) as { url_code: string }).url_code;
  if (days > 0) {
    const first = Date.now() + 7 * 86_400_000;
    const day = (number: number) => new Date(first + number * 86_400_000).toISOString().slice(0, 10);
    const body = { start_date: day(0), end_date: day(days - 1) };
    const set = await ask(`${url}/v1/meetings/${code}/date_range`, { method: "PATCH", body, headers });
    if (set.status !== 200) throw new Error(`no dates were set: ${set.status} ${set.text}`);
  }
  return code;
}

/** A meeting of 500 participants and 62 days, 2 MB as JSON. The server needs MEETIFYR_LIMITS=off for it. */
export async function fullMeeting(url: string): Promise<string> {
  const code = await newMeeting(url, 62);
  const agent = client();
  const statuses = await atATime(8, 500, async (number) => {
    const body = { meeting_url_code: code, name: `Participant ${number}` };
    return (await ask(`${url}/v1/participants`, { body, agent })).status;
  });
  agent.destroy();
  if (statuses.some((status) => status !== 200)) throw new Error("not everybody could join");
  return code;
}

/** Runs `deed` `count` times, `many` of them concurrently. */
export async function atATime<T>(many: number, count: number, deed: (number: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const number = next++;
      results[number] = await deed(number);
    }
  };
  await Promise.all(Array.from({ length: Math.min(many, count) }, worker));
  return results;
}

/** A raw connection that sends this first; its errors are ignored. */
export function open(port: number, said: string | Buffer, from?: string): Promise<Socket> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1", localAddress: from });
    socket.on("error", () => done(socket));
    socket.on("connect", () => socket.write(said, () => done(socket)));
  });
}

/** Sends a whole request and hangs up after some milliseconds; returns whether a response had begun by
 * then. */
export function hangUp(port: number, said: string, milliseconds: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1" });
    let answered = false;
    socket.on("error", () => {});
    socket.on("close", () => done(answered));
    socket.on("data", () => (answered = true));
    socket.on("connect", () => {
      socket.write(said);
      setTimeout(() => socket.destroy(), milliseconds);
    });
    setTimeout(() => socket.destroy(), 10_000).unref();
  });
}

/** A request as the text that is sent over the connection. */
export function wire(method: string, path: string, headers: Record<string, string> = {}, body = ""): string {
  const all = { host: "127.0.0.1", ...(body && { "content-length": String(Buffer.byteLength(body)) }), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** Requests whose responses are never read. The operating system's own buffers hold two or three full
 * meetings of 2 MB, and the server would be done with those: so there are six, one after another. */
export const untaken = (code: string) => wire("GET", `/v1/meetings/${code}`).repeat(6);
