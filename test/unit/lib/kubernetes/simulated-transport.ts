import type { Transport, TransportAnswer, TransportRequest } from "../../../../lib/kubernetes";

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; or pieces of text as they come, the last of which may be an error. */
  readonly body?: unknown;
  readonly pieces?: readonly (string | Uint8Array | Error)[];
}

/** An API server that answers each request with what the test says; an error where nobody answers. */
export class SimulatedTransport implements Transport {
  readonly requests: TransportRequest[] = [];
  renewals = 0;

  constructor(
    private readonly reply: (request: TransportRequest, number: number) => Reply | Error,
    private readonly renewable = false,
  ) {}

  send(request: TransportRequest): Promise<TransportAnswer> {
    this.requests.push(request);
    const reply = this.reply(request, this.requests.length);
    if (reply instanceof Error) return Promise.reject(reply);
    const { status = 200, headers = {}, body, pieces = [body === undefined ? "" : JSON.stringify(body)] } = reply;
    return Promise.resolve({ status, headers, body: stream(pieces), close: () => undefined });
  }

  renew(): boolean {
    this.renewals++;
    return this.renewable;
  }

  close(): void {}

  get calls(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }
}

async function* stream(pieces: readonly (string | Uint8Array | Error)[]): AsyncGenerator<string | Uint8Array> {
  await Promise.resolve();
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}
