import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { UserError } from "../../lib/errors/user-error";

/** Images, logs and objects of a small sandbox; the tools' own need is checked where they are built. */
const BYTES_NEEDED = 2 * 2 ** 30;
/** Unix sockets' paths end after 107 characters, and ours have a few after the home. */
const LONGEST_HOME = 70;
/** Nodes have folders of their own in place of these, which would hide a home in them. */
const HIDDEN_IN_NODES = ["/var/lib", "/var/log", "/run", "/var/run"];

const OTHER_CLUSTER = "Use a cluster of your kubeconfig: gke-bluegreen sandbox up --kubernetes context:<name>";

/** Says what keeps a sandbox from standing here, before anything is changed. */
export function requireSuitableMachine(home: string): void {
  if (process.platform !== "linux") {
    throw new UserError({
      setting: "this machine",
      got: process.platform,
      expected: "Linux, whose kernel the nodes' containers run on",
      fix: `${OTHER_CLUSTER}, or run it in a Linux virtual machine (lima, multipass, WSL 2), as root there.`,
    });
  }
  if (process.getuid?.() !== 0) {
    throw new UserError({
      setting: "user",
      got: `user number ${process.getuid?.()}`,
      expected: "root, since nodes are made of network namespaces, control groups and mounts",
      fix: `Run it with \`sudo -E\`. ${OTHER_CLUSTER}, which needs no root.`,
    });
  }
  requireSuitableHome(home);
  if (!existsSync("/sys/fs/cgroup")) {
    throw new UserError({
      setting: "/sys/fs/cgroup",
      got: "no control groups",
      expected: "control groups, version 1 or 2, mounted",
      fix: "In a container, start it with --privileged and --cgroupns=host.",
    });
  }
}

/** Whether somebody else listens there is better said now than by a process that keeps dying. */
export async function requireFreePort(port: number, purpose: string): Promise<void> {
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer();
    server.on("error", resolve);
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
  if (!error) return;
  throw new UserError({
    setting: `port 127.0.0.1:${port}`,
    got: error.code === "EADDRINUSE" ? "taken by another program" : error.message,
    expected: `free, for ${purpose}`,
    fix: `\`ss -ltnp 'sport = :${port}'\` names the program: stop it, then run this command again.`,
  });
}

/** What a sandbox needs of its folder, wherever its nodes are. */
export function requireSuitableHome(home: string): void {
  const hidden = HIDDEN_IN_NODES.find((folder) => `${home}/`.startsWith(`${folder}/`));
  if (hidden !== undefined || home.length > LONGEST_HOME || !home.startsWith("/")) {
    throw new UserError({
      setting: "GKE_BLUEGREEN_HOME",
      got: home,
      expected: `an absolute path of at most ${LONGEST_HOME} characters outside of ${HIDDEN_IN_NODES.join(", ")}`,
      fix: "Choose another folder, or unset it for ~/.gke-bluegreen.",
    });
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(home);
  if (bavail * bsize < BYTES_NEEDED) {
    throw new UserError({
      setting: home,
      got: `${((bavail * bsize) / 2 ** 30).toFixed(1)} GiB of free disk`,
      expected: `${BYTES_NEEDED / 2 ** 30} GiB, for images and the clusters' objects`,
      fix: "Free some space, or point GKE_BLUEGREEN_HOME at a larger disk.",
    });
  }
}
