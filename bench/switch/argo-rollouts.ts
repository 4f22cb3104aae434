import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { moduleFiles, toolPath } from "../../sandbox/toolchain";
import { userKubeconfigFile } from "../../sandbox/kubernetes";
import { eventually, type TestCluster } from "../../sandbox/testing/test-cluster";
import { type Color, type Contender, loadBalancerAddress, podTemplate, PORT, REPLICAS } from "./contender";

const definitions = ["rollout", "analysis-run", "analysis-template", "cluster-analysis-template", "experiment"];

/** Argo Rollouts with its defaults: a Rollout of strategy blueGreen that promotes by itself, no analysis. */
export class ArgoRollouts implements Contender {
  readonly name = "Argo Rollouts 1.10.0";
  private controller: ChildProcess | undefined;

  constructor(
    private readonly cluster: TestCluster,
    private readonly namespace: string,
    private readonly image: string,
  ) {}

  async deploy() {
    await this.startController();
    await this.cluster.apply(this.rollout("blue"), {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", namespace: this.namespace },
      spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: PORT }] },
    });
    await this.healthy();
    return await loadBalancerAddress(this.cluster, this.namespace);
  }

  async switchTo(color: Color) {
    await this.cluster.apply(this.rollout(color));
    await this.healthy();
  }

  async releaseBad(color: Color) {
    await this.cluster.apply(this.rollout(color, "bad"));
    await this.healthy();
    return "released" as const;
  }

  memory() {
    const status = readFileSync(`/proc/${this.controller?.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? NaN) / 1024;
  }

  async remove() {
    if (this.controller?.exitCode !== null) return;
    const ended = once(this.controller, "exit");
    this.controller.kill();
    await ended;
  }

  /** Runs beside the cluster rather than in a pod: the same program, without an image of it. */
  private async startController() {
    const folder = await moduleFiles(
      "argo-rollouts",
      "github.com/argoproj/argo-rollouts",
      definitions.map((name) => `manifests/crds/${name}-crd.yaml`),
    );
    const files = definitions.flatMap((name) => ["-f", join(folder, `${name}-crd.yaml`)]);
    await this.cluster.kubectl(["apply", "--server-side", ...files]);
    await this.cluster.kubectl(["wait", "--for=condition=Established", "--timeout=60s", ...files]);
    const { project, location, name } = this.cluster.id;
    this.controller = spawn(
      await toolPath("rollouts-controller", (line) => process.stderr.write(`  ${line}\n`)),
      [
        `--kubeconfig=${userKubeconfigFile(this.cluster.sandbox.home)}`,
        `--context=gke_${project}_${location}_${name}`,
        "--leader-elect=false",
        "--metricsPort=18090",
        "--healthzPort=18080",
        "--loglevel=error",
      ],
      { stdio: ["ignore", "inherit", "inherit"] },
    );
  }

  /**
   * What `kubectl argo rollouts status --watch` waits for: a controller that has seen the change, and says that all is well. It writes the
   * object itself in between, so that no generation can be waited for by its number.
   */
  private async healthy() {
    const status = "{.metadata.generation} {.status.observedGeneration} {.status.phase}";
    await eventually(
      "a healthy Rollout",
      async () => {
        const output = await this.cluster.kubectl([
          ...["-n", this.namespace, "get", "rollout/web", "-o", `jsonpath=${status}`],
        ]);
        const [generation, observed, phase] = output.split(" ");
        return observed === generation && phase === "Healthy";
      },
      120_000,
    );
  }

  private rollout(color: Color, mode = ""): object {
    const labels = { app: "web" };
    return {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Rollout",
      metadata: { name: "web", namespace: this.namespace },
      spec: {
        replicas: REPLICAS,
        selector: { matchLabels: labels },
        template: podTemplate(this.image, labels, color, mode),
        strategy: { blueGreen: { activeService: "web" } },
      },
    };
  }
}
