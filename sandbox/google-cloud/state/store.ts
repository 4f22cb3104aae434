import { createRequire } from "node:module";
import { constants } from "node:os";
import { join } from "node:path";
import type * as Lmdb from "lmdb";
import type { RootDatabase } from "lmdb";
import { GoogleError } from "../transport/errors";

// Loaded at run time from where the package is installed: it has a native part, which cannot be in a bundle.
const { open } = createRequire(join(__dirname, "store.ts"))("lmdb") as typeof Lmdb;

/** As lmdb says it of a full disk: the system's number, or an input/output error where a part of a page went in. */
const UNWRITABLE: ReadonlySet<unknown> = new Set([constants.errno.ENOSPC, constants.errno.EIO]);

/** Nothing of the transaction was kept; what was committed before still is. */
export class DiskFullError extends GoogleError {
  constructor() {
    super("UNAVAILABLE", "The sandbox's disk is full: nothing was changed. Free some space and try again.");
  }
}

/** Under what something is kept: its kind, then what tells it from others of the kind. */
export type Key = readonly [kind: string, ...id: string[]];

/**
 * The state of one sandbox's cloud, in an embedded transactional database. What `change` returns is on its way to the disk as
 * one piece: a process killed at any time leaves either all of it or nothing.
 */
export class Store {
  readonly #database: RootDatabase<unknown, string[]>;
  #afterCommit: (() => void)[] | undefined;

  constructor(path: string) {
    // Records would be written with their description each time, and read half as fast; such older ones are still understood.
    const encoder = { useRecords: false, mapsAsObjects: true };
    const options = { path, noSubdir: true, maxDbs: 1, encoder };
    this.#database = open<unknown, string[]>(options);
  }

  get<T>(...key: Key): T | undefined {
    return this.#database.get([...key]) as T | undefined;
  }

  put(key: Key, value: object): void {
    this.#inside();
    this.#database.putSync([...key], value);
  }

  remove(key: Key): void {
    this.#inside();
    this.#database.removeSync([...key]);
  }

  /** Everything whose key begins so, in the order of the keys. */
  list<T>(...prefix: Key): T[] {
    return this.entries<T>(...prefix).map(([, value]) => value);
  }

  entries<T>(...prefix: Key): [key: string[], value: T][] {
    const result: [string[], T][] = [];
    for (const { key, value } of this.#database.getRange({ start: [...prefix] })) {
      if (!prefix.every((part, index) => key[index] === part)) break;
      result.push([key, value as T]);
    }
    return result;
  }

  /** As `entries`, without reading what is kept there. */
  keys(...prefix: Key): string[][] {
    const result: string[][] = [];
    for (const key of this.#database.getKeys({ start: [...prefix] })) {
      if (!prefix.every((part, index) => key[index] === part)) break;
      result.push(key);
    }
    return result;
  }

  /** Everything there is. */
  all(): [key: Key, value: unknown][] {
    return [...this.#database.getRange({})].map(({ key, value }) => [key as unknown as Key, value]);
  }

  /** Runs as one transaction: an exception takes back everything. May be nested. */
  change<T>(work: () => T): T {
    if (this.#afterCommit) return work();
    const afterCommit: (() => void)[] = [];
    this.#afterCommit = afterCommit;
    try {
      // Boxed: lmdb would hold the transaction open for a promise.
      const [result] = this.#database.transactionSync(() => [work()] as const);
      queueMicrotask(() => afterCommit.forEach((next) => next()));
      return result;
    } catch (error) {
      if (UNWRITABLE.has((error as { code?: unknown }).code)) throw new DiskFullError();
      throw error;
    } finally {
      this.#afterCommit = undefined;
    }
  }

  /** Called once the transaction that is open now is committed; never if it is taken back. */
  onCommit(next: () => void): void {
    this.#inside().push(next);
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  #inside() {
    if (!this.#afterCommit) throw new Error("state is changed inside of store.change() only");
    return this.#afterCommit;
  }
}
