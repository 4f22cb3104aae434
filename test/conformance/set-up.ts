import { requireDebianPackages, requireTools } from "../../sandbox/toolchain";
import { makeTemporaryFolder } from "../../sandbox/testing/temporary-folder";

/** Before the first conformance test: gets other people's judges, which takes minutes on a new machine. */
export default async function setUp(): Promise<void> {
  makeTemporaryFolder();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await requireDebianPackages(say, { chromium: "opens the HTML report" });
  await requireTools(["kube-score", "readers.wasm"], say);
}
