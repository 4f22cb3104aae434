import * as pulumi from "@pulumi/pulumi";
import { tolerate } from "../lib/errors/expected";

/** How the engine's end of a call is gone: https://pkg.go.dev/google.golang.org/grpc#pkg-variables (ErrClientConnClosing). */
const engineEnds = (error: unknown): boolean => /the client connection is closing/.test(String(error));

/**
 * Asks our plugin. Where the engine ends meanwhile, because another resource is wrong, nothing is known: the engine has said what was
 * wrong, and a second error of the program would hide it.
 */
export async function answerOf(token: string, args: pulumi.Inputs): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await pulumi.runtime.invoke(token, args)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    tolerate(error, engineEnds);
    return {};
  }
}
