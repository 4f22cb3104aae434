import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { APIS, loopbackAddress } from "./directory";

const HTTP2_PREFACE = "PRI ";

/**
 * One port for both transports: a connection that begins as HTTP/2 goes to gRPC. The same port also listens on one loopback
 * address an API, for Google's REST clients, which cannot be told a path.
 */
export class Listener {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #http;

  constructor(
    serve: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
    readonly acceptHttp2: (socket: Socket) => void,
  ) {
    this.#http = createHttpServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, serve);
  }

  /** Answers whoever uses the port as a proxy. */
  onConnect(connect: (incoming: IncomingMessage, socket: Socket, head: Buffer) => void): void {
    this.#http.on("connect", connect);
  }

  /** @returns the port, chosen by the system for 0 */
  async listen(port: number): Promise<number> {
    const first = await this.#open("127.0.0.1", port);
    for (const api of APIS) await this.#open(loopbackAddress(api), first);
    return first;
  }

  async close(): Promise<void> {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#http.close();
    await Promise.resolve();
  }

  async #open(host: string, port: number): Promise<number> {
    const server = createServer({ noDelay: true }, (socket) => this.accept(socket));
    this.#servers.push(server);
    await listening(server, host, port);
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  }

  /** A connection in clear, whoever took it. */
  accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("readable", () => {
      const chunk = socket.read() as Buffer | null;
      if (chunk === null) return socket.destroy();
      socket.unshift(chunk);
      if (chunk.subarray(0, 4).toString("latin1") === HTTP2_PREFACE) this.acceptHttp2(socket);
      else this.#http.emit("connection", socket);
    });
  }
}

/** Ends when the server answers at an address; throws what the system says where it cannot. */
export async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}
