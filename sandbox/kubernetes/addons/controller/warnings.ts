import type { CoreV1Api, KubernetesObject } from "@kubernetes/client-node";

/** What is said of an object to whoever waits for it: `kubectl describe` shows it, and an update while it waits. */
export interface Warning {
  /** In CamelCase, as events have it. */
  readonly reason: string;
  readonly message: string;
}

/** Events of type Warning on objects; the same one is not said twice of the same object. */
export class Warnings {
  private readonly said = new Map<string, string>();

  /** @param component in whose name they are said */
  constructor(
    private readonly core: Pick<CoreV1Api, "createNamespacedEvent">,
    private readonly component: string,
  ) {}

  /** @param kind with its version, since objects in lists have none */
  async say(
    { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
    { metadata }: KubernetesObject,
    { reason, message }: Warning,
  ): Promise<void> {
    const { name, namespace = "default", uid = "" } = metadata ?? {};
    if (this.said.get(uid) === message) return;
    this.said.set(uid, message);
    const moment = new Date();
    await this.core.createNamespacedEvent({
      namespace,
      body: {
        metadata: { generateName: `${name}.`, namespace },
        involvedObject: { apiVersion, kind, namespace, uid, ...(name === undefined ? {} : { name }) },
        type: "Warning",
        reason,
        message,
        source: { component: this.component },
        firstTimestamp: moment,
        lastTimestamp: moment,
        count: 1,
      },
    });
  }
}
