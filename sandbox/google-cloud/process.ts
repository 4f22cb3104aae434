import { join } from "node:path";
import type { ProcessSpec } from "../supervisor";
import { bundledProgram } from "../toolchain";

export interface GoogleCloudOptions {
  /** Fields that nothing implements are ignored with a warning. @default false – they are refused */
  readonly loose?: boolean;
  /** Names of processes that must be ready first: the registry's. */
  readonly dependsOn?: readonly string[];
}

/** Flags for Node. Half of what the state of a thousand clusters needs; keeps the heap from growing for its own sake. */
export const FLAGS = ["--max-semi-space-size=8"];

/** The one process that serves the Google Cloud APIs of the sandbox in `home`, for the supervisor. */
export async function googleCloudProcess(
  home: string,
  port: number,
  options: GoogleCloudOptions = {},
): Promise<ProcessSpec> {
  return {
    name: "google-cloud",
    command: [
      process.execPath,
      ...FLAGS,
      await bundledProgram(join(__dirname, "main.ts")),
      `--home=${home}`,
      `--port=${port}`,
      ...(options.loose ? ["--loose"] : []),
    ],
    ready: { kind: "http", url: `http://127.0.0.1:${port}/_sandbox/health` },
    ...(options.dependsOn ? { dependsOn: options.dependsOn } : {}),
  };
}

/** What the registry asks before it takes or gives an image of Google's registries. */
export function admissionUrl(port: number): string {
  return `http://127.0.0.1:${port}/_sandbox/admission`;
}
