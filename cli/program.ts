import { Command } from "commander";
import { applyCommand } from "./apply";
import { configCommand } from "./config";
import { demoCommand } from "./demo";
import { downCommand } from "./down";
import { drillCommand } from "./drill";
import { driftCommand } from "./drift";
import { initCommand } from "./init-ci";
import { kubeconfigCommand } from "./kubeconfig";
import { nodesCommand } from "./nodes";
import { policiesCommand } from "./policies";
import { postCommand } from "./post";
import { previewCommand } from "./preview";
import { readCommand } from "./read";
import { releaseCommand, rollbackCommand } from "./release";
import { sandboxCommand } from "./sandbox";
import { statusCommand } from "./status";
import { upCommand } from "./up";

/** The commands, one file each; each is loaded when the command line is read, so keep heavy imports inside their actions. */
export function commandLine(): Command {
  return new Command("gke-bluegreen")
    .description("GKE clusters, images and blue/green releases as code")
    .showSuggestionAfterError()
    .showHelpAfterError("(add --help for more)")
    .addCommand(upCommand())
    .addCommand(downCommand())
    .addCommand(demoCommand())
    .addCommand(statusCommand())
    .addCommand(releaseCommand())
    .addCommand(rollbackCommand())
    .addCommand(configCommand())
    .addCommand(kubeconfigCommand())
    .addCommand(nodesCommand())
    .addCommand(policiesCommand())
    .addCommand(readCommand(), { hidden: true })
    .addCommand(previewCommand())
    .addCommand(postCommand())
    .addCommand(applyCommand())
    .addCommand(driftCommand())
    .addCommand(drillCommand())
    .addCommand(initCommand())
    .addCommand(sandboxCommand());
}
