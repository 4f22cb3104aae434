import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { ApiError, isStatus, NoSuchKindError } from "./api-error";
import type { ApiClient } from "./client";
import { resourcePath, type ApiResource, type Discovery } from "./discovery";
import { apiVersionOf, at, nameOf, text, type KubeObject, type ObjectKind } from "./object";

/** How long a watch outlives its last reader: the next resource of the kind usually comes within this time. */
const lingerMs = 2_000;
/** The server ends a watch after this time at the latest; we then start the next one. */
const watchSeconds = 290;

interface ListAnswer {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items?: readonly KubeObject[];
}

interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: KubeObject;
}

/** The objects of one kind in one namespace, kept up to date by a watch. */
export interface Informer {
  /** Resolves when the first list is in; rejects when the kind cannot be listed. */
  readonly synced: Promise<void>;
  /** Current objects. */
  objects(): Iterable<KubeObject>;
  get(name: string): KubeObject | undefined;
  /** Calls back after every change. Returns a function that ends this. */
  onChange(listener: () => void): () => void;
}

/** One watch for each kind and namespace, however many resources are waited for. */
export class Informers {
  private readonly running = new Map<string, RunningInformer>();

  constructor(
    private readonly client: ApiClient,
    private readonly discovery: Discovery,
  ) {}

  /** An informer that runs at least until `signal` aborts. */
  async open(kind: ObjectKind, namespace: string, signal: AbortSignal): Promise<Informer> {
    const resource = await this.discovery.resource(kind, signal);
    const key = resourcePath(resource, namespace);
    let informer = this.running.get(key);
    if (!informer || informer.stopped) {
      informer = new RunningInformer(this.client, resource, namespace);
      this.running.set(key, informer);
    }
    informer.retain(signal);
    return informer;
  }

  /** Ends all watches. */
  close(): void {
    for (const informer of this.running.values()) informer.stop();
    this.running.clear();
  }
}

class RunningInformer implements Informer {
  readonly synced: Promise<void>;
  private readonly store = new Map<string, KubeObject>();
  private readonly listeners = new Set<() => void>();
  private readonly abort = new AbortController();
  private readers = 0;
  private readonly path: string;

  constructor(
    private readonly client: ApiClient,
    private readonly resource: ApiResource,
    namespace: string,
  ) {
    this.path = resourcePath(resource, namespace);
    this.synced = new Promise((resolve, reject) => void this.run(resolve, reject));
    this.synced.catch(() => this.stop());
  }

  get stopped(): boolean {
    return this.abort.signal.aborted;
  }

  objects(): Iterable<KubeObject> {
    return this.store.values();
  }

  get(name: string): KubeObject | undefined {
    return this.store.get(name);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  retain(signal: AbortSignal): void {
    this.readers++;
    const release = (): void => {
      this.readers--;
      setTimeout(() => this.readers === 0 && this.stop(), lingerMs).unref();
    };
    if (signal.aborted) release();
    else signal.addEventListener("abort", release, { once: true });
  }

  stop(): void {
    this.abort.abort();
  }

  private async run(synced: () => void, failed: (error: unknown) => void): Promise<void> {
    let first = true;
    while (!this.stopped) {
      try {
        const listed = await this.list();
        if (first) synced();
        first = false;
        this.changed();
        await this.follow(listed);
      } catch (error) {
        if (this.stopped) return;
        // What we may not see, or what does not exist, will not change by asking again.
        const hopeless = error instanceof NoSuchKindError || isStatus(error, 403) || isStatus(error, 404);
        if (first && (hopeless || error instanceof ApiError)) return failed(error);
        await sleep(500, undefined, { signal: this.abort.signal }).catch(() => undefined);
      }
    }
  }

  /** Watches from a version on, one watch after the other, until a new list is needed. */
  private async follow(version: string): Promise<void> {
    const next = await this.watch(version);
    if (next !== undefined && !this.stopped) await this.follow(next);
  }

  /** Replaces the store by a fresh list; the version to watch from. */
  private async list(): Promise<string> {
    const found = new Map<string, KubeObject>();
    let version: string;
    let next: string | undefined;
    do {
      const answer: ListAnswer = await this.client.json<ListAnswer>({
        method: "GET",
        path: this.path,
        query: { limit: "500", continue: next },
        signal: this.abort.signal,
      });
      const kind = { apiVersion: apiVersionOf(this.resource), kind: this.resource.kind };
      for (const item of answer.items ?? []) found.set(nameOf(item), { ...kind, ...item });
      version = answer.metadata?.resourceVersion ?? "";
      next = answer.metadata?.continue || undefined;
    } while (next);
    this.store.clear();
    for (const [name, object] of found) this.store.set(name, object);
    return version;
  }

  /** Follows changes until the server ends the watch. The version to go on from; undefined when a new list is needed. */
  private async watch(version: string): Promise<string | undefined> {
    const query = {
      watch: "true",
      allowWatchBookmarks: "true",
      resourceVersion: version,
      timeoutSeconds: String(watchSeconds),
    };
    const { signal } = this.abort;
    const response = await this.client.stream({ method: "GET", path: this.path, query, signal });
    const input = response.headers["content-encoding"] === "gzip" ? response.pipe(createGunzip()) : response;
    let latest: string | undefined = version;
    const broken = new Promise<never>((_, reject) => {
      response.on("error", reject);
      input.on("error", reject);
    });
    broken.catch(() => undefined);
    for await (const line of createInterface({ input })) {
      if (line === "") continue;
      const { type, object } = JSON.parse(line) as WatchEvent;
      if (type === "ERROR") return undefined; // Usually 410: our version is too old.
      latest = text(at(object, "metadata", "resourceVersion")) ?? latest;
      if (type === "BOOKMARK") continue;
      if (type === "DELETED") this.store.delete(nameOf(object));
      else this.store.set(nameOf(object), object);
      this.changed();
    }
    return latest;
  }

  private changed(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** Whether an informer's object is the very one that was made, and not a namesake. */
export function isSameObject(object: KubeObject, uid: string | undefined): boolean {
  return uid === undefined || text(at(object, "metadata", "uid")) === uid;
}
