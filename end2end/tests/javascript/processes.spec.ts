import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

import { expect, test } from "../../fixtures.ts";
import { joined, meetingOf } from "../../pages/together.ts";

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** A separate server process on the shared database. */
async function serve(port: number): Promise<ChildProcess> {
  const env = { ...process.env, MEETIFYR_LISTEN: `127.0.0.1:${port}` };
  const server = spawn(process.env.MEETIFYR_SERVER!, { env, stdio: "ignore" });
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status)
    .toBe(200);
  return server;
}

async function end(server: ChildProcess) {
  const exit = once(server, "exit");
  server.kill("SIGTERM");
  await exit;
}

test("a change through one server process is seen by those who look on through another", async ({ me, somebody }) => {
  const ports = [await freePort(), await freePort()];
  const servers = await Promise.all(ports.map(serve));
  const path = new URL(await meetingOf(me, `http://127.0.0.1:${ports[0]}/`)).pathname;
  const kit = await somebody();
  await joined(kit, `http://127.0.0.1:${ports[1]}${path}`, "Kit");
  await expect(me.page.locator(".people .name")).toHaveText(["Sunny", "Kit"]);
  await kit.meeting.busy(0);
  await expect(me.meeting.day(0).locator(".count")).toHaveText("1/2");
  await me.meeting.busy(1);
  await expect(kit.meeting.day(1).locator(".count")).toHaveText("1/2");
  // A page that is still open would send requests to a server that no longer exists.
  await Promise.all([me.page.close(), kit.page.close()]);
  await Promise.all(servers.map(end));
});

test("a server that restarts loses nothing, and everybody is back by themselves", async ({ me, somebody, announce }) => {
  announce(/WebSocket connection|Failed to load resource|ERR_CONNECTION_REFUSED/);
  const port = await freePort();
  let server = await serve(port);
  const path = new URL(await meetingOf(me, `http://127.0.0.1:${port}/`)).pathname;
  const kit = await somebody();
  await joined(kit, `http://127.0.0.1:${port}${path}`, "Kit");
  await end(server);
  const day = kit.meeting.day(4);
  await (kit.way.touch ? day.tap() : day.click());
  await expect(kit.meeting.day(4)).toHaveClass(/waits/);
  server = await serve(port);
  await kit.meeting.saved();
  await expect(me.meeting.day(4).locator(".count")).toHaveText("1/2");
  await me.meeting.busy(5);
  await expect(kit.meeting.day(5).locator(".count")).toHaveText("1/2");
  await Promise.all([me.page.close(), kit.page.close()]);
  await end(server);
});
