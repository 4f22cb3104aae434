import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { syntaxError, systemError, tolerate } from "../../../../lib/errors/expected";

/** What was about to be created. Holds nothing secret. */
interface Entry {
  readonly urn: string;
  /** Address of the resource. */
  readonly item: string;
  /** The name that was generated for it, if one was. */
  readonly generatedName?: string;
}

/**
 * Remembers on disk what is being created until the engine is seen to know of it. When plugin or engine die between Google's
 * work and the engine's note of it, the next attempt finds the resource, sees that this very program made it, and goes on with
 * it: nothing is orphaned, and nothing fails with "already exists".
 */
export class CreationJournal {
  private readonly folder: string;

  /** @param home the engine's own folder */
  constructor(home: string) {
    this.folder = join(home, "gcp-creations");
  }

  static open(environment: NodeJS.ProcessEnv): CreationJournal {
    return new CreationJournal(environment["PULUMI_HOME"] || join(homedir(), ".pulumi"));
  }

  begin(entry: Entry): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.fileOf(entry.urn), JSON.stringify(entry), { mode: 0o600 });
  }

  /** Whether an earlier attempt of the same program asked for the same resource and never told the engine. */
  wasBegun(urn: string, item: string): boolean {
    return this.read(urn)?.item === item;
  }

  /** The generated name under which an earlier attempt may have created the resource. */
  pendingName(urn: string): string | undefined {
    return this.read(urn)?.generatedName;
  }

  /** The engine knows, or nothing was made: there is nothing left to remember. */
  forget(urn: string): void {
    rmSync(this.fileOf(urn), { force: true });
  }

  private read(urn: string): Entry | undefined {
    try {
      return JSON.parse(readFileSync(this.fileOf(urn), "utf8")) as Entry;
    } catch (error) {
      tolerate(error, systemError, syntaxError);
      return undefined; // None, or one that was cut off while it was written.
    }
  }

  private fileOf(urn: string): string {
    return join(this.folder, `${createHash("sha256").update(urn).digest("hex").slice(0, 32)}.json`);
  }
}
