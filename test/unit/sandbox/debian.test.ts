import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireDebianPackages } from "../../../sandbox/toolchain/debian";

/**
 * A Debian machine of files, which the real apt and dpkg read: they solve what they are asked as they would, and change nothing
 * (`APT::Get::Simulate`).
 */
jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), "gkb-debian-"));
const saved = { ...process.env };

interface Package {
  readonly name: string;
  readonly depends?: string;
  readonly provides?: string;
  readonly conflicts?: string;
}
const stanza = ({ name, depends, provides, conflicts }: Package, more: readonly string[]) =>
  [
    `Package: ${name}`,
    "Version: 1.0",
    "Architecture: all",
    "Maintainer: nobody <nobody@example.com>",
    "Description: for a test",
    ...(depends ? [`Depends: ${depends}`] : []),
    ...(provides ? [`Provides: ${provides}`] : []),
    ...(conflicts ? [`Conflicts: ${conflicts}`, `Replaces: ${conflicts}`] : []),
    ...more,
  ].join("\n") + "\n";

/** Docker's own packages say this of themselves. */
const dockers: readonly Package[] = [
  { name: "docker-ce", depends: "containerd.io" },
  { name: "containerd.io", provides: "containerd, runc", conflicts: "containerd, runc" },
];
const archive: readonly Package[] = [
  { name: "containerd", depends: "runc" },
  { name: "runc" },
  { name: "conntrack" },
  { name: "podman", depends: "runc" },
  { name: "other-runtime", conflicts: "containerd.io" },
];

beforeAll(() => {
  for (const part of ["dpkg/info", "dpkg/updates", "archive", "lists/partial", "cache/archives/partial", "etc"])
    mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(
    join(folder, "dpkg/status"),
    dockers.map((one) => stanza(one, ["Status: install ok installed"])).join("\n"),
  );
  writeFileSync(
    join(folder, "archive/Packages"),
    archive
      .map((one) => stanza(one, [`Filename: ./${one.name}.deb`, "Size: 1", `SHA256: ${"0".repeat(64)}`]))
      .join("\n"),
  );
  writeFileSync(join(folder, "etc/sources.list"), `deb [trusted=yes] file:${folder}/archive ./\n`);
  writeFileSync(
    join(folder, "apt.conf"),
    [
      'APT::Get::Simulate "true";',
      'APT::Sandbox::User "root";',
      `Dir::State "${folder}";`,
      `Dir::State::status "${folder}/dpkg/status";`,
      `Dir::State::Lists "${folder}/lists";`,
      `Dir::Cache "${folder}/cache";`,
      `Dir::Etc::sourcelist "${folder}/etc/sources.list";`,
      'Dir::Etc::sourceparts "-";',
      'Dir::Etc::preferencesparts "-";',
    ].join("\n"),
  );
  Object.assign(process.env, { APT_CONFIG: join(folder, "apt.conf"), DPKG_ADMINDIR: join(folder, "dpkg") });
});
afterAll(() => {
  for (const name of ["APT_CONFIG", "DPKG_ADMINDIR"]) {
    if (saved[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = saved[name];
  }
  rmSync(folder, { recursive: true });
});

const install = async (...names: readonly string[]) => {
  const lines: string[] = [];
  await requireDebianPackages((line) => lines.push(line), Object.fromEntries(names.map((name) => [name, "a test"])));
  return lines;
};

test("what Docker's packages provide is there already, and is used", async () => {
  expect(await install("containerd", "runc")).toEqual([]);
});

test("beside Docker only what is missing is installed", async () => {
  expect((await install("containerd", "runc", "conntrack", "podman"))[0]).toBe(
    "installing Debian packages: conntrack, podman",
  );
});

test("fails, and names it, rather than remove a package", async () => {
  await expect(install("other-runtime")).rejects.toThrow(
    /containerd\.io, docker-ce installed, which cannot stand beside other-runtime.*removes nothing of yours/s,
  );
});
