import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { command, eventually, type TestCluster } from "../../sandbox/testing/test-cluster";
import { bundleProgram } from "../../cli/drill/program-bundle";
import { PulumiProject } from "../../sandbox/testing/pulumi-project";
import { toolPath } from "../../sandbox/toolchain";
import {
  type Address,
  type Color,
  type Contender,
  DRAIN_SECONDS,
  loadBalancerAddress,
  PORT,
  REPLICAS,
  resources,
  server,
} from "./contender";

const root = resolve(__dirname, "../..");
const HOST = "web.example.com";

/** This project's switch, by `pulumi up`. */
export class GkeBluegreen implements Contender {
  readonly name: string;
  private project: PulumiProject | undefined;
  private file = "";

  /**
   * @param idle what becomes of the colour that was left: `warm` shows a switch alone (and a return), `scaled-down` a release
   *   with the start and the end of pods
   */
  constructor(
    private readonly cluster: TestCluster,
    private readonly namespace: string,
    private readonly image: string,
    private readonly layer: "L4" | "L7",
    private readonly idle: "warm" | "scaled-down",
  ) {
    this.name = `gke-bluegreen, ${idle === "warm" ? "both colours warm" : "pods start and end"}`;
  }

  async deploy(): Promise<Address> {
    // The first Gateway of a machine has to wait until its proxy is built, for minutes.
    if (this.layer === "L7") await toolPath("traefik", (line) => process.stderr.write(`  ${line}\n`));
    await command(process.execPath, [join(root, "build.mjs")]);
    const kubeconfig = await this.cluster.kubectl(["config", "view", "--raw", "--minify", "-o", "json"]);
    this.project = await PulumiProject.create("bench-switch", kubeconfig);
    this.file = join(this.project.folder, "config.json");
    this.project.environment["BLUE_GREEN_CONFIG"] = this.file;
    this.project.environment["PATH"] = `${join(root, "provider", "bin")}:${this.project.environment["PATH"]}`;
    await bundleProgram(this.project.folder);
    this.configure("blue");
    await this.project.up();
    return this.layer === "L4" ? await loadBalancerAddress(this.cluster, this.namespace) : await this.gatewayAddress();
  }

  async switchTo(color: Color) {
    this.configure(color);
    await this.project?.up();
  }

  async releaseBad(color: Color) {
    this.configure(color, "bad");
    const ended = await this.project?.run(["up", "--yes", "--skip-preview"]);
    return ended?.exit === 0 ? "released" : "refused";
  }

  memory() {
    return 0;
  }

  async remove() {
    await this.project?.close();
  }

  private configure(active: Color, greenMode = "") {
    const color = (name: Color, mode: string) => ({ image: this.image, env: { COLOR: name, MODE: mode } });
    const web = {
      namespace: this.namespace,
      active,
      replicas: REPLICAS,
      port: PORT,
      runAsUser: 1000,
      command: ["node", "-e", server],
      resources,
      readiness: { path: "/healthz" },
      drain: `${DRAIN_SECONDS}s`,
      colors: { blue: color("blue", ""), green: color("green", greenMode) },
      idle: this.idle,
      // The proxy in the sandbox hears of pods and weights at once.
      expose: this.layer === "L4" ? { kind: "LoadBalancer" } : { kind: "Gateway", hosts: [HOST], propagation: "1s" },
      verify: [{ http: { path: "/" } }],
      // Vegeta watches more closely than an analysis would.
      analysis: { seconds: 0 },
    };
    writeFileSync(this.file, JSON.stringify({ apps: { web } }));
  }

  private async gatewayAddress(): Promise<Address> {
    let ip = "";
    await eventually("an address of the Gateway", async () => {
      ip = await this.cluster.kubectl([
        ...["-n", this.namespace, "get", "gateways.gateway.networking.k8s.io"],
        ...["-o", "jsonpath={.items[0].status.addresses[0].value}"],
      ]);
      return ip !== "";
    });
    return { url: `http://${ip}/`, headers: { Host: HOST }, route: "httproute/web" };
  }
}
