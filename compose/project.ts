import { kubernetesName } from "../config/kubernetes-values";
import { undescribed } from "../config/compose";
import type { ProjectContext, ServiceContext } from "./context";
import { refuse } from "./context";
import { dockerfileFacts } from "./dockerfile";
import { judgeProject, judgeService } from "./judge";
import { kindOf, type ServiceKind } from "./kind";
import { knownImage } from "./known-images";
import type { ComposeModel, ComposeService } from "./model";
import { policiesOf } from "./networks";
import { isNamed } from "./ports";
import { holdsSecret } from "./secrets";
import type { Sections } from "./sections";
import { addService } from "./service";

/** Which section a service of a kind is in. */
const sectionOf: Readonly<Record<ServiceKind, "apps" | "statefulSets" | "jobs">> = {
  app: "apps",
  stateful: "statefulSets",
  worker: "statefulSets",
  job: "jobs",
};

/** What a compose file becomes. What it says that would be otherwise than with compose is in the context's findings. */
export function sectionsOf(context: ProjectContext): Sections {
  const { model, config, findings } = context;
  const sections: Sections = {
    images: {},
    apps: {},
    statefulSets: {},
    jobs: {},
    externalNames: {},
    policies: policiesOf(model, config.namespace),
    after: {},
  };
  judgeProject(model, findings);
  samePort(context);
  const services = Object.entries(model.services).map(([name, service]) => serviceContext(context, name, service));
  const places = new Map(services.map(({ name, kind }) => [name, `${sectionOf[kind]}.${name}`]));
  for (const one of services) {
    const { name, service } = one;
    judgeService(one);
    if (!kubernetesName.safeParse(name).success)
      refuse(one, "name", {
        got: `the service ${name}`,
        expected: "lower-case letters, digits and hyphens: by its name others find it",
        fix: `Rename it, for example to ${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}, also where others name it.`,
      });
    secretsInTheirPlace(one);
    addService(one, sections);
    const after = Object.entries(service.depends_on ?? {}).flatMap(([other]) => places.get(other) ?? []);
    if (after.length > 0) sections.after[places.get(name) ?? name] = after;
    for (const alias of aliasesOf(one)) {
      if (alias in model.services || !kubernetesName.safeParse(alias).success) continue;
      sections.externalNames[alias] = {
        namespace: config.namespace,
        host: `${name}.${config.namespace}.svc.cluster.local`,
      };
    }
  }
  return sections;
}

function serviceContext(context: ProjectContext, name: string, service: ComposeService): ServiceContext {
  const told = context.config.services[name] ?? undescribed;
  const known = service.build ? undefined : knownImage(service.image);
  const dockerfile = dockerfileOf(context, service);
  return {
    ...context,
    name,
    service,
    told,
    known,
    dockerfile,
    kind: kindOf(name, service, context.model, told, dockerfile?.ports ?? []),
  };
}

function dockerfileOf({ files }: ProjectContext, { build }: ComposeService) {
  if (!build) return undefined;
  const found = files(`${build.context}/${build.dockerfile ?? "Dockerfile"}`);
  return found?.kind === "text" ? dockerfileFacts(found.text, build.target) : undefined;
}

/** Other names of a service: of networks and links, and its container's where another service uses it. */
function aliasesOf({ service, name, model }: ServiceContext): string[] {
  const ofNetworks = Object.values(service.networks ?? {}).flatMap((network) => network?.aliases ?? []);
  const ofLinks = Object.values(model.services).flatMap(({ links = [] }) =>
    links.flatMap((link) => {
      const [target, alias] = link.split(":");
      return target === name && alias !== undefined ? [alias] : [];
    }),
  );
  const { container_name: container } = service;
  const ofContainer = container !== undefined && container !== name && isNamed(container, model) ? [container] : [];
  return [...new Set([...ofNetworks, ...ofLinks, ...ofContainer])];
}

/** A secret may stand in a variable, and nowhere else. */
function secretsInTheirPlace(context: ServiceContext): void {
  for (const [key, value] of Object.entries(context.service))
    if (key !== "environment" && value !== undefined && holdsSecret(JSON.stringify(value)))
      refuse(context, key, {
        got: "a secret of the stack",
        expected:
          "it in a variable (environment) or as one of `secrets`: here whoever reads the cluster's objects would see it",
        fix: "Give it to the program as a variable, and let that name it.",
      });
}

/** As a container engine would: a port of the machine is one service's. */
function samePort({ model, findings }: ProjectContext): void {
  const owners = new Map<string, string>();
  for (const [name, { ports = [] }] of Object.entries<ComposeModel["services"][string]>(model.services))
    for (const { published, protocol = "tcp", target } of ports) {
      if (published === undefined || published === "") continue;
      const other = owners.get(`${published}/${protocol}`);
      if (other !== undefined && other !== name)
        findings.refuse({
          path: ["services", name, "ports", String(target)],
          got: `the published port ${published}, which ${other} has already`,
          expected: "another one",
          fix: `Publish one of them elsewhere, such as "${Number(published) + 1}:${target}".`,
        });
      owners.set(`${published}/${protocol}`, name);
    }
}
