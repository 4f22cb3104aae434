import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { KubeConfig } from "@kubernetes/client-node";
import { Controller } from "./controller";
import type { ControllerSettings } from "./settings";

// The process `<cluster>/addons`: what is Google's part of a cluster, and needs no node to run on.
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: main <settings.json>");
const settings = JSON.parse(readFileSync(file, "utf8")) as ControllerSettings;
const config = new KubeConfig();
config.loadFromFile(settings.kubeconfig);

async function serve(): Promise<void> {
  const controller = await Controller.start(settings, config);
  rmSync(settings.socket, { force: true });
  createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(controller.status()));
  }).listen(settings.socket);
}

serve().catch((error: unknown) => {
  // The supervisor starts it again; watches cannot be resumed half-way through the start.
  console.error(error);
  process.exit(1);
});
process.once("SIGTERM", () => {
  // A build that is under way ends, too: it is in the group that this process leads.
  try {
    process.kill(-process.pid, "SIGTERM");
  } finally {
    process.exit(0);
  }
});
