import { UserError } from "../lib/errors/user-error";
import { commandLine } from "./program";

commandLine()
  .parseAsync()
  .catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`gke-bluegreen: ${error.message}\n`);
    process.exitCode = 1;
  });
