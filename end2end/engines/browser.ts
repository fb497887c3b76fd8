// What the drivers of three engines share: Chromium and Firefox by Puppeteer, WebKit by the W3C's WebDriver.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

import puppeteer, { type Page } from "puppeteer-core";

export type Engine = "chromium" | "firefox" | "webkit";
export type Point = { x: number; y: number };

/** The size of each window: as near to a phone as the windows of all engines go. */
const SIZE = { width: 500, height: 900 };

export interface Browser {
  goto(url: string): Promise<void>;
  /** Runs the body of a function in the page; its parameters are `arguments`. */
  run<T>(body: string, ...values: unknown[]): Promise<T>;
  /** Presses the mouse button on the first point and releases it on the last. */
  press(path: Point[]): Promise<void>;
  type(text: string): Promise<void>;
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

export function open(engine: Engine): Promise<Browser> {
  return engine === "webkit" ? WebKit.open() : Puppeteer.open(engine);
}

class Puppeteer implements Browser {
  private constructor(private readonly page: Page) {}

  static async open(engine: "chromium" | "firefox"): Promise<Browser> {
    const chromium = { browser: "chrome" as const, executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell", args: ["--no-sandbox"] };
    const firefox = { browser: "firefox" as const, executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", extraPrefsFirefox: { "intl.accept_languages": "en-US" } };
    const browser = await puppeteer.launch({ headless: true, ...(engine === "chromium" ? chromium : firefox) });
    const page = (await browser.pages())[0] ?? (await browser.newPage());
    await page.setViewport(SIZE);
    return new Puppeteer(page);
  }

  async goto(url: string) {
    await this.page.goto(url);
  }

  run<T>(body: string, ...values: unknown[]) {
    return this.page.evaluate(`(function () { ${body} }).apply(null, ${JSON.stringify(values)})`) as Promise<T>;
  }

  async press([first, ...rest]: Point[]) {
    const { mouse } = this.page;
    await mouse.move(first.x, first.y);
    await mouse.down();
    for (const { x, y } of rest) await mouse.move(x, y);
    await mouse.up();
  }

  async type(text: string) {
    await this.page.keyboard.type(text);
  }

  async screenshot() {
    return Buffer.from(await this.page.screenshot());
  }

  async close() {
    await this.page.browser().close();
  }
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** The first line that a process writes. */
async function firstLine(process: ChildProcess, stream: "stdout" | "stderr"): Promise<string> {
  let text = "";
  for await (const part of process[stream]!) {
    text += part;
    if (text.includes("\n")) break;
  }
  return text.split("\n")[0];
}

class WebKit implements Browser {
  private constructor(
    private readonly session: string,
    private readonly processes: ChildProcess[],
  ) {}

  static async open(): Promise<Browser> {
    const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
    const display = `:${await firstLine(screen, "stdout")}`;
    const port = await freePort();
    const env = {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: "x11",
      LANGUAGE: "en",
      LC_ALL: "C.UTF-8",
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      LIBGL_ALWAYS_SOFTWARE: "1",
    };
    const driver = spawn("dbus-run-session", ["WebKitWebDriver", `--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore", detached: true });
    const address = `http://127.0.0.1:${port}`;
    const binary = process.env.WEBKIT || "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
    const wishes = { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } } } };
    for (let tries = 0; ; tries++) {
      try {
        const { sessionId } = await ask<{ sessionId: string }>("POST", `${address}/session`, wishes);
        const browser = new WebKit(`${address}/session/${sessionId}`, [driver, screen]);
        await browser.ask("POST", "/window/rect", { ...SIZE, x: 0, y: 0 });
        return browser;
      } catch (error) {
        if (tries > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  private ask<T>(method: string, path: string, body?: unknown) {
    return ask<T>(method, this.session + path, body);
  }

  async goto(url: string) {
    await this.ask("POST", "/url", { url });
  }

  run<T>(body: string, ...values: unknown[]) {
    return this.ask<T>("POST", "/execute/sync", { script: body, args: values });
  }

  async press([first, ...rest]: Point[]) {
    const move = ({ x, y }: Point) => ({ type: "pointerMove", duration: 10, x: Math.round(x), y: Math.round(y), origin: "viewport" });
    const actions = [move(first), { type: "pointerDown", button: 0 }, ...rest.map(move), { type: "pointerUp", button: 0 }];
    await this.ask("POST", "/actions", { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
  }

  async type(text: string) {
    const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async screenshot() {
    return Buffer.from(await this.ask<string>("GET", "/screenshot"), "base64");
  }

  async close() {
    await this.ask("DELETE", "").catch(() => {});
    const [driver, screen] = this.processes;
    // With the session of D-Bus and everything in it.
    if (driver.pid) process.kill(-driver.pid);
    screen.kill();
  }
}

/** A command of the W3C's WebDriver. */
async function ask<T>(method: string, url: string, body?: unknown): Promise<T> {
  const response = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const { value } = (await response.json()) as { value: T };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}
