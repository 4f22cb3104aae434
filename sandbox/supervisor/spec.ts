/** How to see that a process does its work, not just that it runs. */
export type Probe =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  /** Somebody listens on this port in the process's own network namespace. */
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "http"; readonly url: string; readonly caFile?: string; readonly tokenFile?: string }
  /** A socket's path as the process itself sees it. */
  | { readonly kind: "unix"; readonly path: string };

/** A process that the supervisor keeps running. */
export interface ProcessSpec {
  /** Unique in the sandbox, for example `imageview/etcd`; also the path of its log under `logs/`. */
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Added to a small base environment (PATH, HOME, LANG). */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Files of a network and a mount namespace to run in. */
  readonly netns?: string;
  readonly mntns?: string;
  /** Changes when the namespaces were made anew, so that the process is replaced. */
  readonly generation?: string;
  /** `cgroup.procs` files that the process writes itself into before it starts. */
  readonly cgroupProcs?: readonly string[];
  readonly ready?: Probe;
  /** Names of processes that must be ready before this one starts. */
  readonly dependsOn?: readonly string[];
  /** @default 10 */
  readonly stopSeconds?: number;
}

/** How far a process can be. */
export const processPhases = ["waiting", "starting", "ready", "restarting", "stopping"] as const;
/** How far a process is. */
export type ProcessPhase = (typeof processPhases)[number];

/** A process as the supervisor has it. */
export interface ProcessStatus {
  readonly name: string;
  readonly phase: ProcessPhase;
  readonly pid?: number;
  /** How often it died and was started again. */
  readonly restarts: number;
  /** How it last ended, in words. */
  readonly lastExit?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly log: string;
}
