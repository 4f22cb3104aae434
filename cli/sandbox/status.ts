import { Command } from "commander";
import { sandboxHome } from "../../sandbox/home/folder";
import { table } from "../table";
import type { ClusterStatus, SandboxStatus } from "../../sandbox/lifecycle/status";
import type { ProcessStatus } from "../../sandbox/supervisor";

/** `gke-bluegreen sandbox status`: exit code 3 where it does not stand. */
export function sandboxStatusCommand(): Command {
  return new Command("status")
    .description("what runs, what had to be restarted, and which nodes are Ready; exit code 3 when it does not stand")
    .option("--json", "for programs")
    .action(async (options: { json?: boolean }) => {
      const { status } = await import("../../sandbox/lifecycle/status");
      const found = await status(sandboxHome());
      process.stdout.write(options.json ? `${JSON.stringify(found, undefined, 2)}\n` : describe(found));
      if (!found.standing) process.exitCode = 3;
    });
}

function describe(found: SandboxStatus): string {
  if (!found.standing) {
    return `the sandbox in ${found.home} does not stand${found.problem === undefined ? "" : `: ${found.problem}`}\n`;
  }
  const mebibytes = Math.round(found.memoryBytes / 2 ** 20);
  return [
    `sandbox ${found.home}, ${found.network === undefined ? "on a cluster of yours" : `network ${found.network}`}, ${mebibytes} MiB in ${found.processCount} processes`,
    ...found.clusters.flatMap(describeCluster),
    "",
    table(found.processes.map(describeProcess)).trimEnd(),
    "",
    "not as on Google Cloud:",
    ...found.capabilities.filter(({ level }) => level !== "real").map(({ name, text }) => `  ${name}: ${text}`),
    "",
  ].join("\n");
}

function describeCluster({ spec, endpoint, nodes, addons }: ClusterStatus): string[] {
  const { project, location, name } = spec.id;
  return [
    "",
    `cluster ${name} (${project}, ${location}, ${spec.version}) at https://${endpoint}`,
    ...(nodes
      ? [
          table(
            nodes.map((node) => [
              `  ${node.name}`,
              node.ready ? "Ready" : "NotReady",
              node.schedulable ? "" : "cordoned",
              node.zone,
              node.address,
              node.version,
            ]),
          ).trimEnd(),
        ]
      : ["  its API server does not answer"]),
    ...(addons?.loadBalancers ?? []).flatMap(({ for: service, address, ports }) =>
      ports.map(({ port, url }) => `  ${service} at ${address}:${port}${url === undefined ? "" : `, here at ${url}`}`),
    ),
    ...(addons ? [`  Ingress and Gateway: ${addons.ingress}; metrics: ${addons.metrics}`] : []),
  ];
}

function describeProcess({ name, phase, pid, restarts, lastExit }: ProcessStatus): string[] {
  const history = restarts === 0 ? "" : `restarted ${restarts} times, last: ${lastExit ?? "unknown"}`;
  return [name, phase, pid === undefined ? "" : `pid ${pid}`, history];
}
