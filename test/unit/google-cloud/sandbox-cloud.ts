import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, type RunningServer, type ServerOptions } from "../../../sandbox/google-cloud/server";
import { FakeClusters } from "./fake-clusters";

export const TOKEN = "ya29.sandbox-test-token";

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

/** A server on a free port with fake clusters, and a client for it. */
export class SandboxCloud {
  readonly folder = mkdtempSync(join(tmpdir(), "google-cloud-"));
  readonly clusters = new FakeClusters();
  server!: RunningServer;

  async start(options: Partial<ServerOptions> = {}): Promise<this> {
    this.server = await startServer({
      folder: this.folder,
      accessToken: TOKEN,
      clusters: this.clusters,
      builder: {
        run: () => Promise.resolve(0),
        push: (name) => Promise.resolve({ name, digest: `sha256:${"0".repeat(64)}` }),
        clean: () => Promise.resolve(),
      },
      images: { list: () => Promise.resolve([]) },
      port: 0,
      ...options,
    });
    return this;
  }

  async stop(): Promise<void> {
    await this.server.close();
    rmSync(this.folder, { recursive: true });
  }

  async call<T = Record<string, unknown>>(
    verb: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.server.url}${path}`, {
      method: verb,
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as T };
  }

  /** Turns APIs on and waits until they are. */
  async enable(project: string, ...apis: string[]): Promise<void> {
    const { body } = await this.call<{ name: string }>(
      "POST",
      `/serviceusage/v1/projects/${project}/services:batchEnable`,
      {
        serviceIds: apis.map((api) => `${api}.googleapis.com`),
      },
    );
    await this.until(`/serviceusage/v1/${body.name}`);
  }

  /** Polls an operation, in any API's form, until it is done. */
  async until(path: string): Promise<Record<string, unknown>> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const { status, body } = await this.call("GET", path);
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
      if (body["done"] === true || body["status"] === "DONE") return body;
      if (Date.now() > deadline) throw new Error(`${path} is not done: ${JSON.stringify(body)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
