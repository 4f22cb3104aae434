import { type ChildProcess, spawn } from "node:child_process";
import { userKubeconfigFile } from "../../sandbox/kubernetes";
import { toolPath } from "../../sandbox/toolchain";
import type { TestCluster } from "../../sandbox/testing/test-cluster";

/** When the object that leads users to a colour was changed: the moment from which the old colour should fall silent. */
export class RouteWatch {
  /** The machine's clock in milliseconds, once a change. */
  readonly changes: number[] = [];
  private rest = "";
  private last: string | undefined;

  private constructor(private readonly process: ChildProcess) {}

  /** @param route as kubectl names it, such as `service/web` */
  static async start(cluster: TestCluster, namespace: string, route: string): Promise<RouteWatch> {
    const { project, location, name } = cluster.id;
    const process = spawn(
      await toolPath("kubectl", () => undefined),
      [
        `--kubeconfig=${userKubeconfigFile(cluster.sandbox.home)}`,
        `--context=gke_${project}_${location}_${name}`,
        ...["-n", namespace, "get", route, "--watch"],
        // What a Service and an HTTPRoute lead to, and nothing that changes besides.
        `-o=jsonpath={.spec.selector}{.spec.rules[*].backendRefs}{"\\n"}`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const watch = new RouteWatch(process);
    process.stdout.setEncoding("utf8").on("data", (chunk: string) => watch.read(chunk));
    return watch;
  }

  stop(): void {
    this.process.kill();
  }

  private read(chunk: string) {
    const lines = (this.rest + chunk).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (this.last !== undefined && line !== this.last) this.changes.push(Date.now());
      this.last = line;
    }
  }
}
