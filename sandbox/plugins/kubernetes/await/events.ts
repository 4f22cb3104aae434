import type { Informer, Informers } from "../informers";
import { at, count, kindOf, nameOf, namespaceOf, text, type KubeObject } from "../object";

const eventKind = { group: "", version: "v1", kind: "Event" };

/** Kinds whose trouble shows in events: the server's controllers tell there why they cannot go on. */
const eventful = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "Job",
  "Pod",
  "PersistentVolumeClaim",
  "Ingress",
  "Service",
]);

/** Warnings about an object and about what it has made, each told once. */
export class WarningEvents {
  private readonly told = new Set<string>();
  private readonly since = Date.now() - 5_000;

  private constructor(
    private readonly object: KubeObject,
    readonly informers: readonly Informer[],
  ) {}

  /** Without the right to list events there are none. */
  static async open(object: KubeObject, informers: Informers, signal: AbortSignal): Promise<WarningEvents> {
    if (!eventful.has(kindOf(object).kind)) return new WarningEvents(object, []);
    try {
      const informer = await informers.open(eventKind, namespaceOf(object), signal);
      await informer.synced;
      return new WarningEvents(object, [informer]);
    } catch (error) {
      if (signal.aborted) throw error;
      return new WarningEvents(object, []);
    }
  }

  /** Warnings not told yet. */
  fresh(): string[] {
    const messages = this.all().filter((message) => !this.told.has(message));
    for (const message of messages) this.told.add(message);
    return messages;
  }

  /** All warnings since the wait began. */
  all(): string[] {
    const messages = new Set<string>();
    for (const informer of this.informers) {
      for (const event of informer.objects()) {
        if (text(event["type"]) === "Warning" && this.isAbout(event) && this.isRecent(event)) {
          const about = text(at(event, "involvedObject", "name")) ?? "";
          const subject = about === nameOf(this.object) ? "" : `${about}: `;
          messages.add(`${subject}[${text(event["reason"]) ?? ""}] ${text(event["message"]) ?? ""}`);
        }
      }
    }
    return [...messages];
  }

  /** Pods and ReplicaSets are named after what made them. */
  private isAbout(event: KubeObject): boolean {
    const name = text(at(event, "involvedObject", "name")) ?? "";
    const own = nameOf(this.object);
    if (name === own) return text(at(event, "involvedObject", "kind")) === kindOf(this.object).kind;
    const kind = text(at(event, "involvedObject", "kind")) ?? "";
    return name.startsWith(`${own}-`) && (kind === "Pod" || kind === "ReplicaSet");
  }

  private isRecent(event: KubeObject): boolean {
    const times = [event["lastTimestamp"], event["eventTime"], at(event, "series", "lastObservedTime")];
    const latest = Math.max(...times.map((time) => Date.parse(text(time) ?? "") || 0));
    return latest >= this.since || (latest === 0 && (count(event["count"]) ?? 1) > 0);
  }
}
