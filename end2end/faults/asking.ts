// Requests, good and bad.
import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { connect, type Socket } from "node:net";

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; milliseconds: number };
export type Question = {
  method?: string;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a text as a form. */
  body?: object | string;
  agent?: Agent;
  /** The address that the connection comes from. */
  from?: string;
  timeout?: number;
};

/** Asks, on a connection of its own where no agent is given. Without an answer the status is 0 and the text says why. */
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

/** A client that keeps its connections. */
export const client = (maxSockets = 8) => new Agent({ keepAlive: true, maxSockets });

/** Makes a meeting through the API, with dates where days are given; gives its code. */
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

/** A meeting of 500 people and 62 days, 2 MB as JSON. The server needs MEETIFYR_LIMITS=off for it. */
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

/** Does something `count` times, so many of it at a time. */
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

/** A bare connection that says this first, and whose errors are nobody's concern. */
export function open(port: number, said: string | Buffer, from?: string): Promise<Socket> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1", localAddress: from });
    socket.on("error", () => done(socket));
    socket.on("connect", () => socket.write(said, () => done(socket)));
  });
}

/** Says a whole request and is gone after some milliseconds; gives whether an answer had begun by then. */
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

/** A request as it is on the wire. */
export function wire(method: string, path: string, headers: Record<string, string> = {}, body = ""): string {
  const all = { host: "127.0.0.1", ...(body && { "content-length": String(Buffer.byteLength(body)) }), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** Requests whose answers nobody will take. The system's own buffers hold two full meetings of 2 MB or
 * three, and the server is done with those: so there are six, one after another. */
export const untaken = (code: string) => wire("GET", `/v1/meetings/${code}`).repeat(6);
