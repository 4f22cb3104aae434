import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, type RunningServer, type ServerOptions } from "../../../sandbox/google-cloud/server";
import { CloudClient, TOKEN } from "./cloud-client";
import { FakeClusters } from "../../../sandbox/testing/fake-clusters";

export { type Answer, TOKEN } from "./cloud-client";

/** A server on a free port with fake clusters, and a client for it. */
export class SandboxCloud extends CloudClient {
  readonly folder = mkdtempSync(join(tmpdir(), "google-cloud-"));
  readonly clusters = new FakeClusters();
  server!: RunningServer;

  get url(): string {
    return this.server.url;
  }

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
}
