import { Sensitive } from "../config";
import { refuse, secretsOf, servicePath, type ServiceContext, type StackFile } from "./context";
import type { ComposeFileMount, ComposeFileSource, ComposeMount } from "./model";
import type { PodInput, SettingsInput, StatefulSetInput } from "./sections";
import { holdsSecret } from "./secrets";
import { mebibytes } from "./units";

/** What a service finds in its file system besides its image. */
export interface Folders {
  readonly settings: SettingsInput;
  readonly volumes: NonNullable<PodInput["volumes"]>;
  readonly mounts: NonNullable<PodInput["mounts"]>;
  readonly claims: NonNullable<StatefulSetInput["claims"]>;
  /** Volumes that are in memory, for which the configuration has no word. */
  readonly inMemory: readonly string[];
}

interface Point {
  readonly path: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

const DEFAULT_SIZE = "10Gi";
/** Folder of a disk that has what is in the volume. */
const VOLUME_FOLDER = "data";

export function foldersOf(context: ServiceContext): Folders {
  const { service } = context;
  const collected = new Collected();
  for (const mount of service.volumes ?? []) mounted(mount, context, collected);
  for (const text of service.tmpfs ?? []) collected.memory(text.split(":")[0] ?? text, sizeOf(text));
  if (service.shm_size !== undefined) collected.memory("/dev/shm", mebibytes(service.shm_size));
  for (const one of service.configs ?? []) config(one, context, collected);
  for (const one of service.secrets ?? []) secret(one, context, collected);
  return collected.folders();
}

const sizeOf = (text: string): string | undefined =>
  /\bsize=(\d+[kmgKMG]?i?)/
    .exec(text)?.[1]
    ?.toUpperCase()
    .replace(/^(\d+)([KMG])$/, "$1$2i")
    .replace(/^(\d+)KI?$/, "$1Ki");

function mounted(mount: ComposeMount, context: ServiceContext, collected: Collected): void {
  const { source = "", target } = mount;
  const key = `volumes.${target}`;
  switch (mount.type) {
    case "volume":
      return named(mount, context, collected);
    case "tmpfs":
      return collected.memory(target, mount.tmpfs?.size === undefined ? undefined : mebibytes(mount.tmpfs.size));
    case "bind": {
      if (source.endsWith("docker.sock"))
        return refuse(context, key, {
          got: "the socket of a container engine",
          expected: "no access to the machine: nodes have no Docker, and its socket is root on the node",
          fix: "Remove the mount; a proxy that asks Docker for its routes is what `expose` of the stack's services replaces.",
        });
      const found = context.files(source);
      if (found?.kind === "text") {
        // Only once: a ConfigMap holds a MiB.
        collected.file(target, found.text);
        context.findings.note(
          servicePath(context, ...key.split(".", 1), target),
          "otherwise",
          "a ConfigMap of the release: it cannot be written to, and a change of the file is a release",
        );
        return;
      }
      return refuse(context, key, { got: bindText(source, found), ...bindAdvice(context, mount, found) });
    }
    default:
      return refuse(context, key, {
        got: `a mount of type ${mount.type}`,
        expected: "volume, bind or tmpfs",
        fix: "Bring what is in it into the image, or into a named volume.",
      });
  }
}

const bindText = (source: string, found: StackFile | undefined): string =>
  found?.kind === "folder"
    ? "a folder of the source, mounted as it is on this machine"
    : found?.kind === "other"
      ? `${source}, ${found.what}`
      : `${source}, which is not in the stack's folder`;

function bindAdvice(context: ServiceContext, { source = "", target }: ComposeMount, found: StackFile | undefined) {
  if (found?.kind === "folder" && context.service.build !== undefined)
    return {
      expected: "what the image has there: nodes do not have this machine's files, and a release is an image",
      fix: `COPY it in the Dockerfile, and move the mount to a compose.override.yaml of your own, which this stack does not name.`,
    };
  const isData = context.known?.database === true || !source.startsWith("/stack/");
  if (isData)
    return {
      expected: "a named volume: a node's folder is lost with the node",
      fix: `Write \`${volumeName(context.name, target)}:${target}\` in its place, and \`volumes: { ${volumeName(context.name, target)}: {} }\` at the end of the file. Bring data that exists in by a dump: the disk starts empty.`,
    };
  return {
    expected: "a file, which becomes a ConfigMap, or what the image has there",
    fix: "Mount its files one by one, bring them into the image, or leave the mount out.",
  };
}

const volumeName = (service: string, target: string) =>
  `${service}-${target.split("/").filter(Boolean).at(-1) ?? "data"}`;

function named(mount: ComposeMount, context: ServiceContext, collected: Collected): void {
  const { source = "", target } = mount;
  const { kind, model, config, name, findings } = context;
  if (source === "")
    return refuse(context, `volumes.${target}`, {
      got: "a volume without a name",
      expected: "a name: by it a disk is found again",
      fix: `Write \`${volumeName(name, target)}:${target}\` in its place and name it under \`volumes\`; or leave it out where it only covers a mount of the source.`,
    });
  const others = Object.entries(model.services).filter(
    ([other, service]) =>
      other !== name && (service.volumes ?? []).some((one) => one.type === "volume" && one.source === source),
  );
  if (others.length > 0)
    return refuse(context, `volumes.${target}`, {
      got: `the volume ${source}, which ${others.map(([other]) => other).join(", ")} mounts as well`,
      expected: "a disk of one service: one that several nodes write to is a file server",
      fix: "Let one service own the data and the others ask it; bring what is only read into the images.",
    });
  if (kind === "app" || kind === "job")
    return refuse(context, `volumes.${target}`, {
      got: `the volume ${source} of a service that is ${kind === "app" ? "a blue/green app" : "a Job"}`,
      expected: "data of a service with one set of pods: two colours would write to one disk",
      fix: "Let it be stateful (`as: stateful`, the default for a service with a volume), or move the data to a service of its own.",
    });
  if (mount.volume?.subpath !== undefined)
    return refuse(context, `volumes.${target}`, {
      got: "a part of a volume (subpath)",
      expected: "a whole volume",
      fix: "Mount the volume as a whole, and name the folder in it in the service's own configuration.",
    });
  const told = config.volumes[source] ?? {};
  const claim = claimName(source);
  collected.claims[claim] = {
    size: told.size ?? DEFAULT_SIZE,
    mount: target,
    // As with compose a new volume is empty: MySQL makes no database beside lost+found (docker-library/mysql#186).
    folder: VOLUME_FOLDER,
    ...(told.storageClass !== undefined && { storageClass: told.storageClass }),
  };
  findings.note(
    servicePath(context, "volumes", target),
    "otherwise",
    `a disk of ${String(told.size ?? DEFAULT_SIZE)}${told.size === undefined ? ` (gke-bluegreen:compose.${context.project}.volumes.${source}.size changes it)` : ""}, which starts empty: what the image has there is not copied`,
  );
}

const claimName = (volume: string): string =>
  volume
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "") || "data";

/** A text with its place, for a config of the file. */
function config(
  { source, target = `/${source}` }: ComposeFileMount,
  context: ServiceContext,
  collected: Collected,
): void {
  const from = context.model.configs?.[source];
  const text = from?.content ?? (from?.file === undefined ? undefined : textOf(from.file, context));
  if (text === undefined) return sourceless("configs", source, from, context);
  if (holdsSecret(text))
    return refuse(context, `configs.${source}`, {
      got: "a config that holds a secret",
      expected: "a secret of the file",
      fix: `Name it under \`secrets\` instead of \`configs\`.`,
    });
  collected.file(target.startsWith("/") ? target : `/${target}`, text);
}

function secret({ source, target = source }: ComposeFileMount, context: ServiceContext, collected: Collected): void {
  const from = context.model.secrets?.[source];
  const name = from?.environment ?? source;
  const own = secretsOf(context)[name] ?? secretsOf(context)[source];
  const text = own === undefined && from?.file !== undefined ? textOf(from.file, context) : undefined;
  const value = own ?? (text === undefined ? undefined : new Sensitive(text));
  if (value === undefined) return sourceless("secrets", source, from, context);
  collected.secret(target.startsWith("/") ? target : `/run/secrets/${target}`, value);
}

function textOf(path: string, { files }: ServiceContext): string | undefined {
  const found = files(path);
  return found?.kind === "text" ? found.text : undefined;
}

function sourceless(
  kind: "configs" | "secrets",
  source: string,
  from: ComposeFileSource | undefined,
  context: ServiceContext,
): void {
  const got =
    from?.external === true
      ? "one that lies outside of the file (external)"
      : from?.file !== undefined
        ? `the file ${from.file}, which is not a text of the stack's folder`
        : "no content";
  refuse(context, `${kind}.${source}`, {
    got,
    expected: `the content of ${source}`,
    fix:
      kind === "secrets"
        ? `pulumi config set --secret --path 'gke-bluegreen:compose.${context.project}.secrets.${from?.environment ?? source}'`
        : "Name a file of the stack's folder, or write its content.",
  });
}

/** Collects what is mounted, with names that Kubernetes accepts. */
class Collected {
  readonly claims: Folders["claims"] = {};
  private readonly texts: Record<string, string> = {};
  private readonly secretTexts: Record<string, Sensitive> = {};
  private readonly files: Point[] = [];
  private readonly secretFiles: Point[] = [];
  private readonly memories: { readonly target: string; readonly size: string | undefined }[] = [];

  file(target: string, text: string): void {
    const subPath = freeKey(target, this.texts);
    this.texts[subPath] = text;
    this.files.push({ path: target, subPath, readOnly: true });
  }

  secret(target: string, value: Sensitive): void {
    const subPath = freeKey(target, this.secretTexts);
    this.secretTexts[subPath] = value;
    this.secretFiles.push({ path: target, subPath, readOnly: true });
  }

  memory(target: string, size: string | undefined): void {
    if (!this.memories.some((one) => one.target === target)) this.memories.push({ target, size });
  }

  folders(): Folders {
    const memory = this.memories.map((one, index) => ({ name: `memory-${index}`, ...one }));
    return {
      claims: this.claims,
      settings: {
        ...(this.files.length > 0 && { configMaps: { files: this.texts } }),
        ...(this.secretFiles.length > 0 && { secrets: { files: this.secretTexts } }),
      },
      volumes: {
        ...(this.files.length > 0 && { files: { configMap: "files" } }),
        ...(this.secretFiles.length > 0 && { "secret-files": { secret: "files" } }),
        ...Object.fromEntries(
          memory.map(({ name, size }) => [name, { emptyDir: size === undefined ? {} : { sizeLimit: size } }]),
        ),
      },
      mounts: {
        ...(this.files.length > 0 && { files: this.files }),
        ...(this.secretFiles.length > 0 && { "secret-files": this.secretFiles }),
        ...Object.fromEntries(memory.map(({ name, target }) => [name, target])),
      },
      inMemory: memory.map(({ name }) => name),
    };
  }
}

function freeKey(target: string, taken: Readonly<Record<string, unknown>>): string {
  const base =
    (target.split("/").filter(Boolean).at(-1) ?? "file").replaceAll(/[^-._a-zA-Z0-9]/g, "-").replace(/^\.+/, "") ||
    "file";
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${number}-${base}`;
    if (!(key in taken)) return key;
  }
}
