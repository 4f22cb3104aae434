import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { path, type BaseImage } from "./base-images";
import { passwd, shell, temporary, type Content } from "./contents";
import { debianPackages } from "./debian-packages";

/** An image that stands in for a public one which cannot be pulled here, made from Debian's packages. */
export interface StandIn extends BaseImage {
  /** What it is, for `sandbox status`. */
  readonly text: string;
}

/**
 * Stand-ins by the name that `sandbox up --stand-ins` takes. They are made for who asks, and `sandbox status` lists them: no other image is
 * ever replaced.
 */
export const standIns = {
  nginx: {
    names: ["docker.io/library/nginx:latest"],
    text: "Debian's nginx, with the configuration, ports and folders of the official image",
    contents: [
      passwd,
      temporary,
      shell,
      debianPackages("nginx-light"),
      files({
        "etc/nginx/nginx.conf": "nginx.conf",
        "etc/nginx/conf.d/default.conf": "nginx-default.conf",
        "usr/share/nginx/html/index.html": "nginx-index.html",
      }),
      owned("nginx", 101, ["var/lib/nginx", "var/cache/nginx", "var/log/nginx"]),
    ],
    entrypoint: [],
    command: ["nginx", "-g", "daemon off;"],
    environment: path,
    user: "",
  },
  mysql: {
    names: ["docker.io/library/mysql:latest"],
    text: "Debian's MariaDB, which takes the variables MYSQL_ROOT_PASSWORD, MYSQL_DATABASE, MYSQL_USER and MYSQL_PASSWORD of the official image",
    contents: [
      passwd,
      temporary,
      shell,
      debianPackages("mariadb-server-core", "mariadb-client-core"),
      files({ "etc/mysql/my.cnf": "mysql.cnf", "usr/local/bin/docker-entrypoint.sh": "mysql-entrypoint.sh" }),
      owned("mysql", 999, ["var/lib/mysql", "run/mysqld"]),
    ],
    entrypoint: ["docker-entrypoint.sh"],
    command: ["mysqld"],
    environment: path,
    user: "",
  },
} as const satisfies Readonly<Record<string, StandIn>>;

/** A stand-in that there is. */
export type StandInName = keyof typeof standIns;
/** All of them, as `--stand-ins` offers them. */
export const standInNames = Object.keys(standIns) as readonly StandInName[];

/** Files that are kept beside this one: target in the image → name. */
function files(names: Readonly<Record<string, string>>): Content {
  const source = (name: string) => join(__dirname, "stand-ins", name);
  return {
    sources: () => Promise.resolve([...Object.values(names).map(source), __filename]),
    write: async (root) => {
      for (const [target, name] of Object.entries(names)) {
        const file = join(root, target);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, await readFile(source(name)));
        await chmod(file, name.endsWith(".sh") ? 0o755 : 0o644);
      }
    },
  };
}

/** A user of its own, and folders that any user may write to, since a cluster may run it as another. */
function owned(user: string, id: number, folders: readonly string[]): Content {
  return {
    sources: () => Promise.resolve([__filename]),
    write: async (root) => {
      await append(join(root, "etc/passwd"), `${user}:x:${id}:${id}::/nonexistent:/bin/false`);
      await append(join(root, "etc/group"), `${user}:x:${id}:`);
      for (const folder of folders) {
        await mkdir(join(root, folder), { recursive: true });
        await chmod(join(root, folder), 0o1777);
      }
    },
  };
}

async function append(file: string, line: string): Promise<void> {
  await writeFile(file, `${(await readFile(file, "utf8")).trimEnd()}\n${line}\n`);
}
