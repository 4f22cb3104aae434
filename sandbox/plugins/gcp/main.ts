import { runPlugin } from "../../../lib/plugin";
import { GcpProvider } from "./core/provider";
import { functions } from "./functions";
import { tables } from "./resources";

/** The version of `@pulumi/gcp` whose resources this plugin speaks. */
export const version = "9.37.0";

void runPlugin({ name: "gcp", version, supportsAutonaming: true }, new GcpProvider(tables, functions));
