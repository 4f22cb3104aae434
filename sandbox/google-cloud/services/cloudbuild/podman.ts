import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import { regions } from "../compute/locations";
import { mask } from "../../transport/request-log";
import type { Builder, PushedImage, Step, StepRun } from "./builder";
import { BuildFailure } from "./failure";

/** How podman is run. */
export interface PodmanOptions {
  /** Where images and layers are kept between builds. */
  readonly folder: string;
  /** Where it keeps what lasts as long as its processes; 50 characters at most. */
  readonly run: string;
  /** The control group above those of the steps' containers. */
  readonly cgroup: string;
  /** `host:port` of the sandbox's registry. */
  readonly registry: string;
  readonly accessToken: string;
  /** What `RUN` steps and step containers reach: nothing, or what this machine reaches, its loopback included. */
  readonly network: "none" | "host";
}

/** Registry hosts whose images come from the sandbox's registry: nothing is fetched from anywhere else. */
const REGISTRY_HOSTS = [
  "docker.io",
  "registry.k8s.io",
  "quay.io",
  "ghcr.io",
  "mcr.microsoft.com",
  "registry.gitlab.com",
  "public.ecr.aws",
  "gcr.io",
  "us.gcr.io",
  "eu.gcr.io",
  "asia.gcr.io",
  "mirror.gcr.io",
  "launcher.gcr.io",
  "marketplace.gcr.io",
  ...["us", "europe", "asia", ...regions].map((location) => `${location}-docker.pkg.dev`),
];
const DOCKER_BUILDERS = /^gcr\.io\/cloud-builders\/docker(?:[:@].*)?$/;

/**
 * Builds with Podman. The docker builder's step is Podman itself, which takes Docker's command line; every other step runs in a
 * container of its image.
 */
export class PodmanBuilder implements Builder {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #global: readonly string[];

  constructor(readonly options: PodmanOptions) {
    const { folder } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#environment = {
      ...this.#configure(),
      PATH: process.env["PATH"] ?? "",
      HOME: folder,
      TMPDIR: join(folder, "tmp"),
    };
    mkdirSync(join(folder, "tmp"), { recursive: true });
    // Everything below one folder, nothing of systemd: the machine's own Podman, if any, is not touched.
    this.#global = [
      "--root",
      join(folder, "root"),
      "--runroot",
      options.run,
      "--tmpdir",
      join(folder, "tmp"),
      "--storage-driver",
      "overlay",
      "--cgroup-manager",
      "cgroupfs",
      // crun, which Podman prefers, does not take the mixed control groups that many machines have.
      "--runtime",
      "runc",
      "--events-backend",
      "none",
    ];
  }

  async run(step: Step, run: StepRun): Promise<number> {
    if (DOCKER_BUILDERS.test(step.image)) return await this.#docker(step, run);
    const image = await this.#pull(step, run);
    const dir = isAbsolute(step.dir) ? step.dir : join("/workspace", step.dir);
    const name = `${basename(run.scratch)}-${step.index}`;
    const stop = () => void this.#podman(["rm", "--force", "--time", "2", name], process.cwd(), () => undefined);
    run.signal.addEventListener("abort", stop, { once: true });
    try {
      return await this.#podman(
        [
          "run",
          "--rm",
          "--name",
          name,
          "--network",
          this.options.network,
          "--ulimit",
          "nofile=4096:4096",
          "--ulimit",
          "nproc=4096:4096",
          "--cgroup-parent",
          `/${this.options.cgroup}`,
          "--volume",
          `${run.workspace}:/workspace`,
          "--workdir",
          dir,
          ...(step.entrypoint === undefined ? [] : ["--entrypoint", step.entrypoint]),
          ...step.env.flatMap((variable) => ["--env", variable]),
          image,
          ...step.args,
        ],
        run.workspace,
        run.log,
      );
    } finally {
      run.signal.removeEventListener("abort", stop);
    }
  }

  async push(image: string, run: StepRun): Promise<PushedImage> {
    const digestFile = join(run.scratch, `digest-${Date.now()}`);
    const lines: string[] = [];
    const code = await this.#podman(
      ["push", "--quiet", "--format", "v2s2", "--digestfile", digestFile, image, this.#target(image)],
      run.workspace,
      (line) => lines.push(line),
      run.signal,
    );
    if (code === 0) return { name: image, digest: readFileSync(digestFile, "utf8").trim() };
    const reason = lines.join(" ");
    const type = /image not known|no such image/i.test(reason)
      ? "PUSH_IMAGE_NOT_FOUND"
      : /denied|unauthorized|authentication/i.test(reason)
        ? "PUSH_NOT_AUTHORIZED"
        : "PUSH_FAILED";
    throw new BuildFailure(
      "FAILURE",
      type,
      type === "PUSH_IMAGE_NOT_FOUND"
        ? `an image was not found: no step of the build made ${image}`
        : `failed to push ${image}: ${reason}`,
    );
  }

  /** Containers end with their steps; layers stay, as the next build's cache. */
  async clean(): Promise<void> {
    await this.#podman(["image", "prune", "--force"], process.cwd(), () => undefined);
  }

  async #docker(step: Step, run: StepRun): Promise<number> {
    if (step.entrypoint !== undefined && step.entrypoint !== "docker") {
      throw new BuildFailure(
        "FAILURE",
        "USER_BUILD_STEP",
        `build step ${step.index} "${step.image}": entrypoint ${JSON.stringify(step.entrypoint)} is not implemented in the sandbox, whose docker builder runs docker's own command line only. Put the commands into steps of their own.`,
      );
    }
    const cwd = join(run.workspace, isAbsolute(step.dir) ? step.dir.replace(/^\/workspace\/?/, "") : step.dir);
    const [command = "", ...rest] =
      step.args[0] === "buildx" || step.args[0] === "image" ? step.args.slice(1) : step.args;
    const env = Object.fromEntries(
      step.env.map((variable) => [variable.slice(0, variable.indexOf("=")), variable.slice(variable.indexOf("=") + 1)]),
    );
    switch (command) {
      case "build":
        return await this.#podman(
          [
            "build",
            // A tag may have moved since an earlier build; images of earlier steps are here only.
            "--pull=true",
            // Each build at Google begins on a new machine. Besides, Podman's cache takes no notice of build arguments.
            "--no-cache",
            "--layers=false",
            "--isolation",
            "oci",
            "--network",
            this.options.network,
            "--format",
            "docker",
            "--ulimit",
            "nofile=4096:4096",
            "--ulimit",
            "nproc=4096:4096",
            ...withoutNetwork(rest),
          ],
          cwd,
          run.log,
          run.signal,
          env,
        );
      case "push": {
        const image = rest.find((argument) => !argument.startsWith("-")) ?? "";
        return await this.#podman(["push", "--format", "v2s2", image, this.#target(image)], cwd, run.log, run.signal);
      }
      case "pull":
      case "tag":
      case "images":
      case "inspect":
      case "history":
      case "save":
      case "load":
      case "version":
        return await this.#podman([command, ...rest], cwd, run.log, run.signal, env);
      default:
        throw new BuildFailure(
          "FAILURE",
          "USER_BUILD_STEP",
          `build step ${step.index} "${step.image}": docker ${command} is not implemented in the sandbox; it has build, push, pull, tag, images, inspect, history, save and load.`,
        );
    }
  }

  async #pull(step: Step, run: StepRun): Promise<string> {
    const image = qualified(step.image);
    const lines: string[] = [];
    const code = await this.#podman(["pull", "--quiet", image], run.workspace, (line) => lines.push(line), run.signal);
    if (code === 0) return image;
    throw new BuildFailure(
      "FAILURE",
      "USER_BUILD_STEP",
      `build step ${step.index} "${step.image}" failed: the step's image cannot be had: the sandbox's registry does not have ${image}. ` +
        "The sandbox runs gcr.io/cloud-builders/docker itself and any image that was pushed to its registry; it fetches nothing from outside.",
    );
  }

  #target(image: string): string {
    return `docker://${this.options.registry}/${qualified(image)}`;
  }

  /** Writes the files that say where images come from, with which credentials; answers the variables that name them. */
  #configure(): Record<string, string> {
    const { folder, registry, accessToken } = this.options;
    const registries = [
      `unqualified-search-registries = ["docker.io"]`,
      `short-name-mode = "disabled"`,
      ...REGISTRY_HOSTS.map(
        (host) => `[[registry]]\nprefix = "${host}"\nlocation = "${registry}/${host}"\ninsecure = true`,
      ),
      `[[registry]]\nprefix = "${registry}"\nlocation = "${registry}"\ninsecure = true`,
    ].join("\n");
    const auth = {
      auths: { [registry]: { auth: Buffer.from(`oauth2accesstoken:${accessToken}`).toString("base64") } },
    };
    const write = (name: string, text: string) => {
      const path = join(folder, name);
      rmSync(path, { force: true });
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    };
    return {
      CONTAINERS_REGISTRIES_CONF: write("registries.conf", registries),
      REGISTRY_AUTH_FILE: write("auth.json", JSON.stringify(auth)),
    };
  }

  async #podman(
    args: readonly string[],
    cwd: string,
    log: (line: string) => void,
    signal?: AbortSignal,
    env: Readonly<Record<string, string>> = {},
  ): Promise<number> {
    signal?.throwIfAborted();
    const child = spawn("podman", [...this.#global, ...args], {
      cwd,
      env: { ...env, ...this.#environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    // The whole group: a build's own processes are children of Podman's.
    const kill = () => child.pid !== undefined && process.kill(-child.pid, "SIGKILL");
    signal?.addEventListener("abort", kill, { once: true });
    try {
      for (const stream of [child.stdout, child.stderr])
        createInterface({ input: stream }).on("line", (line) => log(mask(line)));
      return await new Promise<number>((resolve, reject) => {
        child.once("error", (error) =>
          reject(new BuildFailure("INTERNAL_ERROR", "USER_BUILD_STEP", `podman does not start: ${error.message}`)),
        );
        child.once("close", (code) => (signal?.aborted ? reject(signal.reason as Error) : resolve(code ?? 137)));
      });
    } finally {
      signal?.removeEventListener("abort", kill);
    }
  }
}

/** `cloudbuild` is the network of Google's build machines; here the sandbox says which there is. */
function withoutNetwork(args: readonly string[]): string[] {
  return args.filter((argument, index) => !argument.startsWith("--network") && args[index - 1] !== "--network");
}

/** With the registry host that Docker takes for granted. */
function qualified(image: string): string {
  const [first = "", ...rest] = image.split("/");
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return image;
  return rest.length > 0 ? `docker.io/${image}` : `docker.io/library/${image}`;
}
