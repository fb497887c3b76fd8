// A separate server process for each test, with its own database.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { test as base, expect } from "@playwright/test";

import { ask } from "./asking.ts";
import { dropDatabase, newDatabase } from "./mysql.ts";
import { freePort, pause } from "./waiting.ts";

export type Engine = "sqlite" | "mysql";
export type Options = { engine: Engine };

/** The options with which a server is started. */
export type Wishes = {
  /** Additional environment variables. */
  env?: Record<string, string>;
  /** What bash runs before the server, such as `ulimit -n 1024`. */
  limit?: string;
  /** The database; by default a new one of the project's engine. */
  database?: string;
  port?: number;
  /** Whether to wait until the server is ready; otherwise it may fail to start. */
  ready?: boolean;
};

/** The browser's files: those of MEETIFYR_SITE_ROOT, or the few that a server requires. */
export function siteRoot(): string {
  if (process.env.MEETIFYR_SITE_ROOT) return process.env.MEETIFYR_SITE_ROOT;
  const root = "/tmp/nosite";
  mkdirSync(join(root, "pkg"), { recursive: true });
  writeFileSync(join(root, "site.json"), JSON.stringify({ output_name: "meetifyr.abc123", style: "meetifyr.abc123.css" }));
  writeFileSync(join(root, "favicon.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const end of [".js", ".css", "_bg.wasm"]) writeFileSync(join(root, "pkg", `meetifyr.abc123${end}`), "/* nothing */");
  return root;
}

export class Server {
  private said = "";
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly database: string,
  ) {
    for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding("utf8").on("data", (text) => (this.said += text));
  }

  static async start(database: string, { env = {}, limit, port, ready = true }: Wishes): Promise<Server> {
    const chosen = port ?? (await freePort());
    const all = {
      ...process.env,
      NO_COLOR: "1",
      DATABASE_URL: database,
      MEETIFYR_SITE_ROOT: siteRoot(),
      MEETIFYR_LISTEN: `127.0.0.1:${chosen}`,
      ...env,
    };
    // `exec` keeps the process id, so that signals and /proc refer to the server itself.
    const before = limit ? `${limit} && ` : "";
    const child = spawn("bash", ["-c", `${before}exec "$MEETIFYR_SERVER"`], { env: all, stdio: ["ignore", "pipe", "pipe"] });
    const server = new Server(child, chosen, database);
    if (ready) await server.ready();
    return server;
  }

  /** Waits until the server is ready. */
  async ready(milliseconds = 20_000) {
    const end = Date.now() + milliseconds;
    while ((await ask(`${this.url}/readyz`, { timeout: 2_000 })).status !== 200) {
      if (!this.running || Date.now() > end) throw new Error(`the server did not start:\n${this.said}`);
      await pause(20);
    }
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }
  get pid() {
    return this.child.pid!;
  }
  get running() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
  /** The exit code or the signal; null while it runs. */
  get end() {
    return this.child.exitCode ?? this.child.signalCode;
  }
  /** The output of the server, without colours. */
  log() {
    return this.said.replace(/\x1b\[[0-9;]*m/g, "");
  }
  lines() {
    return this.log().split("\n").filter((line) => line.trim());
  }
  /** Current memory and peak memory, in MB. */
  rss() {
    return this.status("VmRSS");
  }
  peak() {
    return this.status("VmHWM");
  }
  fds() {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }
  /** Resets the peak of memory. */
  forgetPeak() {
    writeFileSync(`/proc/${this.pid}/clear_refs`, "5");
  }
  /** The processor time that it has used, in seconds; the system counts in hundredths. */
  cpu() {
    const parts = readFileSync(`/proc/${this.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(parts[11]) + Number(parts[12])) / 100;
  }
  /** Waits until the server has been idle for a second. */
  async idle(milliseconds: number) {
    const end = Date.now() + milliseconds;
    for (let before = -1; this.running && Date.now() < end && this.cpu() - before > 0.05; ) {
      before = this.cpu();
      await pause(1_000);
    }
  }
  private status(name: string) {
    const found = new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${this.pid}/status`, "utf8"));
    return found ? Number(found[1]) / 1024 : Number.NaN;
  }

  /** Whether the server still has its end of the connection from this local port of the client. The client
   * cannot tell: if it does not read, it does not notice the end of the connection. */
  holds(address: string, clientPort: number) {
    const hex = (host: string, port: number) =>
      host.split(".").reverse().map((byte) => Number(byte).toString(16).padStart(2, "0")).join("").toUpperCase() +
      ":" + port.toString(16).padStart(4, "0").toUpperCase();
    const [local, remote] = [hex("127.0.0.1", this.port), hex(address, clientPort)];
    return readFileSync("/proc/net/tcp", "utf8").split("\n").some((line) => {
      const parts = line.trim().split(/\s+/);
      // A socket that its process has closed has no inode any more.
      return parts[1] === local && parts[2] === remote && parts[9] !== "0";
    });
  }

  async stop(signal: NodeJS.Signals = "SIGKILL") {
    if (!this.running) return;
    const exit = once(this.child, "exit");
    this.child.kill(signal);
    await exit;
  }
}

type Fixtures = {
  /** A temporary folder. */
  folder: string;
  /** Starts a server. */
  serve: (wishes?: Wishes) => Promise<Server>;
};

export const test = base.extend<Options & Fixtures>({
  engine: ["sqlite", { option: true }],
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "faults-"));
    await use(folder);
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  },
  serve: async ({ engine, folder }, use, info) => {
    const servers: Server[] = [];
    const databases: string[] = [];
    await use(async (wishes = {}) => {
      let database = wishes.database ?? `sqlite:${folder}/meetifyr.db`;
      if (!wishes.database && engine === "mysql") databases.push((database = newDatabase()));
      const server = await Server.start(database, wishes);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all(databases.map(dropDatabase));
    if (info.status !== info.expectedStatus) {
      for (const server of servers) await info.attach("log", { body: server.log().slice(-50_000), contentType: "text/plain" });
    }
  },
});

export { expect };
