// The network between a browser and the server: it can be away, and it can keep scripts from running. No driver has
// this for all three engines.
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { once } from "node:events";

export class Network {
  /** Whether anything gets through. */
  isOnline = true;
  /** Whether pages may run scripts. */
  allowsScripts = true;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: { host: string; port: number },
  ) {}

  static async to(address: string): Promise<Network> {
    const [host, port] = address.split(":");
    const server = createServer();
    const network = new Network(server, { host, port: Number(port) });
    server.on("connection", (socket: Socket) => {
      if (!network.isOnline) return socket.destroy();
      network.sockets.add(socket);
      socket.on("close", () => network.sockets.delete(socket)).on("error", () => socket.destroy());
    });
    server.on("request", (incoming: IncomingMessage, outgoing) => {
      const { method, url, headers } = incoming;
      const passed = request({ ...network.target, method, path: url, headers }, (response) => {
        const policy = response.headers["content-security-policy"];
        if (!network.allowsScripts && typeof policy === "string") {
          response.headers["content-security-policy"] = policy.replace(/script-src [^;]*/, "script-src 'none'");
        }
        outgoing.writeHead(response.statusCode!, response.headers);
        response.pipe(outgoing);
      });
      passed.on("error", () => outgoing.destroy());
      incoming.pipe(passed);
    });
    server.on("upgrade", ({ method, url, rawHeaders }: IncomingMessage, socket: Socket, head: Buffer) => {
      const passed = connect(network.target.port, network.target.host);
      const lines = rawHeaders.map((text, index) => text + (index % 2 ? "\r\n" : ": ")).join("");
      passed.write(`${method} ${url} HTTP/1.1\r\n${lines}\r\n`);
      passed.write(head);
      passed.pipe(socket).pipe(passed);
      for (const end of [passed, socket]) end.on("error", () => end.destroy()).on("close", () => (passed.destroy(), socket.destroy()));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  goOffline() {
    this.isOnline = false;
    for (const socket of this.sockets) socket.destroy();
  }

  goOnline() {
    this.isOnline = true;
  }

  close() {
    this.goOffline();
    this.server.close();
  }
}
