import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { equalValues } from "../../../lib/plugin";
import { ApiError, isAlreadyExists, isGone, UnreachableError } from "./api-error";
import {
  annotationIsTrue,
  apiVersionOf,
  at,
  kindOf,
  list,
  nameOf,
  objectId,
  prune,
  text,
  type KubeObject,
} from "./object";
import type { Objects } from "./objects";
import { createManager } from "./target";

/** What was about to be created, under which URN. Holds nothing secret. */
interface Entry {
  readonly urn: string;
  /** Kind and id of the object. */
  readonly object: string;
  readonly name: string;
  readonly autonamed: boolean;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Known once the server has answered. */
  readonly uid?: string;
}

/** The server's clock and ours may differ this much. */
const clockSkewMs = 5_000;

/**
 * Remembers on disk what is being created until the engine is seen to know of it. When plugin or engine die between the
 * server's work and the engine's note of it, or when the server's answer is lost, the next attempt finds the object, sees that
 * this very resource made it, and goes on with it: nothing is orphaned, and nothing fails with "already exists".
 */
export class CreationJournal {
  /** File names of entries that the engine has not been seen to know of. */
  private readonly unconfirmed: Set<string>;

  private constructor(
    private readonly folder: string,
    private readonly server: string,
  ) {
    this.unconfirmed = new Set(readNames(folder));
  }

  /** The journal of one API server's objects. @param home the engine's own folder */
  static open(server: string, home = process.env["PULUMI_HOME"] || join(homedir(), ".pulumi")): CreationJournal {
    return new CreationJournal(join(home, "kubernetes-creations"), server);
  }

  /** The engine has this resource in its state: there is nothing left to remember. */
  async confirm(urn: string): Promise<void> {
    const file = this.fileOf(urn);
    if (this.unconfirmed.delete(file)) await rm(join(this.folder, file), { force: true });
  }

  /** The generated name under which an earlier attempt may have created the resource. */
  async pendingName(urn: string): Promise<string | undefined> {
    const entry = await this.read(urn);
    return entry?.autonamed ? entry.name : undefined;
  }

  /** Creates an object, or takes the one that an attempt of ours has created already. */
  async create(
    urn: string,
    inputs: KubeObject,
    objects: Objects,
    post: () => Promise<KubeObject>,
    signal: AbortSignal,
  ): Promise<KubeObject> {
    const earlier = await this.read(urn);
    const entry = earlier?.object === keyOf(inputs) ? earlier : await this.begin(urn, inputs);
    try {
      const created = await post();
      return await this.done(entry, created);
    } catch (error) {
      if (!isAlreadyExists(error) && !isUncertain(error)) {
        if (error instanceof ApiError) await this.confirm(urn); // Refused: nothing was made.
        throw error;
      }
      const live = await objects.get(inputs, signal).catch((getError: unknown) => {
        if (isGone(getError)) return undefined;
        throw error;
      });
      if (!live) return await this.done(entry, await post());
      if (!isOurs(live, entry)) throw error;
      const adopted = equalValues(prune(live, inputs), inputs)
        ? live
        : await objects.apply(inputs, { fieldManager: createManager, force: true, signal });
      return await this.done(entry, adopted);
    }
  }

  private async begin(urn: string, inputs: KubeObject): Promise<Entry> {
    const entry: Entry = {
      urn,
      object: keyOf(inputs),
      name: nameOf(inputs),
      autonamed: annotationIsTrue(inputs, "pulumi.com/autonamed"),
      startedAt: Date.now(),
    };
    await this.write(entry);
    return entry;
  }

  private async done(entry: Entry, created: KubeObject): Promise<KubeObject> {
    const uid = text(at(created, "metadata", "uid"));
    if (uid !== undefined) await this.write({ ...entry, uid });
    return created;
  }

  private async read(urn: string): Promise<Entry | undefined> {
    const file = this.fileOf(urn);
    if (!this.unconfirmed.has(file)) return undefined;
    try {
      return JSON.parse(await readFile(join(this.folder, file), "utf8")) as Entry;
    } catch {
      // Gone, or cut short by a crash: as if it had never been.
      return undefined;
    }
  }

  private async write(entry: Entry): Promise<void> {
    const file = this.fileOf(entry.urn);
    const path = join(this.folder, file);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.${process.pid}`, JSON.stringify(entry), { mode: 0o600 });
    await rename(`${path}.${process.pid}`, path);
    this.unconfirmed.add(file);
  }

  private fileOf(urn: string): string {
    return createHash("sha256").update(`${this.server}\n${urn}`).digest("hex").slice(0, 32);
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // No folder: nothing was ever created.
  }
}

function keyOf(object: KubeObject): string {
  const kind = kindOf(object);
  return `${apiVersionOf(kind)}/${kind.kind} ${objectId(object)}`;
}

/** The request may have been carried out: the connection broke, or something between us and the server gave up. */
function isUncertain(error: unknown): boolean {
  return error instanceof UnreachableError || (error instanceof ApiError && [500, 502, 503, 504].includes(error.code));
}

/** Made by the attempt that the entry is of, and by nobody else. */
function isOurs(live: KubeObject, entry: Entry): boolean {
  if (entry.uid !== undefined) return text(at(live, "metadata", "uid")) === entry.uid;
  const created = Date.parse(text(at(live, "metadata", "creationTimestamp")) ?? "");
  const byUs = list(at(live, "metadata", "managedFields")).some(
    (fields) => at(fields, "manager") === createManager && at(fields, "operation") === "Update",
  );
  return byUs && created >= entry.startedAt - clockSkewMs;
}
