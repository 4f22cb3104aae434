import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An HTTP server on a free port of loopback, for as long as a test wants it. */
export class LoopbackServer {
  private readonly server: Server;

  constructor(handle: RequestListener) {
    this.server = createServer(handle);
  }

  /** @returns its URL, without a slash at the end */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts off whoever is still connected. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
