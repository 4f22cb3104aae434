import { safeSysctls } from "../lib/kubernetes/safe-sysctls";
import { environmentOf } from "./environment";
import { foldersOf, type Folders } from "./folders";
import { refuse, servicePath, settingOf, type ServiceContext } from "./context";
import type { ComposeService } from "./model";
import type { PodInput } from "./sections";
import { literally, mebibytes, milliCores } from "./units";

const DEFAULT_MEMORY = "512Mi";

/** What the pods of any service have, whatever it becomes. */
export function podOf(context: ServiceContext): { readonly pod: PodInput; readonly claims: Folders["claims"] } {
  const { service, name, config } = context;
  const { env, secrets } = environmentOf(context);
  const folders = foldersOf(context);
  const patch = patchOf(context, folders);
  const annotations = service["annotations"];
  return {
    claims: folders.claims,
    pod: {
      namespace: config.namespace,
      ...(isTexts(annotations) && { annotations }),
      env,
      settings: {
        configMaps: folders.settings.configMaps ?? {},
        secrets: { ...secrets, ...folders.settings.secrets },
      },
      ...(service.entrypoint && { command: service.entrypoint.map(literally) }),
      ...(service.command && { args: service.command.map(literally) }),
      resources: resourcesOf(context),
      volumes: folders.volumes,
      mounts: folders.mounts,
      // Compose lets a service write where its image may.
      readOnlyRootFilesystem: service.read_only === true,
      ...userOf(context),
      ...archOf(context),
      ...(patch && { podPatch: patch(name) }),
    },
  };
}

const isTexts = (value: unknown): value is Record<string, string> => typeof value === "object" && value !== null;

function resourcesOf({ service, known, findings, ...context }: ServiceContext): NonNullable<PodInput["resources"]> {
  const { limits, reservations } = service.deploy?.resources ?? {};
  const memory = service.mem_limit ?? limits?.memory ?? service.mem_reservation ?? reservations?.memory;
  const cpus = reservations?.cpus ?? service.cpus ?? limits?.cpus;
  if (memory === undefined)
    findings.note(
      ["services", context.name],
      "otherwise",
      `no memory is named: it has ${known?.memory ?? DEFAULT_MEMORY}, reserved and at most (deploy.resources.limits.memory changes it)`,
    );
  return {
    cpu: cpus === undefined || Number(cpus) === 0 ? "100m" : milliCores(cpus),
    memory: memory === undefined ? (known?.memory ?? DEFAULT_MEMORY) : mebibytes(memory),
  };
}

function userOf(context: ServiceContext): Pick<PodInput, "runAsUser" | "runAsRoot"> {
  const { service, told, known, dockerfile, findings } = context;
  if (told.runAsRoot) return { runAsRoot: told.runAsRoot };
  if (told.runAsUser !== undefined) return { runAsUser: told.runAsUser };
  const asRoot = (capabilities: readonly string[] = []) =>
    `pulumi config set --path '${settingOf(context, "runAsRoot.reason")}' 'WHY IT HAS TO'${capabilities
      .map(
        (one, index) =>
          ` && pulumi config set --path '${settingOf(context, `runAsRoot.capabilities[${index}]`)}' ${one}`,
      )
      .join("")}`;
  const [user = ""] = (service.user ?? "").split(":");
  if (/^[1-9]\d*$/.test(user)) return { runAsUser: Number(user) };
  if (user !== "") {
    const isRoot = user === "0" || user === "root";
    refuse(context, "user", {
      got: isRoot ? "root" : `the user ${user}, by name`,
      expected: isRoot ? "a user without root's powers" : "its number: Kubernetes does not know the image's names",
      fix: isRoot
        ? `Name another, or say why it must be root: ${asRoot()}`
        : `Write \`user: "1000"\`, with the number that \`id -u ${user}\` says in the image.`,
    });
    return {};
  }
  if (known) {
    if (known.user !== undefined) return { runAsUser: known.user };
    refuse(context, "image", {
      got: `${service.image}, which starts as root`,
      expected: "an image that runs as another user, or a word in the stack that this one must not",
      fix: `Use an image without root (such as nginxinc/nginx-unprivileged), or say why: ${asRoot(known.capabilities)}`,
    });
    return {};
  }
  const stated = dockerfile?.user;
  // Said again, since a new disk is given to the pod's user.
  if (service.build && stated !== undefined && /^[1-9]\d*$/.test(stated)) return { runAsUser: Number(stated) };
  if (service.build)
    refuse(context, "build.dockerfile", {
      got: stated === undefined ? "an image without USER, which runs as root" : `USER ${stated}`,
      expected: "a user by number, not root",
      fix: `Add \`USER 1000\` (or another number that can read what the image holds) to the Dockerfile, write \`user: "1000"\` in the file, or say why it must be root: ${asRoot()}`,
    });
  else
    findings.note(
      servicePath(context, "image"),
      "otherwise",
      "it runs as the image's own user, which has to be a number and not root; `user` names another",
    );
  return {};
}

function archOf({ service }: ServiceContext): Pick<PodInput, "nodeSelector"> {
  const arch = { "linux/amd64": "amd64", "linux/x86_64": "amd64", "linux/arm64": "arm64", "linux/aarch64": "arm64" }[
    (service.platform ?? "").split("/").slice(0, 2).join("/")
  ];
  return arch === undefined ? {} : { nodeSelector: { "kubernetes.io/arch": arch } };
}

/** What the configuration has no key for: a patch of the pod, by the container's name. */
function patchOf(
  context: ServiceContext,
  { inMemory }: Folders,
): ((container: string) => Record<string, unknown>) | undefined {
  const { service, kind } = context;
  const sysctls = Object.entries(service.sysctls ?? {});
  for (const [name] of sysctls)
    if (!safeSysctls.includes(name))
      refuse(context, `sysctls.${name}`, {
        got: name,
        expected: `one that the Pod Security level baseline admits: ${safeSysctls.join(", ")}`,
        fix: "Remove it; a node pool of your own can have it set (linuxNodeConfig).",
      });
  const safe = sysctls.flatMap(([name, value]) => (safeSysctls.includes(name) ? [{ name, value: String(value) }] : []));
  const groups = (service.group_add ?? []).map(Number).filter((group) => Number.isInteger(group));
  const [, group = ""] = (service.user ?? "").split(":");
  const securityContext = {
    ...(safe.length > 0 && { sysctls: safe }),
    ...(groups.length > 0 && { supplementalGroups: groups }),
    ...(/^[1-9]\d*$/.test(group) && { runAsGroup: Number(group) }),
  };
  const aliases = extraHosts(service).flatMap(({ host, ip }) => {
    if (ip !== "host-gateway") return [{ ip, hostnames: [host] }];
    refuse(context, `extra_hosts.${host}`, {
      got: "host-gateway, this machine",
      expected: "an address: nodes have no service of your machine",
      fix: "Run what it leads to as a service, or name its host in gke-bluegreen:externalNames.",
    });
    return [];
  });
  const spec = {
    ...(service.hostname !== undefined && kind === "app" && { hostname: service.hostname }),
    ...(aliases.length > 0 && { hostAliases: aliases }),
    ...(Object.keys(securityContext).length > 0 && { securityContext }),
    ...(inMemory.length > 0 && { volumes: inMemory.map((name) => ({ name, emptyDir: { medium: "Memory" } })) }),
  };
  const { working_dir: workingDir } = service;
  if (Object.keys(spec).length === 0 && workingDir === undefined) return undefined;
  return (container) => ({
    spec: { ...spec, ...(workingDir !== undefined && { containers: [{ name: container, workingDir }] }) },
  });
}

/** `host=address`, as compose-go writes each. */
const extraHosts = ({ extra_hosts: hosts = [] }: ComposeService) =>
  hosts.map((text) => {
    const [host = "", ...address] = text.split("=");
    return { host, ip: address.join("=") };
  });
