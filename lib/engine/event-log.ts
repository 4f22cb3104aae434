import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The descriptor under which the engine finds its log: the first after stdin, stdout and stderr. */
const IN_ENGINE = 3;

/**
 * What one run of the engine writes about itself. The engine writes secrets in clear into it, so it is a file without a name: nobody
 * else can open it, and the system frees it with the last process that has it open, also when that is killed.
 */
export class EventLog {
  /** For the engine, as its fourth standard descriptor. */
  readonly descriptor: number;
  /** Arguments of the engine that make it write here. */
  readonly flags = ["--event-log", `/dev/fd/${IN_ENGINE}`] as const;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "gke-bluegreen-"));
    try {
      this.descriptor = openSync(join(folder, "events"), "wx+", 0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** All that was written until now; the last line may be half written. */
  text(): string {
    const bytes = Buffer.alloc(fstatSync(this.descriptor).size);
    let read = 0;
    while (read < bytes.length) {
      const more = readSync(this.descriptor, bytes, read, bytes.length - read, read);
      if (more === 0) break;
      read += more;
    }
    return bytes.toString("utf8", 0, read);
  }

  /** Calls back when more was written, until the answer is called. */
  onChange(look: () => void): () => void {
    const watcher = watch(`/dev/fd/${this.descriptor}`, look);
    return () => watcher.close();
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
