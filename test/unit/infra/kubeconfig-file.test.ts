import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { merge, readKubeconfig, writeKubeconfig } from "../../../cli/kubeconfig/file";
import { kubeconfig } from "../../../infra/kubeconfig";

const added = kubeconfig({
  name: "imageview",
  host: "192.0.2.1",
  certificateAuthority: "Q0E=",
  credential: ["node", "credential"],
});
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "kubeconfig-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("an entry joins what is there, replaces its own kind, and changes nothing else", () => {
  const old = {
    clusters: [
      { name: "work", cluster: { server: "https://work" } },
      { name: "imageview", cluster: { server: "https://old" } },
    ],
    users: null,
    "current-context": "work",
    preferences: { colors: true },
  };
  const merged = merge(old, added);
  expect(merged.clusters).toEqual([old.clusters[0], added.clusters[0]]);
  expect(merged).toMatchObject({ "current-context": "imageview", preferences: { colors: true }, users: added.users });
});

test("the file is its owner's alone, and survives a round trip", () => {
  const file = join(folder, "sub", "config");
  writeKubeconfig(file, merge(readKubeconfig(file), added));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readKubeconfig(file)).toEqual(added);
});

test("fails with a file that is no kubeconfig, and leaves it alone", () => {
  writeFileSync(join(folder, "config"), "- a list\n");
  expect(() => readKubeconfig(join(folder, "config"))).toThrow(/no kubeconfig/);
});
