import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pollUntil } from "../../lib/retry";
import { Load, type Sample } from "../../sandbox/load/open-loop";
import { bundleProgram } from "./program-bundle";
import { loopbackUrl } from "../../sandbox/testing/loopback";
import { type EngineRun, PulumiProject } from "../../sandbox/testing/pulumi-project";

/** A cluster of a sandbox, as far as a drill goes. */
export interface StageCluster {
  /** The sandbox's folder. */
  readonly home: string;
  /** The cluster's number in its sandbox. */
  readonly index: number;
  /** Runs kubectl; answers its output. */
  kubectl(args: readonly string[], input?: object): Promise<string>;
}

/** What of a stack file the drill writes: sections of `gke-bluegreen:` by their keys. */
export interface StageFile {
  readonly apps: Readonly<Record<string, object>>;
  readonly switches?: Readonly<Record<string, object>>;
  readonly notebooks?: Readonly<Record<string, object>>;
}

/** An update, and what users saw meanwhile. */
export interface Update extends EngineRun {
  readonly samples: readonly Sample[];
  /** What went wrong for users, each kind once. */
  readonly failures: readonly string[];
  /** What answered: colour and version. */
  readonly answers: readonly string[];
}

/** An update that died at a step, and how it left the stack. */
export interface KilledUpdate extends Update {
  /** Whether `pulumi cancel` was needed, as a user needs it. */
  readonly locked: boolean;
  /** Processes that should have ended with it. */
  readonly remains: readonly string[];
}

/** Who dies of a kill: the engine with its plugin, or the plugin alone. */
export type Victim = "engine" | "plugin";

/** Where users of an app come in. */
export interface Entrance {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const root = resolve(__dirname, "../..");

/** A stack of its own on a cluster of the sandbox, with users who never stop asking. */
export class Stage {
  private readonly configFile: string;
  /** Where the drill's users ask, once the stack is up. @default none */
  entrances: readonly Entrance[] = [];

  private constructor(
    readonly cluster: StageCluster,
    readonly namespace: string,
    readonly image: string,
    readonly project: PulumiProject,
  ) {
    this.configFile = join(project.folder, "config.json");
    project.environment["BLUE_GREEN_CONFIG"] = this.configFile;
    project.environment["PATH"] = `${join(root, "cli", "drill", "bin")}:${project.environment["PATH"]}`;
  }

  /** @param namespace one that exists and goes with the stage's owner */
  static async open(cluster: StageCluster, namespace: string, image: string): Promise<Stage> {
    const kubeconfig = await cluster.kubectl(["config", "view", "--raw", "--minify", "-o", "json"]);
    execFileSync(process.execPath, [join(root, "build.mjs")]);
    const project = await PulumiProject.create("stage", kubeconfig);
    await bundleProgram(project.folder);
    return new Stage(cluster, namespace, image, project);
  }

  configure(file: StageFile): void {
    writeFileSync(this.configFile, JSON.stringify(file));
  }

  /** Updates without users, for the beginning. */
  async deploy(file: StageFile): Promise<void> {
    this.configure(file);
    await this.project.up();
  }

  /** An update that is killed before a step (`route`, `route:api`, `scale#2`); afterwards the stack is free for the next one. */
  async updateKilled(file: StageFile, step: string, victim: Victim = "engine"): Promise<KilledUpdate> {
    const environment = { GKE_BLUEGREEN_DRILL_KILL_BEFORE: step, GKE_BLUEGREEN_DRILL_KILL: victim };
    const update = await this.update(file, environment);
    const { locked } = this.project;
    if (locked) await this.project.mustRun(["cancel", "--yes"]);
    return { ...update, locked, remains: await this.project.stopRemains() };
  }

  /** One update while users ask at every entrance; `args` are the engine's. */
  async update(
    file: StageFile,
    environment: NodeJS.ProcessEnv = {},
    args: readonly string[] = ["up", "--yes", "--skip-preview"],
  ): Promise<Update> {
    this.configure(file);
    return await this.underLoad(() => this.project.run(args, environment));
  }

  /** One update that is interrupted as by Ctrl-C at a terminal, when the signal is aborted, while users ask. */
  async updateInterrupted(file: StageFile, signal: AbortSignal): Promise<Update> {
    this.configure(file);
    return await this.underLoad(() => this.project.run(["up", "--yes", "--skip-preview"], {}, signal, "SIGINT"));
  }

  /** Does something while users ask, and answers what they saw. */
  async underLoad(work: () => Promise<EngineRun>, rate = 50): Promise<Update> {
    const loads = this.entrances.map(
      ({ url, headers = {} }, index) =>
        // New connections and kept ones see different things in a switch.
        new Load(url, { rate, seconds: 180, connections: index % 2 === 0 ? "new" : "kept", headers }),
    );
    await pollUntil(() => loads.every(({ samples }) => samples.length > 0), { everyMs: 20, withinMs: Infinity });
    let run: EngineRun;
    try {
      run = await work();
    } finally {
      await Promise.all(loads.map((load) => load.stop()));
    }
    const samples = loads.flatMap((load) => load.samples);
    const failures = samples.flatMap(({ failure }) => failure ?? []);
    return {
      ...run,
      samples,
      failures: [...new Set(failures)].map((one) => `${failures.filter((other) => other === one).length} × ${one}`),
      answers: [...new Set(samples.flatMap(({ color }) => color ?? []))].sort(),
    };
  }

  /** The colour that a live Service of the namespace leads to. */
  async live(app = "web"): Promise<string> {
    return await this.get("service", app, "{.spec.selector.color}");
  }

  /** One field of an object of the namespace. */
  async get(kind: string, name: string, jsonPath: string): Promise<string> {
    return await this.cluster.kubectl(["-n", this.namespace, "get", kind, name, "-o", `jsonpath=${jsonPath}`]);
  }

  /** Outputs of the switch of an app, or of the group of this name. */
  async switchOutputs(name = "web"): Promise<Readonly<Record<string, unknown>>> {
    const found = (await this.project.resources()).find(
      ({ type, urn }) => type.startsWith("gke-bluegreen:workloads:TrafficSwitch") && urn.endsWith(`::${name}`),
    );
    return found?.outputs ?? {};
  }

  /** The address on 127.0.0.1 that leads to a load balancer, such as `Service default/web` or `Ingresses and Gateways`. */
  async loopback(what: string, port: number, timeoutMs = 60_000): Promise<string> {
    return await loopbackUrl(this.cluster, what, port, timeoutMs);
  }

  /** Takes the stack down. */
  async close(): Promise<void> {
    await this.project.close();
  }
}
