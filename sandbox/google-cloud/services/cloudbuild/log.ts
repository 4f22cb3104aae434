import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** The text log of one build, which Cloud Build would put into Storage. */
export class BuildLog {
  readonly #file: number;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#file = openSync(path, "a", 0o600);
  }

  line(text: string): void {
    writeSync(this.#file, `${text}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
