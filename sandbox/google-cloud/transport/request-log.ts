/** A call that was answered. */
export interface LogEntry {
  readonly time: string;
  readonly transport: "rest" | "grpc";
  /** `container.ClusterManager.CreateCluster`, or the verb and path of what no method answers. */
  readonly method: string;
  readonly resource: string;
  readonly status: string;
  readonly ms: number;
  readonly userAgent: string;
  readonly note?: string;
}

/** One line a call, for people. The last calls are kept in memory too, for the admin endpoint. */
export class RequestLog {
  /** The last calls, oldest first. */
  readonly recent: LogEntry[] = [];

  /** @param write gets each line, without its line break */
  constructor(readonly write: (line: string) => void) {}

  add(entry: LogEntry): void {
    const masked = {
      ...entry,
      resource: mask(entry.resource),
      ...(entry.note === undefined ? {} : { note: mask(entry.note) }),
    };
    this.recent.push(masked);
    if (this.recent.length > 1000) this.recent.shift();
    this.write(line(masked));
  }
}

function line(entry: LogEntry): string {
  const ms = entry.ms < 10 ? entry.ms.toFixed(1) : entry.ms.toFixed(0);
  return [entry.time, entry.status.padEnd(3), `${ms} ms`.padStart(8), entry.method, entry.resource, entry.note ?? ""]
    .join(" ")
    .trimEnd();
}

const SECRET_PARAMETERS = /([?&](?:access_token|key|token|upload_id)=)[^&\s]+/gi;
const SECRET_WORDS = /\b(?:ya29\.|Bearer +|AIza)[\w.\-/+=]+/g;

/** Takes out of a line what may be a secret. */
export function mask(text: string): string {
  return text
    .replace(SECRET_PARAMETERS, "$1***")
    .replace(SECRET_WORDS, "***")
    .replace(/[\r\n]+/g, " | ");
}
