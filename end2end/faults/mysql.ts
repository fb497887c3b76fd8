// Databases on an existing MySQL server, and private MariaDB servers. Uses the client program `mariadb`, so
// that no driver is needed.
import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort, until } from "./waiting.ts";

const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

/** The URL of a new database; the server creates it when it starts. */
export function newDatabase(server = process.env.TEST_MYSQL_URL): string {
  if (!server) throw new Error("TEST_MYSQL_URL is not set: run through script/with-mariadb");
  return `${server}/faults_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
}

export const databaseName = (url: string) => new URL(url).pathname.slice(1);

export async function dropDatabase(url: string) {
  await query(url, `DROP DATABASE IF EXISTS ${databaseName(url)}`);
}

/** The arguments with which `mariadb` connects to a server. */
function reach(url: string): string[] {
  const { hostname, port, username, password } = new URL(url);
  return ["--no-defaults", "-N", "-B", "-h", hostname, "-P", port, "-u", username, `-p${password}`];
}

/** Runs statements and returns their output, a line per row. */
export function query(url: string, sql: string): Promise<string> {
  return new Promise((done, fail) => {
    execFile("mariadb", [...reach(url), "-e", sql], { env, timeout: 20_000 }, (error, out) => (error ? fail(error) : done(out.trim())));
  });
}

/** A session that accepts statements and returns what it has printed. */
export function session(url: string) {
  const child = spawn("mariadb", [...reach(url), "--unbuffered"], { env, stdio: ["pipe", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (printed += text));
  return {
    say: (sql: string) => child.stdin.write(`${sql};\n`),
    printed: () => printed,
    end: async () => {
      if (child.exitCode !== null) return;
      const exit = once(child, "exit");
      child.stdin.end();
      // A session that still waits for a lock would not notice the end of its input.
      const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await exit;
      clearTimeout(timer);
    },
  };
}

/** A private MariaDB server; see script/with-mariadb. */
export class MariaDb {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(options: string[]): Promise<MariaDb> {
    const folder = mkdtempSync(join(tmpdir(), "faults-mariadb-"));
    const user = process.getuid!() === 0 ? ["--user=mysql"] : [];
    if (user.length) spawnSync("chown", ["mysql", folder]);
    const make = ["--no-defaults", ...user, "--auth-root-authentication-method=normal", "--skip-test-db", `--datadir=${folder}/data`];
    const made = spawnSync("mariadb-install-db", make, { env, encoding: "utf8" });
    if (made.status !== 0) throw new Error(made.stderr);
    const port = await freePort();
    const all = ["--no-defaults", ...user, `--datadir=${folder}/data`, `--socket=${folder}/socket`, "--bind-address=127.0.0.1",
      `--port=${port}`, "--innodb-flush-log-at-trx-commit=2", "--skip-log-bin", `--log-error=${folder}/log`, ...options];
    const child = spawn("mariadbd", all, { env, stdio: "ignore" });
    const local = ["--no-defaults", "-uroot", `--socket=${folder}/socket`];
    const up = await until(() => spawnSync("mariadb-admin", [...local, "ping"], { env }).status === 0, 30_000);
    if (up === undefined) throw new Error(readFileSync(`${folder}/log`, "utf8"));
    const grant = "CREATE USER meetifyr@'127.0.0.1' IDENTIFIED BY 'meetifyr'; GRANT ALL ON *.* TO meetifyr@'127.0.0.1' WITH GRANT OPTION";
    spawnSync("mariadb", [...local, "-e", grant], { env });
    return new MariaDb(folder, child, `mysql://meetifyr:meetifyr@127.0.0.1:${port}`);
  }

  async stop() {
    const exit = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await exit;
    rmSync(this.folder, { recursive: true });
  }
}
