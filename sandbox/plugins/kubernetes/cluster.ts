import type { CallLog } from "../../../lib/plugin";
import type { ApiClient } from "./client";
import { Discovery } from "./discovery";
import { Informers } from "./informers";
import type { ObjectKind } from "./object";
import { Objects } from "./objects";
import { Schemas } from "./schemas";
import type { Settings } from "./settings";

/** Groups whose kinds are compiled into the API server: they have no custom definitions, and no unknown fields by design. */
const builtInGroups = new Set([
  "",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "flowcontrol.apiserver.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
]);

/** Whether a kind is one of Kubernetes' own. */
export function isBuiltIn({ group }: ObjectKind): boolean {
  return builtInGroups.has(group);
}

/** One configured cluster: how to ask it, and what has been learned of it. */
export class Cluster {
  readonly objects: Objects;
  readonly discovery: Discovery;
  readonly schemas: Schemas;
  readonly informers: Informers;
  /** Namespaces that this program makes or has made. */
  readonly announcedNamespaces = new Set<string>();
  private reached: Promise<string | undefined> | undefined;
  private readonly said = new Set<string>();

  constructor(
    client: ApiClient,
    readonly settings: Settings,
  ) {
    this.discovery = new Discovery(client);
    this.objects = new Objects(client, this.discovery);
    this.schemas = new Schemas(client);
    this.informers = new Informers(client, this.discovery);
  }

  /** Why the cluster cannot be used, or undefined when it can. Asked once a run. */
  unreachable(): Promise<string | undefined> {
    this.reached ??= this.discovery.serves({ group: "", version: "v1", kind: "Namespace" }).then(
      () => undefined,
      (error: unknown) =>
        `unable to load schema information from the API server: ${error instanceof Error ? error.message : String(error)}`,
    );
    return this.reached;
  }

  /** A message that many resources would repeat, told for the first of them. */
  sayOnce(log: CallLog, message: string): void {
    if (this.said.has(message)) return;
    this.said.add(message);
    log.info(message);
  }

  /** A CustomResourceDefinition came or went. */
  kindsChanged(): void {
    this.discovery.invalidate();
    this.schemas.invalidate();
  }

  close(): void {
    this.informers.close();
  }
}
