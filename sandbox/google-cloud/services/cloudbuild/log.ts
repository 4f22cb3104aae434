import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Store } from "../../state/store";
import { type Contents, putObject } from "../storage/objects";
import { anyAnswer, otherwise } from "../../../../lib/errors/expected";

/** Where in Storage a build's log is put. */
export interface LogPlace {
  readonly store: Store;
  readonly contents: Contents;
  /** `gs://bucket` or `gs://bucket/folder`; a bucket that does not exist gets none. */
  readonly logsBucket: string;
  readonly build: string;
}

/** Between two writes into Storage, while lines come. */
const PUBLISH_EVERY_MS = 500;

/** The text log of one build: in a file as it comes, and in the logs bucket a moment later, as Cloud Build does it. */
export class BuildLog {
  readonly #file: number;
  #published = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly path: string,
    private readonly place: LogPlace,
  ) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#file = openSync(path, "a", 0o600);
  }

  line(text: string): void {
    writeSync(this.#file, `${text}\n`);
    this.#timer ??= setTimeout(() => void this.publish(), PUBLISH_EVERY_MS);
  }

  /** Puts what there is into Storage. */
  publish(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // A bucket that goes meanwhile, or a full disk: the build is not the worse for it, and the next look at its log tries again.
    this.#published = this.#published.then(() => this.put()).catch(otherwise(undefined, anyAnswer));
    return this.#published;
  }

  async close(): Promise<void> {
    await this.publish();
    closeSync(this.#file);
  }

  private async put(): Promise<void> {
    const { store, contents, logsBucket, build } = this.place;
    const [, bucket = "", folder = ""] = /^gs:\/\/([^/]+)\/?(.*)$/.exec(logsBucket) ?? [];
    if (store.get("bucket", bucket) === undefined) return;
    const written = await contents.write([readFileSync(this.path)]);
    const name = [...folder.split("/").filter((part) => part !== ""), `log-${build}.txt`].join("/");
    putObject(store, contents, bucket, name, { contentType: "text/plain; charset=utf-8" }, written, {});
  }
}
