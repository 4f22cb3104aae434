import { requireTools } from "../../sandbox/toolchain";

/** Before the first conformance test: builds other people's judges, which takes minutes on a new machine. */
export default async function setUp(): Promise<void> {
  await requireTools(["kube-score"], (line) => process.stderr.write(`${line}\n`));
}
