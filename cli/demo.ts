import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import pc from "picocolors";
import { UserError } from "../lib/errors/user-error";
import { quantile } from "../lib/quantile";

const stack = "sandbox";
const app = "webserver";

/** `gke-bluegreen demo`: a switch under load, as its users see it. */
export function demoCommand(): Command {
  return new Command("demo")
    .description("switch the main example to its other colour under load, and show every request")
    .option("--rate <requests>", "requests a second", "200")
    .action(async ({ rate }: { rate: string }) => {
      const { projectFolder } = await import("./stack/engine");
      const { stackPlace } = await import("./stack/place");
      const { stackSwitches, switchOf } = await import("./stack/apps");
      const { loopbackAddress } = await import("./sandbox/loopback");
      const { Load, tally } = await import("../sandbox/load/open-loop");
      const { page, plot } = await import("../sandbox/load/plot");
      const { sandboxHome } = await import("../sandbox/home/folder");

      const place = await stackPlace({ stack, cwd: projectFolder });
      const { environment } = place;
      const { active, colors } = switchOf(app, stackSwitches(place));
      const target = Object.keys(colors).find((color) => color !== active) ?? active;
      const url = await loopbackAddress(app);
      process.stdout.write(`${rate} requests a second to ${url}; ${active} is live, switching to ${target}\n\n`);

      const load = new Load(url, { rate: Number(rate), seconds: 300, connections: "new" });
      const view = liveView(() => tally(load.samples));
      const started = Date.now();
      const { code, output } = await switchInBackground(target, environment);
      const took = (Date.now() - started) / 1000;
      const samples = await load.stop();
      view.end();
      if (code !== 0) {
        throw new UserError({
          setting: `pulumi up --stack ${stack}`,
          got: `exit code ${code}:\n${output.slice(-1500)}`,
          expected: "a switch",
          fix: "The traffic is where it was. Look at the message, then run `npm run up`.",
        });
      }

      const { failed } = tally(samples);
      const lastOld = Math.max(...samples.filter(({ color }) => color === active).map(({ at }) => at));
      const firstNew = Math.min(...samples.filter(({ color }) => color === target).map(({ at }) => at));
      const facts = {
        requests: `${samples.length}, of which ${failed} failed`,
        switch: `${active} → ${target}, \`pulumi up\` took ${took.toFixed(1)} s`,
        overlap: `${Math.max(0, lastOld - firstNew).toFixed(0)} ms from the first answer of ${target} to the last of ${active}`,
        "time of an answer": `median ${quantile(
          samples.map((s) => s.took),
          0.5,
        ).toFixed(1)} ms, p99 ${quantile(
          samples.map((s) => s.took),
          0.99,
        ).toFixed(1)} ms`,
      };
      const folder = join(sandboxHome(), "demo");
      mkdirSync(folder, { recursive: true });
      const svg = plot(
        samples,
        `${active} → ${target} at ${rate} requests a second: ${failed} of ${samples.length} failed`,
      );
      writeFileSync(join(folder, "switch.svg"), svg);
      writeFileSync(join(folder, "switch.html"), page(svg, facts));
      process.stdout.write(
        `\n${Object.entries(facts)
          .map(([name, value]) => `  ${name.padEnd(18)} ${value}`)
          .join("\n")}\n\n`,
      );
      process.stdout.write(
        `${failed === 0 ? pc.green("no request was lost") : pc.red(`${failed} requests were lost`)}\n`,
      );
      process.stdout.write(
        `The picture: ${join(folder, "switch.html")}\n\`npm run up\` goes back to what Pulumi.${stack}.yaml says.\n`,
      );
      if (failed > 0) process.exitCode = 2;
    });
}

/** One line that is drawn again; where there is no terminal, a line a second. */
function liveView(read: () => { readonly colors: ReadonlyMap<string, number>; readonly failed: number }) {
  const tty = process.stdout.isTTY;
  const draw = () => {
    const { colors, failed } = read();
    const paint = { blue: pc.blue, green: pc.green };
    const parts = [...colors]
      .sort()
      .map(([color, count]) =>
        (color === "blue" || color === "green" ? paint[color] : pc.dim)(`${color} ${String(count).padStart(6)}`),
      );
    const line = `  ${parts.join("   ")}   ${failed === 0 ? pc.dim("failed 0") : pc.red(`failed ${failed}`)}`;
    process.stdout.write(tty ? `\r\x1b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(draw, tty ? 100 : 1000);
  return {
    end: () => {
      clearInterval(timer);
      draw();
      process.stdout.write("\n");
    },
  };
}

/** Updates with a copy of the stack file in which the other colour is active: the demonstration leaves the user's file alone. */
async function switchInBackground(
  target: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  const { projectFolder, pulumiInBackground } = await import("./stack/engine");
  const { sandboxHome } = await import("../sandbox/home/folder");
  const { parseStackFile, stackFileVariable } = await import("../config/stack-document");
  const name = `Pulumi.${stack}.yaml`;
  const file = parseStackFile(readFileSync(join(projectFolder, name), "utf8"), name);
  file.setIn(["config", "gke-bluegreen:apps", app, "active"], target);
  const copy = join(sandboxHome(), "demo.yaml");
  writeFileSync(copy, String(file), { mode: 0o600 });
  return await pulumiInBackground(["up", "--stack", stack, "--config-file", copy, "--yes", "--skip-preview"], {
    ...environment,
    [stackFileVariable]: copy,
  });
}
