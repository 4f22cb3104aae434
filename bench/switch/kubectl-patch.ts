import type { TestCluster } from "../../sandbox/testing/test-cluster";
import { type Color, type Contender, loadBalancerAddress, podTemplate, PORT, REPLICAS } from "./contender";

/** What a careful person does by hand: start the other colour, wait for it, patch the selector, stop the old colour. */
export class KubectlPatch implements Contender {
  readonly name = "kubectl patch";
  private live: Color = "blue";

  constructor(
    private readonly cluster: TestCluster,
    private readonly namespace: string,
    private readonly image: string,
  ) {}

  async deploy() {
    await this.cluster.apply(this.deployment("blue", REPLICAS), this.deployment("green", 0), {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", namespace: this.namespace },
      spec: { type: "LoadBalancer", selector: { app: "web", color: "blue" }, ports: [{ port: PORT }] },
    });
    await this.kubectl("rollout", "status", "deployment/web-blue", "--timeout=90s");
    return await loadBalancerAddress(this.cluster, this.namespace);
  }

  async switchTo(color: Color) {
    const old = this.live;
    await this.kubectl("scale", `deployment/web-${color}`, `--replicas=${REPLICAS}`);
    await this.kubectl("rollout", "status", `deployment/web-${color}`, "--timeout=90s");
    await this.kubectl("patch", "service/web", "-p", JSON.stringify({ spec: { selector: { app: "web", color } } }));
    await this.kubectl("scale", `deployment/web-${old}`, "--replicas=0");
    this.live = color;
  }

  async releaseBad(color: Color) {
    await this.cluster.apply(this.deployment(color, 0, "bad"));
    await this.switchTo(color);
    return "released" as const;
  }

  memory() {
    return 0;
  }

  async remove() {
    // The namespace goes with everything in it.
  }

  private deployment(color: Color, replicas: number, mode = ""): object {
    const labels = { app: "web", color };
    return {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: `web-${color}`, namespace: this.namespace },
      spec: { replicas, selector: { matchLabels: labels }, template: podTemplate(this.image, labels, color, mode) },
    };
  }

  private kubectl(...args: string[]): Promise<string> {
    return this.cluster.kubectl(["-n", this.namespace, ...args]);
  }
}
