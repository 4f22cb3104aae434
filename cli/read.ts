import { Command } from "commander";

/** `gke-bluegreen read`: what the program asks where a stack brings compose files, kustomize directories or charts. */
export function readCommand(): Command {
  return new Command("read")
    .description("answer what compose-go or kustomize make of files: a request in JSON on standard input")
    .action(async () => {
      const { readersModule } = await import("./readers-module");
      const { askModule } = await import("../readers/module");
      const { text } = await import("node:stream/consumers");
      const { request, folders } = JSON.parse(await text(process.stdin)) as {
        request: Parameters<typeof askModule>[1];
        folders: Parameters<typeof askModule>[2];
      };
      const result = await askModule(await readersModule(), request, folders);
      process.stdout.write(JSON.stringify(result));
    });
}
