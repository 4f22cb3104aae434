import { Command } from "commander";
import pc from "picocolors";
import type { Verdict } from "./drill/scenarios";
import { UserError } from "../lib/errors/user-error";
import { sandboxHome } from "../sandbox/home/folder";
import { table } from "./table";

/** `gke-bluegreen drill`: faults of a release, under users who never stop asking. Exit code 1 when one of them noticed. */
export function drillCommand(): Command {
  return new Command("drill")
    .description("rehearse faults of a release in the sandbox, under load, and print what users noticed")
    .option("--all", "every fault and a kill before every step, in place of one of each kind")
    .action(async ({ all }: { all?: boolean }) => {
      const { badReleases, Drill, steps } = await import("./drill/scenarios");
      const { stage, close } = await openStage();
      const verdicts: Verdict[] = [];
      const show = (verdict: Verdict) => {
        verdicts.push(verdict);
        process.stderr.write(`${mark(verdict)} ${verdict.fault} ${pc.dim(`${verdict.seconds.toFixed(1)} s`)}\n`);
      };
      try {
        process.stderr.write(`a small app with two colours starts in the namespace ${stage.namespace}\n`);
        const drill = await Drill.begin(stage);
        show(await drill.release());
        const few = ["an image that does not exist", "a failing check", "5xx after the switch"];
        for (const bad of badReleases) if (all || few.includes(bad.fault)) show(await drill.badRelease(bad));
        // What is bad is replaced, so that the kills hit a switch that could succeed.
        show(await drill.release());
        for (const step of all ? steps : ["route", "finish"]) show(await drill.killed(step));
        show(await drill.rollback());
      } finally {
        await close();
      }
      process.stdout.write(`\n${report(verdicts)}`);
      if (verdicts.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
    });
}

const mark = ({ wrong }: Verdict) => (wrong.length === 0 ? pc.green("pass") : pc.red("FAIL"));

function report(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ fault, expected, wrong, requests, failed, seconds }) => [
    wrong.length === 0 ? "pass" : "FAIL",
    fault,
    expected,
    `${failed} of ${requests}`,
    `${seconds.toFixed(1)} s`,
  ]);
  const details = verdicts.flatMap(({ fault, wrong }) => wrong.map((line) => `${fault}: ${line}\n`));
  const requests = verdicts.reduce((sum, one) => sum + one.requests, 0);
  const failed = verdicts.reduce((sum, one) => sum + one.failed, 0);
  const passed = verdicts.filter(({ wrong }) => wrong.length === 0).length;
  return [
    table([["", "FAULT", "EXPECTED", "FAILED REQUESTS", "TOOK"], ...rows]),
    "\n",
    ...details,
    `${passed} of ${verdicts.length} as expected; ${failed} of ${requests} requests of users failed\n`,
  ].join("");
}

/** A stage in a namespace of its own, on the first cluster of the sandbox. */
async function openStage() {
  const { ClusterStore } = await import("../sandbox/kubernetes/state");
  const { userKubeconfigFile } = await import("../sandbox/kubernetes");
  const { toolPath } = await import("../sandbox/toolchain");
  const { currentInstance } = await import("../sandbox/host/instance");
  const { BASE_NODE_IMAGE, imageDigest } = await import("../sandbox/images/base-node-image");
  const { Stage } = await import("./drill/stage");
  const { runCommand } = await import("./drill/run-command");
  const home = sandboxHome();
  const [cluster] = new ClusterStore(home).all();
  const instance = currentInstance(home);
  if (!cluster || !instance) {
    throw new UserError({
      setting: `the sandbox in ${home}`,
      got: "no cluster that stands",
      expected: "one: a drill never touches another cloud",
      fix: "npm run up",
    });
  }
  const { project, location, name } = cluster.spec.id;
  const program = await toolPath("kubectl", (line) => process.stderr.write(`${line}\n`));
  const access = [`--kubeconfig=${userKubeconfigFile(home)}`, `--context=gke_${project}_${location}_${name}`];
  const kubectl = (args: readonly string[], input?: object) => runCommand(program, [...access, ...args], input);
  const namespace = `drill-${Date.now().toString(36)}`;
  await kubectl(["create", "namespace", namespace]);
  const image = await imageDigest({ home, instance }, BASE_NODE_IMAGE);
  const stage = await Stage.open({ home, index: cluster.index, kubectl }, namespace, image);
  const close = async () => {
    await stage.close();
    await kubectl(["delete", "namespace", namespace, "--timeout=90s"]);
  };
  return { stage, close };
}
