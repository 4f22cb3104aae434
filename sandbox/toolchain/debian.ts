import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { UserError } from "../../lib/errors/user-error";

const run = promisify(execFile);

/** Debian packages the sandbox uses, and what for. Only the missing ones are installed. */
export const debianPackages = {
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
 * Installs what is missing, as root, after saying which; otherwise says the command that does.
 * @param wanted names and what for. @default what the sandbox needs
 */
export async function requireDebianPackages(
  progress: (line: string) => void,
  wanted: Readonly<Record<string, string>> = debianPackages,
): Promise<void> {
  const missing = await missingPackages(Object.keys(wanted));
  if (missing.length === 0) return;
  const command = ["apt-get", "install", "--yes", "--no-install-recommends", ...missing];
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
    await apt(["update"], progress);
    if (!(await apt(command.slice(1), progress))) {
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
  const { stdout } = await run("dpkg-query", ["--show", "--showformat=${Package} ${db:Status-Status}\\n"]).catch(
    () => ({
      stdout: "",
    }),
  );
  const installed = new Set(
    stdout
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return wanted.filter((name) => !installed.has(name));
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
