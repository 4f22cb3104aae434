import { Command } from "commander";
import { sandboxDownCommand } from "./sandbox/down";
import { sandboxEnvCommand } from "./sandbox/env";
import { sandboxKubeconfigCommand } from "./sandbox/kubeconfig";
import { sandboxLogsCommand } from "./sandbox/logs";
import { sandboxStatusCommand } from "./sandbox/status";
import { sandboxUpCommand } from "./sandbox/up";

/** `gke-bluegreen sandbox …`: the local cloud. */
export function sandboxCommand(): Command {
  return new Command("sandbox")
    .description("the local cloud: real Kubernetes nodes, real images, no account")
    .addCommand(sandboxUpCommand())
    .addCommand(sandboxDownCommand())
    .addCommand(sandboxStatusCommand())
    .addCommand(sandboxEnvCommand())
    .addCommand(sandboxLogsCommand())
    .addCommand(sandboxKubeconfigCommand());
}
