import { Command } from "commander";

/** `gke-bluegreen sandbox …`: the local cloud. */
export function sandboxCommand(): Command {
  return new Command("sandbox").description("the local cloud: real Kubernetes nodes, real images, no account");
}
