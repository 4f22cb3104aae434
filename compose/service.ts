import type { ComposeServiceConfig } from "../config/compose";
import { refuse, servicePath, type ServiceContext } from "./context";
import { healthOf } from "./health";
import { fullReference } from "./known-images";
import { podOf } from "./pod";
import { exposedPorts, isLocal, namedPorts, publishedPort } from "./ports";
import type { AppInput, ImageInput, JobInput, ProbeInput, Sections, StatefulSetInput } from "./sections";
import { secondsText, wholeSeconds } from "./units";

/** Compose waits so long after SIGTERM. */
const DEFAULT_GRACE = "10s";

/** Adds what a service becomes to the stack's sections. */
export function addService(context: ServiceContext, sections: Sections): void {
  const { name, kind, service } = context;
  if (replicasOf(context) === 0 && kind !== "stateful" && kind !== "worker")
    refuse(context, "deploy", {
      got: "no replicas",
      expected: "one or more",
      fix: "Give the service a profile, which leaves it out, or a number of replicas.",
    });
  if (service.build) sections.images[imageName(context)] = imageOf(context);
  switch (kind) {
    case "app":
      sections.apps[name] = appOf(context);
      break;
    case "stateful":
    case "worker":
      sections.statefulSets[name] = statefulSetOf(context);
      break;
    case "job":
      sections.jobs[name] = jobOf(context);
      break;
    default:
      kind satisfies never;
  }
}

const replicasOf = ({ service }: ServiceContext): number => service.deploy?.replicas ?? service.scale ?? 1;

const imageName = ({ project, name }: ServiceContext): string => `${project}-${name}`;

const referenceOf = (context: ServiceContext): string =>
  context.service.build ? imageName(context) : fullReference(context.service.image ?? "");

function imageOf(context: ServiceContext): ImageInput {
  const { context: folder, dockerfile, args = {}, target } = context.service.build ?? { context: "" };
  const inside = folder === "/stack" || folder.startsWith("/stack/");
  if (!inside)
    refuse(context, "build.context", {
      got: folder,
      expected: "a folder of the stack's",
      fix: "Move the source into the folder of Pulumi.yaml, or build the image elsewhere and name it as `image`.",
    });
  const buildArgs = Object.entries(args).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return {
    context: inside ? `.${folder.slice("/stack".length)}` : ".",
    tags: {
      latest: {
        ...(dockerfile !== undefined && { dockerfile }),
        buildArgs: Object.fromEntries(buildArgs),
        ...(target !== undefined && target !== "" && { stage: target }),
      },
    },
  };
}

const probesOf = ({ service, told }: ServiceContext) => {
  const health = healthOf(service.healthcheck);
  return told.readiness ? { readiness: told.readiness } : health;
};

const shutdownOf = ({ service }: ServiceContext): string =>
  secondsText(wholeSeconds(service.stop_grace_period ?? DEFAULT_GRACE));

function jobOf(context: ServiceContext): JobInput {
  return { ...podOf(context).pod, image: referenceOf(context), backoffLimit: 0 };
}

function statefulSetOf(context: ServiceContext): StatefulSetInput {
  const { service, known, kind, dockerfile, name, model, findings } = context;
  const { pod, claims } = podOf(context);
  const tcp = [
    ...(service.ports ?? []).filter(({ protocol = "tcp" }) => protocol === "tcp").map(({ target }) => target),
    ...exposedPorts(service).map(({ port }) => port),
    // A worker is often the image of a service that listens, with another command.
    ...(kind === "worker" ? [] : (dockerfile?.ports ?? [])),
    ...(known && kind !== "worker" ? [known.port] : []),
    ...namedPorts(name, model),
  ];
  for (const { target } of service.ports ?? [])
    findings.note(
      servicePath(context, "ports"),
      "without effect",
      `${target} is reached inside the cluster as ${name}:${target}, and not from outside: kubectl port-forward statefulset/${name} ${target}`,
    );
  const ports = [...new Set(tcp)];
  const [first] = ports;
  return {
    ...pod,
    image: referenceOf(context),
    replicas: replicasOf(context),
    ports: Object.fromEntries(ports.map((port) => [`p${port}`, port])),
    claims,
    ...(kind === "worker" && { podManagement: "Parallel" as const }),
    ...(first !== undefined && { readiness: { tcp: first } }),
    ...probesOf(context),
    shutdown: shutdownOf(context),
  };
}

function appOf(context: ServiceContext): AppInput {
  const { told } = context;
  const { pod } = podOf(context);
  const { main, servicePort, further, outside } = portsOf(context);
  const health = probesOf(context) ?? { readiness: { tcp: main } satisfies ProbeInput };
  const path = "path" in health.readiness ? health.readiness.path : undefined;
  return {
    ...pod,
    ...coloursOf(told, referenceOf(context)),
    replicas: Math.max(1, replicasOf(context)),
    port: main,
    ...(servicePort !== main && { servicePort }),
    ports: further,
    ...health,
    expose: told.expose ?? (outside ? { kind: "LoadBalancer" } : { kind: "ClusterIP" }),
    // Users are asked for what the healthcheck says is there.
    ...(path !== undefined && { analysis: { path } }),
    shutdown: shutdownOf(context),
  };
}

/** Each change of the file is a release onto the idle colour; where the stack names colours, both are the file's but for what it says of them. */
function coloursOf(
  { active, colors }: ComposeServiceConfig,
  image: string,
): Pick<AppInput, "active" | "colors" | "image"> {
  if (active === undefined && Object.keys(colors).length === 0) return { image };
  return {
    active: active ?? "blue",
    colors: { blue: { image: colors.blue?.image ?? image }, green: { image: colors.green?.image ?? image } },
  };
}

interface AppPorts {
  readonly main: number;
  readonly servicePort: number;
  readonly further: NonNullable<AppInput["ports"]>;
  readonly outside: boolean;
}

function portsOf(context: ServiceContext): AppPorts {
  const { service, known, dockerfile, name, model, findings } = context;
  const published = (service.ports ?? []).filter((one) => !isLocal(one));
  const local = (service.ports ?? []).filter(isLocal);
  for (const { target, host_ip: address } of local)
    findings.note(
      servicePath(context, "ports"),
      "otherwise",
      `${target} is published at ${address}: it is reached inside the cluster only, and from your machine by kubectl port-forward`,
    );
  const first = published.find(({ protocol = "tcp" }) => protocol === "tcp") ?? local[0];
  const named = namedPorts(name, model);
  const inside = [
    ...exposedPorts(service),
    ...local.map(({ target: port, protocol = "tcp" }) => ({ port, protocol })),
    ...(dockerfile?.ports ?? []).map((port) => ({ port, protocol: "tcp" })),
    ...named.map((port) => ({ port, protocol: "tcp" })),
  ];
  const main = first?.target ?? inside.find(({ protocol }) => protocol === "tcp")?.port ?? known?.port ?? 80;
  if (
    known &&
    first &&
    ![known.port, ...(dockerfile?.ports ?? [])].includes(main) &&
    !service.command &&
    !listensElsewhere(context)
  )
    refuse(context, `ports.${main}`, {
      got: `${first.published ?? main}:${main}, where ${service.image} listens on ${known.port}`,
      expected: "the port that the process listens on, after the colon",
      fix: `Write "${first.published ?? known.port}:${known.port}".`,
    });
  const servicePort = (first && !isLocal(first) ? publishedPort(first) : undefined) ?? main;
  if (servicePort !== main && named.includes(main))
    refuse(context, `ports.${main}`, {
      got: `${servicePort}:${main}, and other services that name ${name}:${main}`,
      expected: "one port for both: a Service has the published one",
      fix: `Write "${main}:${main}", or ${name}:${servicePort} where others name it.`,
    });
  const further = new Map<string, NonNullable<AppInput["ports"]>[string]>();
  const taken = new Set([`${main}/tcp`, `${servicePort}/tcp`]);
  const add = (port: number, protocol: string, more: { readonly servicePort?: number; readonly outside?: boolean }) => {
    if (taken.has(`${port}/${protocol}`)) return;
    taken.add(`${port}/${protocol}`);
    const suffix = protocol === "tcp" ? "" : `-${protocol}`;
    const kind = protocol.toUpperCase() as "TCP" | "UDP" | "SCTP";
    further.set(`p${port}${suffix}`, { port, ...more, ...(kind !== "TCP" && { protocol: kind }) });
  };
  for (const one of published) {
    if (one === first) continue;
    const own = publishedPort(one);
    add(one.target, one.protocol ?? "tcp", {
      outside: true,
      ...(own !== undefined && own !== one.target && { servicePort: own }),
    });
  }
  for (const { port, protocol } of inside) add(port, protocol, {});
  if (known) add(known.port, "tcp", {});
  return { main, servicePort, further: Object.fromEntries(further), outside: published.length > 0 };
}

/** A configuration of the service's own may have it listen where it likes. */
const listensElsewhere = ({ service }: ServiceContext): boolean =>
  [...(service.volumes ?? []), ...(service.configs ?? [])].length > 0;
