import type { PropertyValue } from "../../../lib/plugin";
import type { ApiClient } from "./client";
import type { Discovery } from "./discovery";
import { resourcePath, type ApiResource } from "./discovery";
import { kindOf, nameOf, namespaceOf, type KubeObject } from "./object";

/** What a write may ask for. */
export interface WriteOptions {
  readonly fieldManager: string;
  readonly dryRun?: boolean;
  /** Take fields from other managers. Only for apply. */
  readonly force?: boolean;
  /** What the server does about fields it does not know. @default its own default: `Warn` */
  readonly fieldValidation?: "Strict" | "Warn" | "Ignore";
  readonly signal?: AbortSignal;
  readonly onWarning?: (message: string) => void;
}

export type PropagationPolicy = "Foreground" | "Background" | "Orphan";

/** Reads and writes objects of any kind the server serves. */
export class Objects {
  constructor(
    readonly client: ApiClient,
    readonly discovery: Discovery,
  ) {}

  async get(object: KubeObject, signal?: AbortSignal): Promise<KubeObject> {
    return this.client.json({ method: "GET", path: await this.pathOf(object, signal), signal });
  }

  async create(object: KubeObject, options: WriteOptions): Promise<KubeObject> {
    const resource = await this.discovery.resource(kindOf(object), options.signal);
    return this.client.json({
      method: "POST",
      path: resourcePath(resource, namespaceOf(object)),
      body: object,
      ...writeRequest(options),
    });
  }

  /** Server-side apply. */
  async apply(object: KubeObject, options: WriteOptions): Promise<KubeObject> {
    return this.client.json({
      method: "PATCH",
      path: await this.pathOf(object, options.signal),
      body: object,
      contentType: "application/apply-patch+yaml",
      ...writeRequest(options),
    });
  }

  async replace(object: KubeObject, options: WriteOptions): Promise<KubeObject> {
    const path = await this.pathOf(object, options.signal);
    return this.client.json({ method: "PUT", path, body: object, ...writeRequest(options) });
  }

  /** A JSON patch, a merge patch or a strategic merge patch. */
  async patch(
    object: KubeObject,
    type: "json" | "merge" | "strategic-merge",
    body: PropertyValue,
    options: Partial<WriteOptions>,
  ): Promise<KubeObject> {
    return this.client.json({
      method: "PATCH",
      path: await this.pathOf(object, options.signal),
      body,
      contentType: `application/${type}-patch+json`,
      ...writeRequest(options),
    });
  }

  /** Deletes the object, but only if it is still the one with this uid. Whether it is gone already. */
  async delete(
    object: KubeObject,
    options: {
      readonly propagation: PropagationPolicy;
      readonly uid: string | undefined;
      readonly signal: AbortSignal;
    },
  ): Promise<boolean> {
    const answer = await this.client.json<{ kind?: string } | undefined>({
      method: "DELETE",
      path: await this.pathOf(object, options.signal),
      body: {
        apiVersion: "v1",
        kind: "DeleteOptions",
        propagationPolicy: options.propagation,
        ...(options.uid && { preconditions: { uid: options.uid } }),
      },
      signal: options.signal,
    });
    // A Status means that nothing is left; an object, that finalizers are still at work.
    return answer?.kind === "Status";
  }

  private async pathOf(object: KubeObject, signal?: AbortSignal): Promise<string> {
    const resource: ApiResource = await this.discovery.resource(kindOf(object), signal);
    return resourcePath(resource, namespaceOf(object), nameOf(object));
  }
}

function writeRequest(options: Partial<WriteOptions>) {
  return {
    query: {
      fieldManager: options.fieldManager,
      dryRun: options.dryRun ? "All" : undefined,
      force: options.force === undefined ? undefined : String(options.force),
      fieldValidation: options.fieldValidation,
    },
    ...(options.signal && { signal: options.signal }),
    ...(options.onWarning && { onWarning: options.onWarning }),
  };
}
