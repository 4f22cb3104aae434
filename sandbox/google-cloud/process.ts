import { join } from "node:path";
import type { ProcessSpec } from "../supervisor";
import { bundledProgram } from "../toolchain";

/** How the Google Cloud APIs are served. */
export interface GoogleCloudOptions {
  /** Fields that nothing implements are ignored with a warning. @default false – they are refused */
  readonly loose?: boolean;
  /** Whether IAM decides. @default true */
  readonly iam?: boolean;
  /** Steps of builds reach what this machine reaches. @default false – they have no network */
  readonly buildNetwork?: boolean;
  /** Names of processes that must be ready first: the registry's. */
  readonly dependsOn?: readonly string[];
}

/**
 * Flags for Node. What lives is less than 20 MB, also with a thousand clusters; on a machine with much memory V8 would let the
 * garbage grow to five times that before it looks at the old generation for the first time.
 */
export const FLAGS = ["--max-semi-space-size=4", "--initial-old-space-size=24"];

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
      ...(options.iam === false ? ["--iam=off"] : []),
      ...(options.buildNetwork ? ["--build-network"] : []),
    ],
    ready: { kind: "http", url: `http://127.0.0.1:${port}/_sandbox/health` },
    ...(options.dependsOn ? { dependsOn: options.dependsOn } : {}),
  };
}

/** What the registry asks before it takes or gives an image of Google's registries. */
export function admissionUrl(port: number): string {
  return `http://127.0.0.1:${port}/_sandbox/admission`;
}
