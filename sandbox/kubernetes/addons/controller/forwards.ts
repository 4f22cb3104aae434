import { createHash } from "node:crypto";
import { createConnection, createServer, type Server, type Socket } from "node:net";

/** A loopback port of this machine that leads to a port at the edge. */
export interface Forward {
  readonly address: string;
  readonly port: number;
}

/** A port of this machine that leads to a load balancer. */
export interface OpenForward extends Forward {
  /** On 127.0.0.1. */
  readonly localPort: number;
}

/** The forwards that stand, by what they lead to. */
export class Forwards {
  private readonly servers = new Map<string, { server: Server; forward: OpenForward }>();

  /** @param ports the first and the last loopback port to use */
  constructor(private readonly ports: readonly [number, number]) {}

  /** Opens what is missing and closes what is not wanted any more. Connections that stand are left to end by themselves. */
  async set(wanted: readonly Forward[]): Promise<void> {
    const keys = new Set(wanted.map(keyOf));
    for (const [key, { server }] of this.servers) {
      if (keys.has(key)) continue;
      server.close();
      this.servers.delete(key);
    }
    for (const forward of wanted) {
      if (!this.servers.has(keyOf(forward))) await this.open(forward);
    }
  }

  list(): readonly OpenForward[] {
    return [...this.servers.values()].map(({ forward }) => forward);
  }

  private async open(forward: Forward): Promise<void> {
    for (const localPort of this.candidates(forward)) {
      const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (client) =>
        join(client, forward),
      );
      const listening = await new Promise<boolean>((resolve) => {
        server.once("error", () => resolve(false));
        server.listen(localPort, "127.0.0.1", () => resolve(true));
      });
      if (!listening) continue;
      this.servers.set(keyOf(forward), { server, forward: { ...forward, localPort } });
      return;
    }
    console.error(`no free loopback port in ${this.ports.join("-")} for ${forward.address}:${forward.port}`);
  }

  /** The same forward gets the same port again after a restart, unless somebody took it. */
  private candidates(forward: Forward): number[] {
    const [first, last] = this.ports;
    const count = last - first + 1;
    const start = createHash("sha256").update(keyOf(forward)).digest().readUInt32BE() % count;
    return Array.from({ length: count }, (_, step) => first + ((start + step) % count));
  }
}

function keyOf({ address, port }: Forward): string {
  return `${address}:${port}`;
}

function join(client: Socket, { address, port }: Forward): void {
  const upstream = createConnection({ host: address, port, noDelay: true, allowHalfOpen: true });
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on("error", () => other.resetAndDestroy());
    one.pipe(other);
  }
}
