import { credentials } from "@grpc/grpc-js";
import { ClusterManagerClient, type protos } from "@google-cloud/container";
import { OAuth2Client } from "google-auth-library";
import { UserError } from "../../lib/errors/user-error";
import { pollUntil } from "../../lib/retry";
import type { ClusterOutput } from "../kubeconfig/entry";

type NodePool = protos.google.container.v1.INodePool;
type Say = (line: string) => void;

/** A node pool's upgrades, over Google's own client. */
export class NodeUpgrades {
  private constructor(
    private readonly client: ClusterManagerClient,
    private readonly call: object,
    private readonly cluster: string,
    private readonly pool: string,
    private readonly intervalMs: number,
  ) {}

  /** Finds a pool by its name in the configuration: GKE's has a hash behind it. */
  static async of({ identifier }: ClusterOutput, wanted: string, intervalMs = 2000): Promise<NodeUpgrades> {
    const { client, call } = connect();
    const [{ nodePools }] = await client.listNodePools({ parent: identifier }, call);
    const names = (nodePools ?? []).map(({ name }) => name ?? "");
    const pool = names.find(
      (name) =>
        name === wanted || (name.startsWith(`${wanted}-`) && /^[0-9a-f]{6}$/.test(name.slice(wanted.length + 1))),
    );
    if (pool === undefined)
      throw new UserError({
        setting: "pool",
        got: wanted,
        expected: `one of ${names.join(", ")}`,
        fix: "Name one of the cluster's node pools.",
      });
    return new NodeUpgrades(client, call, identifier, `${identifier}/nodePools/${pool}`, intervalMs);
  }

  /** Starts an upgrade and tells how it goes until it ends; stopping to watch does not stop it. */
  async upgrade(version: string | undefined, say: Say): Promise<void> {
    const request = {
      name: this.pool,
      nodeVersion: version ?? "-",
      imageType: (await this.read()).config?.imageType ?? "COS_CONTAINERD",
    };
    const [operation] = await this.client.updateNodePool(request, this.call);
    await this.watch(operation.name ?? "", say);
  }

  /** Takes a blue/green upgrade back: the old nodes get their pods again. */
  async rollback(say: Say): Promise<void> {
    await this.underWay("roll back");
    const [operation] = await this.client.rollbackNodePoolUpgrade({ name: this.pool }, this.call);
    await this.watch(operation.name ?? "", say);
  }

  /** Ends the soak: the old nodes go. */
  async complete(say: Say): Promise<void> {
    await this.underWay("complete");
    await this.client.completeNodePoolUpgrade({ name: this.pool }, this.call);
    const isComplete = async () => {
      const pool = await this.read();
      if (phase(pool) === undefined) return true;
      say(progress(pool));
      return false;
    };
    await pollUntil(isComplete, { everyMs: this.intervalMs, withinMs: Infinity });
    say("completed: the old nodes are gone");
  }

  private async read(): Promise<NodePool> {
    const [pool] = await this.client.getNodePool({ name: this.pool }, this.call);
    return pool;
  }

  private async underWay(what: string): Promise<void> {
    const pool = await this.read();
    if (phase(pool) !== undefined) return;
    throw new UserError({
      setting: pool.name ?? "pool",
      got: `no blue/green upgrade to ${what}`,
      expected: "a pool with upgrade.strategy BLUE_GREEN in the middle of one",
      fix: "gke-bluegreen nodes upgrade starts one; see upgrade in docs/configuration.md for the strategy.",
    });
  }

  /** Says each change of phase, batch and operation until the operation ends. */
  private async watch(operation: string, say: Say): Promise<void> {
    const name = `${this.cluster.replace(/\/clusters\/.*/, "")}/operations/${operation}`;
    let last = "";
    const hasEnded = async () => {
      const [[state], pool] = await Promise.all([this.client.getOperation({ name }, this.call), this.read()]);
      const line = progress(pool);
      if (line !== last) say((last = line));
      if (state.status !== "DONE") return false;
      if (state.error?.message)
        throw new UserError({
          setting: pool.name ?? "pool",
          got: state.error.message,
          expected: "an upgrade that ends well",
          fix: "Mend what it says, and start it again.",
        });
      say(`done: ${pool.name} is at ${pool.version}`);
      return true;
    };
    await pollUntil(hasEnded, { everyMs: this.intervalMs, withinMs: Infinity });
  }
}

/** The phase by its name; undefined while no blue/green upgrade is under way. */
function phase(pool: NodePool): string | undefined {
  const now = String(pool.updateInfo?.blueGreenInfo?.phase ?? "PHASE_UNSPECIFIED");
  return now === "PHASE_UNSPECIFIED" || now === "0" ? undefined : now;
}

/** Where an upgrade is, in one line. */
function progress(pool: NodePool): string {
  const info = pool.updateInfo?.blueGreenInfo;
  const settings = pool.upgradeSettings?.blueGreenSettings;
  const batch = settings?.standardRolloutPolicy;
  const parts = [
    `${pool.name}: ${phase(pool)?.toLowerCase().replaceAll("_", " ") ?? String(pool.status).toLowerCase()}`,
    ...(info?.greenPoolVersion ? [`to ${info.greenPoolVersion}`] : []),
    ...(phase(pool) === "DRAINING_BLUE_POOL" && batch
      ? [
          `batches of ${batch.batchNodeCount ?? `${Math.round((batch.batchPercentage ?? 0) * 100)} %`}, ${String(batch.batchSoakDuration?.seconds ?? 0)} s apart`,
        ]
      : []),
    ...(phase(pool) === "NODE_POOL_SOAKING" && settings?.nodePoolSoakDuration
      ? [
          `for ${String(settings.nodePoolSoakDuration.seconds)} s: \`nodes complete\` ends it, \`nodes rollback\` takes it back`,
        ]
      : []),
    ...(info?.bluePoolDeletionStartTime ? [`old nodes go at ${info.bluePoolDeletionStartTime}`] : []),
  ];
  return parts.join(", ");
}

/** The client, where GOOGLE_CONTAINER_CUSTOM_ENDPOINT says, with the token of GOOGLE_OAUTH_ACCESS_TOKEN or default credentials. */
function connect(): { client: ClusterManagerClient; call: object } {
  const endpoint = process.env["GOOGLE_CONTAINER_CUSTOM_ENDPOINT"];
  const token = process.env["GOOGLE_OAUTH_ACCESS_TOKEN"];
  const authClient = new OAuth2Client();
  if (token) authClient.setCredentials({ access_token: token });
  // With a token of its own the client looks for no other credentials. Each package has its own copy of the auth library's types.
  const own = token ? { authClient: authClient as never, projectId: "-" } : {};
  // A channel without TLS carries no credentials, so the token goes as the header it would be.
  const call = token ? { otherArgs: { headers: { authorization: `Bearer ${token}` } } } : {};
  if (!endpoint) return { client: new ClusterManagerClient(own), call };
  const { hostname, port, protocol } = new URL(endpoint);
  const plain = protocol === "http:";
  const address = { apiEndpoint: hostname, port: Number(port || (plain ? 80 : 443)) };
  return {
    client: new ClusterManagerClient({ ...own, ...address, ...(plain && { sslCreds: credentials.createInsecure() }) }),
    call,
  };
}
