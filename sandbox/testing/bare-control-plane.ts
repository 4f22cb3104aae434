import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pollUntil } from "../../lib/retry";
import { toolPath, type ToolName } from "../toolchain";
import { anyAnswer, otherwise } from "../../lib/errors/expected";

const quiet = (): void => undefined;
const token = "bare-control-plane";

/** etcd, API server and controller manager on loopback: no nodes, so objects are kept and owners honoured, but no pod runs. */
export class BareControlPlane {
  private readonly folder = mkdtempSync(join(tmpdir(), "bare-control-plane-"));
  private readonly children = new Map<string, ChildProcess>();
  private ports: { etcd: number; peer: number; api: number; manager: number } = {
    etcd: 0,
    peer: 0,
    api: 0,
    manager: 0,
  };

  static async start(): Promise<BareControlPlane> {
    const plane = new BareControlPlane();
    const [etcd = 0, peer = 0, api = 0, manager = 0] = await Promise.all([
      freePort(),
      freePort(),
      freePort(),
      freePort(),
    ]);
    plane.ports = { etcd, peer, api, manager };
    writeFileSync(join(plane.folder, "tokens.csv"), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
    writeFileSync(join(plane.folder, "kubeconfig"), kubeconfig(plane.server), { mode: 0o600 });
    await plane.run("etcd", [
      `--data-dir=${join(plane.folder, "etcd")}`,
      `--listen-client-urls=http://127.0.0.1:${etcd}`,
      `--advertise-client-urls=http://127.0.0.1:${etcd}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-cluster=default=http://127.0.0.1:${peer}`,
      "--unsafe-no-fsync",
    ]);
    await plane.startApiServer();
    await plane.run("kube-controller-manager", [
      `--kubeconfig=${join(plane.folder, "kubeconfig")}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${manager}`,
      `--cert-dir=${join(plane.folder, "manager")}`,
      "--leader-elect=false",
    ]);
    return plane;
  }

  get server(): string {
    return `https://127.0.0.1:${this.ports.api}`;
  }

  get authorization(): string {
    return `Bearer ${token}`;
  }

  /** kill -9 of the API server, and a new one on the same port and data. */
  async crashApiServer(): Promise<void> {
    await end(this.children.get("kube-apiserver"));
    await this.startApiServer();
  }

  /** A kubeconfig that goes through `server`, for example a proxy. */
  kubeconfigFor(server: string): string {
    return kubeconfig(server);
  }

  async get<Answer>(path: string): Promise<Answer> {
    const { status, body } = await this.ask(path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${body}`);
    return JSON.parse(body) as Answer;
  }

  async stop(): Promise<void> {
    for (const child of [...this.children.values()].reverse()) await end(child);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async startApiServer(): Promise<void> {
    await this.run("kube-apiserver", [
      `--etcd-servers=http://127.0.0.1:${this.ports.etcd}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${this.ports.api}`,
      `--cert-dir=${join(this.folder, "api")}`,
      `--token-auth-file=${join(this.folder, "tokens.csv")}`,
      "--authorization-mode=RBAC",
      "--service-cluster-ip-range=10.96.0.0/16",
      "--service-account-issuer=https://bare",
      ...["key", "signing-key"].map(
        (kind) => `--service-account-${kind}-file=${join(this.folder, "api", "apiserver.key")}`,
      ),
    ]);
    const isReady = async () => (await this.ask("/readyz").catch(otherwise({ status: 0 }, anyAnswer))).status === 200;
    if (!(await pollUntil(isReady, { everyMs: 100, withinMs: 90_000 })))
      throw new Error("the API server did not become ready within 90 s");
  }

  private async run(tool: ToolName, args: readonly string[]): Promise<void> {
    const log = openSync(join(this.folder, `${tool}.log`), "a");
    this.children.set(tool, spawn(await toolPath(tool, quiet), args, { stdio: ["ignore", log, log] }));
  }

  private ask(path: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.server}${path}`,
        { rejectUnauthorized: false, headers: { authorization: this.authorization } },
        (response) => {
          let body = "";
          response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
          response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
        },
      );
      outgoing.on("error", reject);
      outgoing.end();
    });
  }
}

function kubeconfig(server: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "bare",
    contexts: [{ name: "bare", context: { cluster: "bare", user: "admin" } }],
    clusters: [
      { name: "bare", cluster: { server, ...(server.startsWith("https") && { "insecure-skip-tls-verify": true }) } },
    ],
    users: [{ name: "admin", user: { token } }],
  });
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
