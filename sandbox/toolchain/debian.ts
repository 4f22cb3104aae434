import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { UserError } from "../../lib/errors/user-error";
import { failedCommand, otherwise } from "../../lib/errors/expected";

const run = promisify(execFile);

/** Debian packages the sandbox uses, and what for. Only the missing ones are installed. */
const debianPackages = {
  containerd: "runs the nodes' containers",
  runc: "starts containers for containerd",
  "containernetworking-plugins": "gives pods their addresses (CNI)",
  nftables: "Services (kube-proxy)",
  conntrack: "Services (kube-proxy)",
  iptables: "host ports of pods (CNI)",
  openssl: "the clusters' certificates",
  iproute2: "the nodes' network namespaces",
  kmod: "loads the kernel's network modules",
  catatonit: "the pause container",
  umoci: "makes base images",
  skopeo: "puts base images into the sandbox's registry",
  podman: "runs the steps of builds",
  unzip: "opens the sources of builds",
  "busybox-static": "the shell in base images",
  "ca-certificates": "certificates in base images",
} as const;

/**
 * Installs what is missing, as root, after saying which; otherwise says the command that does. A package is not missing where another
 * provides it (Docker's `containerd.io` does `containerd` and `runc`), and none is ever removed to make room.
 * @param wanted names and what for. @default what the sandbox needs
 */
export async function requireDebianPackages(
  progress: (line: string) => void,
  wanted: Readonly<Record<string, string>> = debianPackages,
): Promise<void> {
  const missing = await missingPackages(Object.keys(wanted));
  if (missing.length === 0) return;
  const command = ["apt-get", "install", "--yes", "--no-remove", "--no-install-recommends", ...missing];
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new UserError({
      setting: "Debian packages",
      got: `${missing.join(", ")} missing`,
      expected: "all of them installed",
      fix: `Run as root: ${command.join(" ")}`,
    });
  }
  progress(`installing Debian packages: ${missing.join(", ")}`);
  // A fresh machine has no package lists; a stale one is refreshed only when it has to be.
  if (!(await apt(command.slice(1), progress))) {
    await requireNoneRemoved(missing);
    await apt(["update"], progress);
    if (!(await apt(command.slice(1), progress))) {
      await requireNoneRemoved(missing);
      throw new UserError({
        setting: "Debian packages",
        got: `apt-get could not install ${missing.join(", ")}`,
        expected: "a reachable Debian mirror",
        fix: `Run \`${command.join(" ")}\` to see why, then this command again.`,
      });
    }
  }
}

async function missingPackages(wanted: readonly string[]): Promise<string[]> {
  const format = "--showformat=${db:Status-Status}\\t${Package}, ${Provides}\\n";
  const { stdout } = await run("dpkg-query", ["--show", format], { env: process.env }).catch(
    otherwise({ stdout: "" }, failedCommand),
  );
  const installed = new Set(
    stdout
      .split("\n")
      .map((line) => line.split("\t"))
      .filter(([status]) => status === "installed")
      // A provided name may carry the version that it stands for: "runc (= 1.2)".
      .flatMap(([, names = ""]) => names.split(",").map((name) => name.trim().split(" ")[0])),
  );
  return wanted.filter((name) => !installed.has(name));
}

/** Says what stands in the way, where only the removal of a package would make room. */
async function requireNoneRemoved(missing: readonly string[]): Promise<void> {
  const simulate = ["--simulate", "--no-install-recommends", "install", ...missing];
  const { stdout } = await run("apt-get", simulate, { env: process.env }).catch(
    otherwise({ stdout: "" }, failedCommand),
  );
  const removed = [...stdout.matchAll(/^Remv (\S+)/gm)].map(([, name]) => name).sort();
  if (removed.length === 0) return;
  throw new UserError({
    setting: "Debian packages",
    got: `${removed.join(", ")} installed, which cannot stand beside ${missing.join(", ")}`,
    expected: "room for what the sandbox needs; it removes nothing of yours",
    fix: "Remove them yourself if you can do without, or use a virtual machine or a cluster of your kubeconfig: gke-bluegreen sandbox up --kubernetes context:<name>",
  });
}

async function apt(args: readonly string[], progress: (line: string) => void): Promise<boolean> {
  const child = spawn("apt-get", ["--quiet", "-o", "DPkg::Lock::Timeout=300", ...args], {
    // Services that a package would start are the sandbox's to start, not the machine's.
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => /^(Setting up|E:)/.test(line) && progress(`  ${line}`));
  }
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0));
  });
}
