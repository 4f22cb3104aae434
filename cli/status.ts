import { Command } from "commander";

/** `gke-bluegreen status`: the apps of a stack, one line each. */
export function statusCommand(): Command {
  return new Command("status")
    .description("apps: live colour, digests, replicas, the last switch, and whether rolling back is instant")
    .option("--stack <name>", "the stack", "sandbox")
    .action(async ({ stack }: { stack: string }) => {
      const { stackApps, switchStates } = await import("./stack-apps");
      const { stackEnvironment } = await import("./stack-environment");
      const environment = await stackEnvironment(stack);
      const apps = stackApps(stack, environment);
      const rows = switchStates(stack, environment).map((state) => {
        const last = apps[state.app]?.receipt;
        const colors = Object.entries(state.colors).map(([color, { image }]) => `${color} ${shortDigest(image)}`);
        const rollback = state.idle === "warm" && last?.from ? `instant, to ${last.from}` : "starts pods first";
        const age = last
          ? `${ageOf(last.at)} ago, ${last.requests.failed} of ${last.requests.sent} failed`
          : "none yet";
        return [state.app, state.active, colors.join(", "), String(state.replicas ?? "autoscaled"), age, rollback];
      });
      process.stdout.write(table([["APP", "LIVE", "IMAGES", "REPLICAS", "LAST SWITCH", "ROLLBACK"], ...rows]));
    });
}

function shortDigest(image: string): string {
  return image.replace(/^.*@sha256:(.{12}).*$/, "$1");
}

function ageOf(at: string): string {
  const minutes = Math.floor((Date.now() - Date.parse(at)) / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
