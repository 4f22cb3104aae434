import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { ActiveCluster, ExecEntry } from "./kubeconfig";

const run = promisify(execFile);

/** What a request carries to be let in. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly certificate?: Buffer;
  readonly key?: Buffer;
}

interface ExecCredential {
  status?: {
    expirationTimestamp?: string;
    token?: string;
    clientCertificateData?: string;
    clientKeyData?: string;
  };
}

/** A token is renewed this long before it ends, so that none ends on its way. */
const renewBeforeMs = 30_000;
/** Token files are rewritten by whoever renews them; reading one again is cheap. */
const tokenFileMs = 60_000;

/** The credentials of a kubeconfig user, renewed when they end. */
export class CredentialSource {
  private current: { readonly credentials: Promise<Credentials>; validUntil: number } | undefined;

  constructor(private readonly active: ActiveCluster) {}

  /** Credentials that are still good. */
  async get(): Promise<Credentials> {
    if (!this.current || Date.now() > this.current.validUntil) {
      const entry = { credentials: Promise.resolve({ headers: {} } as Credentials), validUntil: Infinity };
      entry.credentials = this.load((until) => (entry.validUntil = until));
      entry.credentials.catch(() => (this.current = undefined));
      this.current = entry;
    }
    return this.current.credentials;
  }

  /** Called when the server said 401: whatever we have is no longer good. Returns whether another try makes sense. */
  expire(): boolean {
    const renewable = this.active.user.exec !== undefined || this.active.user.tokenFile !== undefined;
    if (renewable) this.current = undefined;
    return renewable;
  }

  private async load(validUntil: (time: number) => void): Promise<Credentials> {
    const { user } = this.active;
    const certificate = await pem(user["client-certificate-data"], user["client-certificate"]);
    const key = await pem(user["client-key-data"], user["client-key"]);
    const pair = { ...(certificate && { certificate }), ...(key && { key }) };
    if (user.token) return { headers: bearer(user.token), ...pair };
    if (user.tokenFile) {
      validUntil(Date.now() + tokenFileMs);
      return { headers: bearer((await readFile(user.tokenFile, "utf8")).trim()), ...pair };
    }
    if (user.username !== undefined) {
      const basic = Buffer.from(`${user.username}:${user.password ?? ""}`).toString("base64");
      return { headers: { authorization: `Basic ${basic}` }, ...pair };
    }
    if (!user.exec) return { headers: {}, ...pair };
    const { status } = await this.execute(user.exec);
    if (status?.expirationTimestamp) validUntil(Date.parse(status.expirationTimestamp) - renewBeforeMs);
    return {
      headers: status?.token ? bearer(status.token) : {},
      ...(status?.clientCertificateData && { certificate: Buffer.from(status.clientCertificateData) }),
      ...(status?.clientKeyData && { key: Buffer.from(status.clientKeyData) }),
    };
  }

  private async execute(exec: ExecEntry): Promise<ExecCredential> {
    const { cluster } = this.active;
    const apiVersion = exec.apiVersion ?? "client.authentication.k8s.io/v1";
    const execInfo = {
      apiVersion,
      kind: "ExecCredential",
      spec: {
        interactive: false,
        ...(exec.provideClusterInfo && {
          cluster: { server: cluster.server, "certificate-authority-data": cluster["certificate-authority-data"] },
        }),
      },
    };
    const environment = Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value]));
    try {
      const { stdout } = await run(exec.command, exec.args ?? [], {
        env: { ...process.env, ...environment, KUBERNETES_EXEC_INFO: JSON.stringify(execInfo) },
        timeout: 60_000,
      });
      return JSON.parse(stdout) as ExecCredential;
    } catch (error) {
      // Its output may hold a token: only how it ended is told.
      const reason =
        error instanceof SyntaxError ? "did not print an ExecCredential as JSON" : `failed (${exitOf(error)})`;
      throw new Error(
        `the credential program "${exec.command}" of the kubeconfig ${reason}` +
          (exec.installHint ? `\n${exec.installHint}` : ""),
        { cause: error },
      );
    }
  }
}

function exitOf(error: unknown): string {
  const { code, signal } = error as { code?: string | number; signal?: string };
  return code === "ENOENT" ? "not found on the PATH" : signal ? `signal ${signal}` : `exit code ${code ?? "unknown"}`;
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** PEM text that a kubeconfig holds in itself or in a file. */
export async function pem(base64: string | undefined, path: string | undefined): Promise<Buffer | undefined> {
  if (base64) return Buffer.from(base64, "base64");
  return path ? readFile(path) : undefined;
}
