import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { type Answer, VegetaLoad } from "../../sandbox/load/vegeta";
import { deadline } from "../../lib/retry";
import { projectFolder, pulumi, pulumiInBackground, pulumiOutput } from "../stack/engine";
import { type Api, endpoint, GoogleClient } from "../../lib/google";

/** A Google Cloud project, the sandbox's or a real one: where the journey goes. */
export interface Place {
  readonly project: string;
  /** The repository's stack file that the journey's is made from. */
  readonly stackFile: "Pulumi.sandbox.yaml" | "Pulumi.dev.yaml";
  /** The engine's environment: backend, passphrase, credentials, endpoints. */
  readonly environment: NodeJS.ProcessEnv;
  /** Where the program runs: see `makeProjectView`. */
  readonly folder: string;
  /** Requests a second during a switch. */
  readonly rate: number;
  /** Whether the engine's progress is shown. */
  readonly shown: boolean;
}

/** Stacks of journeys are told from others by this. */
export const STACK_PREFIX = "journey-";

const app = "webserver";

/** Changes of a stack file: path below `gke-bluegreen:` → value; `undefined` takes a setting away. */
export type Changes = Readonly<Record<string, unknown>>;

/** The main example's whole life under a name of its own: create, build, deploy, switch under load, roll back, destroy. */
export class Journey {
  /** Name of the stack and of everything on Google Cloud. */
  readonly name: string;
  /** The stack's configuration. */
  readonly file: string;

  /** @param stack an earlier journey's, to destroy what it left */
  constructor(
    private readonly place: Place,
    stack = `${STACK_PREFIX}${randomBytes(3).toString("hex")}`,
  ) {
    this.name = stack;
    this.file = join(place.folder, `Pulumi.${stack}.yaml`);
  }

  /** From an empty stack to a page that is served; answers its address. */
  async create(): Promise<string> {
    await this.update("blue");
    const outputs = JSON.parse(this.ask("stack", "output", "--json")) as { apps: Record<typeof app, { url: string }> };
    return outputs.apps[app].url;
  }

  /** Does something while users ask; answers what they saw. */
  async underLoad(url: string, work: () => Promise<void>): Promise<readonly Answer[]> {
    const users = await VegetaLoad.start(url, { rate: this.place.rate, connections: "new", headers: {} });
    const [done] = await Promise.allSettled([work()]);
    const answers = await users.stop();
    if (done.status === "rejected") throw done.reason;
    return answers;
  }

  /** The engine's own words on what an update would change now. */
  preview(): string {
    return this.ask("preview", "--diff");
  }

  /** Deletes everything, then the stack. */
  async destroy(): Promise<void> {
    const { code, output } = await this.run("destroy", "--yes", "--skip-preview");
    if (code !== 0) throw new Error(`pulumi destroy of ${this.name} ended with ${code}\n${output}`);
    this.forget();
  }

  /** Takes the empty stack away. */
  forget(): void {
    this.ask("stack", "rm", "--yes");
  }

  /** What the project still has of it; the environment of this process says where the project is. */
  async remains(): Promise<readonly string[]> {
    const { project } = this.place;
    const region = "asia-northeast3";
    const lists: readonly [Api, string][] = [
      ["container", `projects/${project}/locations/-/clusters`],
      ["compute", `projects/${project}/global/networks`],
      ["compute", `projects/${project}/regions/${region}/subnetworks`],
      ["compute", `projects/${project}/regions/${region}/routers`],
      ["compute", `projects/${project}/global/firewalls`],
      ["artifactregistry", `projects/${project}/locations/${region}/repositories`],
      ["storage", `b?project=${project}`],
      ["monitoring", `v3/projects/${project}/alertPolicies`],
    ];
    const client = new GoogleClient();
    const found: string[] = [];
    for (const [api, path] of lists) {
      const [bare = "", query] = path.split("?");
      const answer = await client.json<object>(api, bare, {
        signal: deadline(undefined, 30_000),
        ...(query !== undefined && { query: Object.fromEntries(new URLSearchParams(query)) }),
      });
      const ours = JSON.stringify(answer).includes(this.name);
      if (ours) found.push(endpoint(api) + path);
    }
    return found;
  }

  /** The stack without anything in it. */
  init(): void {
    this.configure("blue");
    this.ask("stack", "init");
  }

  /** Brings the stack to what its file says, with this colour live. */
  async update(active: string): Promise<void> {
    this.configure(active);
    const { code, output } = await this.run("up", "--yes", "--skip-preview");
    if (code !== 0) throw new Error(`pulumi up of ${this.name} ended with ${code}\n${output}`);
  }

  private ask(...words: string[]): string {
    return pulumiOutput(this.words(words), this.place.environment);
  }

  private async run(...words: string[]): Promise<{ readonly code: number; readonly output: string }> {
    const { environment, shown } = this.place;
    if (shown) return { code: await pulumi(this.words(words), environment), output: "" };
    return await pulumiInBackground(this.words(words), environment);
  }

  private words(words: readonly string[]): readonly string[] {
    return ["-C", this.place.folder, "--non-interactive", ...words, "--stack", this.name];
  }

  /** Writes the stack's file: the repository's, under the journey's name, with what is changed besides. */
  configure(active: string, changes: Changes = {}): void {
    const file = load(readFileSync(join(projectFolder, this.place.stackFile), "utf8")) as { config: Settings };
    file.config["gcp:project"] = this.place.project;
    const all: Changes = {
      "cluster.name": this.name,
      // Nobody is to be woken by a test.
      monitoring: undefined,
      [`apps.${app}.active`]: active,
      [`apps.${app}.settings.configMaps.projectid`]: { "project.id": this.place.project },
      ...changes,
    };
    for (const [path, value] of Object.entries(all)) change(file.config, `gke-bluegreen:${path}`.split("."), value);
    writeFileSync(this.file, dump(file), { mode: 0o600 });
  }
}

type Settings = Record<string, unknown>;

function change(settings: Settings, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    settings[key] ??= {};
    change(settings[key] as Settings, rest, value);
  } else if (value === undefined) delete settings[key];
  else settings[key] = value;
}
