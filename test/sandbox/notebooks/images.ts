import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { credentials } from "../../../sandbox/home/credentials";
import { googleCloudAddress } from "../../../sandbox/home/environment";
import { cacheFolder } from "../../../sandbox/home/folder";
import { registryAddress } from "../../../sandbox/kubernetes";
import { up, type Sandbox } from "../../../sandbox/lifecycle/up";
import { registryAuthFile } from "../../../sandbox/registry";
import { command, quiet } from "../../../sandbox/testing/test-cluster";

/** The images of `examples/data-platform/notebook`, by reference with a digest. */
export interface NotebookImages {
  readonly notebook: string;
  readonly proxy: string;
}

const source = resolve(__dirname, "../../../examples/data-platform/notebook");
const bases = resolve(__dirname, "../../../sandbox/images/language-runtimes.ts");
const names = ["notebook", "proxy"] as const;
const PREFIX = "notebooks-";

/**
 * Puts the images into a sandbox's registry. The first time they are built by Cloud Build from the example's source, with packages from
 * PyPI and npm, which takes minutes; then they are kept, until the source changes.
 */
export async function notebookImages(sandbox: Sandbox): Promise<NotebookImages> {
  const kept = join(cacheFolder(), "images", `${PREFIX}${sourceHash()}`);
  if (!existsSync(kept)) await build(sandbox, kept);
  const pushed = async (name: (typeof names)[number]) => {
    const repository = `docker.io/gke-bluegreen/${name}`;
    await copy(sandbox, `oci:${kept}:${name}`, inRegistry(sandbox, `${repository}:test`));
    return `${repository}@${await digest(sandbox, repository)}`;
  };
  return { notebook: await pushed("notebook"), proxy: await pushed("proxy") };
}

/** Of what the images are made from: their source, and the images that it begins with. */
function sourceHash(): string {
  const hash = createHash("sha256");
  const files = readdirSync(source).sort();
  for (const file of [...files.map((name) => join(source, name)), bases]) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** Has Cloud Build make them, as a stack's `images` does, and keeps them in place of those of an earlier source. */
async function build({ home }: Sandbox, kept: string): Promise<void> {
  const sandbox = await up(home, quiet, { buildNetwork: true });
  const cloud = new Cloud(sandbox);
  const project = "notebooks-project";
  const location = "asia-northeast3";
  const bucket = `${project}-sources`;
  for (const api of ["cloudbuild", "artifactregistry", "storage"])
    await cloud.call("POST", `serviceusage/v1/projects/${project}/services/${api}.googleapis.com:enable`, {});
  await cloud.call("POST", `storage/v1/b?project=${project}`, { name: bucket, location });
  const repositories = `artifactregistry/v1/projects/${project}/locations/${location}/repositories`;
  await cloud.call("POST", `${repositories}?repositoryId=notebooks`, { format: "DOCKER" });
  const archive = await command("sh", ["-c", `tar -C '${source}' -cz . | base64 -w0`]);
  const object = `upload/storage/v1/b/${bucket}/o?uploadType=media&name=source.tgz`;
  await cloud.call("POST", object, Buffer.from(archive, "base64"));
  const image = (name: string) => `${location}-docker.pkg.dev/${project}/notebooks/${name}:test`;
  const docker = (name: string, file: string) => ({
    name: "gcr.io/cloud-builders/docker",
    args: ["build", "-t", image(name), "-f", file, "."],
    waitFor: ["-"],
  });
  const { metadata } = (await cloud.call("POST", `cloudbuild/v1/projects/${project}/builds`, {
    source: { storageSource: { bucket, object: "source.tgz" } },
    steps: [docker("notebook", "Dockerfile"), docker("proxy", "proxy.Dockerfile")],
    images: names.map(image),
    timeout: "1200s",
  })) as { metadata: { build: { id: string } } };
  await cloud.built(`cloudbuild/v1/projects/${project}/builds/${metadata.build.id}`);

  const folder = join(cacheFolder(), "images");
  const partial = await mkdtemp(join(folder, "making-"));
  try {
    // One after the other: they write one index.
    for (const name of names) await copy(sandbox, inRegistry(sandbox, image(name)), `oci:${partial}/layout:${name}`);
    for (const former of (await readdir(folder)).filter((one) => one.startsWith(PREFIX)))
      await rm(join(folder, former), { recursive: true, force: true });
    await rename(join(partial, "layout"), kept);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

const inRegistry = ({ instance }: Sandbox, name: string) => `docker://${registryAddress(instance)}/${name}`;

async function copy({ home, instance }: Sandbox, from: string, to: string): Promise<void> {
  const auth = await registryAuthFile(home, [registryAddress(instance)]);
  const flags = ["--src-tls-verify=false", "--dest-tls-verify=false", `--authfile=${auth}`];
  await command("skopeo", ["--insecure-policy", "copy", ...flags, from, to]);
}

async function digest({ home, instance }: Sandbox, repository: string): Promise<string> {
  const auth = await registryAuthFile(home, [registryAddress(instance)]);
  const name = `docker://${registryAddress(instance)}/${repository}:test`;
  const found = await command("skopeo", [
    ...["inspect", "--tls-verify=false", `--authfile=${auth}`, "--format", "{{.Digest}}", name],
  ]);
  return found.trim();
}

/** The sandbox's Google Cloud, as a client without a library sees it. */
class Cloud {
  private readonly url: string;
  private readonly token: string;

  constructor({ home, instance }: Sandbox) {
    const { host, port } = googleCloudAddress(instance);
    this.url = `http://${host}:${port}`;
    this.token = credentials(home).accessToken;
  }

  /** @param path an API's name, and the path in it */
  async call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.url}/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        "Content-Type": Buffer.isBuffer(body) ? "application/gzip" : "application/json",
      },
      ...(body && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    // What an earlier, interrupted making left is as good.
    if (!answer.ok && answer.status !== 409) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  async built(path: string): Promise<void> {
    for (;;) {
      const { status, failureInfo } = (await this.call("GET", path)) as {
        status: string;
        failureInfo?: { detail?: string };
      };
      if (status === "SUCCESS") return;
      if (!["PENDING", "QUEUED", "WORKING"].includes(status))
        throw new Error(`${status}: ${failureInfo?.detail ?? ""}`);
      await sleep(1000);
    }
  }
}
