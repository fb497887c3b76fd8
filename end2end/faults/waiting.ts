// Helpers for free ports, waiting, and reporting measurements.
import { once } from "node:events";
import { createServer } from "node:net";

/** A port that nobody listens on, below the range that the system assigns to clients. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>((done) => {
      server.once("error", () => done(false));
      server.listen(port, () => done(true));
    });
    if (!free) continue;
    server.close();
    await once(server, "close");
    return port;
  }
  throw new Error("no port is free");
}

/** Waits for some milliseconds. */
export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** Polls until the condition is true; returns the milliseconds that it took, or undefined after the
 * timeout. */
export async function until(is: () => boolean | Promise<boolean>, milliseconds: number): Promise<number | undefined> {
  const begin = Date.now();
  for (;;) {
    if (await is()) return Date.now() - begin;
    if (Date.now() - begin > milliseconds) return undefined;
    await pause(50);
  }
}

/** The result of the promise, or undefined after the timeout. */
export const within = <T>(milliseconds: number, deed: Promise<T>): Promise<T | undefined> =>
  Promise.race([deed, pause(milliseconds).then(() => undefined)]);

/** Prints a figure that a test measured. */
export const report = (figure: string) => console.log(`    measured: ${figure}`);
