import { colour, object, shopSwitch } from "../examples";
import { type KubernetesObject, labelsOf, list, matches, objects, podLabels, record, text } from "../objects";
import { each, link, type StackRule, type Violation } from "../rule";
import { replicasAfter, switches } from "../switches";

const readme = "https://martinfowler.com/bliki/BlueGreenDeployment.html";
const both = [...colour("blue"), ...colour("green")];

const liveColourUnchanged: StackRule = {
  id: "live-colour-unchanged",
  title: "The live colour is not changed in place",
  severity: "high",
  sources: [link(readme)],
  field: "TrafficSwitch.colors.<live>.revision, allowInPlace",
  fix: "Give the change to the idle colour and set active to it.",
  settings: {
    before: {
      type: "array",
      description:
        "What was live before this update; `gke-bluegreen preview` and `apply` say it, because the engine shows a pack the new state only.",
      items: {
        type: "object",
        required: ["namespace", "app", "live", "revision"],
        additionalProperties: false,
        properties: {
          namespace: { type: "string" },
          app: { type: "string" },
          live: { type: "string" },
          revision: { type: "string" },
        },
      },
    },
  },
  exampleSettings: { before: [{ namespace: "n", app: "shop", live: "blue", revision: "1" }] },
  examples: {
    pass: [...both, shopSwitch()],
    fail: [...both, shopSwitch({ colors: { blue: { deployment: "shop-blue", service: "shop-blue", revision: "3" } } })],
  },
  check: (resources, settings) => {
    const before = list(settings["before"]);
    return each(switches(resources), ({ urn, app, namespace, active, props }): Violation[] => {
      if (props["allowInPlace"] === true)
        return [{ urn, because: `${app}: allowInPlace lets a release change pods that have traffic` }];
      const was = before.find((one) => one["namespace"] === namespace && one["app"] === app);
      if (!was || was["live"] !== active) return [];
      const revision = text(record(record(props["colors"])[active])["revision"]);
      return revision === was["revision"]
        ? []
        : [{ urn, because: `${app}: ${active} has the traffic and its image or settings change under its users` }];
    });
  },
};

const verifiedBeforeTraffic: StackRule = {
  id: "colour-verified",
  title: "A colour is verified before it gets traffic",
  severity: "medium",
  sources: [link(readme)],
  field: "TrafficSwitch.verify",
  fix: "Give the app at least one check (verify: [{ http: { path: / } }]).",
  examples: { pass: [...both, shopSwitch()], fail: [...both, shopSwitch({ verify: [] })] },
  check: (resources) =>
    each(switches(resources), ({ urn, app, props }) =>
      list(props["verify"]).length > 0
        ? []
        : [
            {
              urn,
              because: `${app}: whatever starts gets the traffic; that pods are ready is all that is known of them`,
            },
          ],
    ),
};

const liveColourServes: StackRule = {
  id: "live-colour-serves",
  title: "The route leads to a colour that is there",
  severity: "critical",
  sources: [link(readme)],
  field: "TrafficSwitch.active, colors, replicas",
  fix: "Let active name a colour whose Deployment and Service are in the program, with one replica or more.",
  examples: {
    pass: [...both, shopSwitch()],
    fail: [...colour("green"), shopSwitch()],
  },
  check: (resources) => {
    const all = switches(resources);
    const deployments = objects(resources, "Deployment");
    const services = objects(resources, "Service");
    const inNamespace = (candidates: readonly KubernetesObject[], namespace: string, name: string) =>
      candidates.find((candidate) => candidate.namespace === namespace && candidate.name === name);
    return each(all, ({ urn, app, namespace, active, colors }): Violation[] => {
      const live = colors[active];
      const says = (because: string) => [{ urn, because: `${app}: ${because}` }];
      if (!live) return says(`active is ${active}, and the colours are ${Object.keys(colors).join(" and ")}`);
      const deployment = inNamespace(deployments, namespace, live.deployment);
      if (!deployment) return says(`the Deployment ${live.deployment} of ${active} is not in this stack`);
      const service = inNamespace(services, namespace, live.service);
      if (!service) return says(`the Service ${live.service} of ${active} is not in this stack`);
      if (!matches(labelsOf(service.spec["selector"]), podLabels(deployment)))
        return says(`the Service ${live.service} does not select the pods of ${live.deployment}`);
      return replicasAfter(deployment, all) === 0 ? says(`${active} has the traffic and no pods`) : [];
    });
  },
};

const oneColourBehindService: StackRule = {
  id: "service-one-colour",
  title: "A Service leads to one colour",
  severity: "high",
  sources: [link(readme)],
  field: "Service.spec.selector",
  fix: "Add the colour to the selector, or leave the selector out and give the route to a traffic switch.",
  examples: {
    pass: [...both, object("Service", "core/v1", { spec: { selector: { app: "shop", color: "blue" } } }, "shop")],
    fail: [...both, object("Service", "core/v1", { spec: { selector: { app: "shop" } } }, "shop")],
  },
  check: (resources) => {
    const deployments = objects(resources, "Deployment");
    return each(objects(resources, "Service"), ({ urn, namespace, spec }) => {
      const selector = labelsOf(spec["selector"]);
      if (Object.keys(selector).length === 0) return [];
      const colors = deployments
        .filter((one) => one.namespace === namespace && matches(selector, podLabels(one)))
        .map((one) => podLabels(one)["color"] ?? podLabels(one)["colour"])
        .filter((color) => color !== undefined);
      const different = [...new Set(colors)];
      return different.length > 1
        ? [{ urn, because: `its selector matches ${different.join(" and ")}: users get both versions at once` }]
        : [];
    });
  },
};

const guardBeforeDeployments: StackRule = {
  id: "release-guarded",
  title: "Deployments of colours wait for the release guard",
  severity: "high",
  sources: [link(readme)],
  field: "options.dependsOn",
  fix: "Use BlueGreenApp, or add a ReleaseGuard for the app and let both Deployments depend on it.",
  examples: {
    pass: guarded(true),
    fail: guarded(false),
  },
  check: (resources) => {
    const guards = resources.filter(({ type }) => type === "gke-bluegreen:workloads:ReleaseGuard");
    const deployments = objects(resources, "Deployment");
    return each(switches(resources), ({ urn, app, namespace, colors }): Violation[] => {
      const guard = guards.find(
        ({ props }) => props["app"] === app && (text(props["namespace"]) || "default") === namespace,
      );
      if (!guard) return [{ urn, because: `${app}: nothing refuses a change of pods that have traffic` }];
      return Object.values(colors).flatMap(({ deployment: name }) => {
        const found = deployments.find((one) => one.namespace === namespace && one.name === name);
        return !found || found.dependencies.some((dependency) => dependency.urn === guard.urn)
          ? []
          : [{ urn: found.urn, because: `${name} may be changed before the guard of ${app} has refused it` }];
      });
    });
  },
};

function guarded(waits: boolean) {
  const guard = {
    urn: "urn:pulumi:s::p::gke-bluegreen:workloads:ReleaseGuard::shop",
    type: "gke-bluegreen:workloads:ReleaseGuard",
    name: "shop",
    props: { app: "shop", namespace: "n" },
  };
  return [guard, shopSwitch(), ...both.map((one) => ({ ...one, dependencies: waits ? [guard] : [] }))];
}

export const blueGreenRules: readonly StackRule[] = [
  liveColourUnchanged,
  verifiedBeforeTraffic,
  liveColourServes,
  oneColourBehindService,
  guardBeforeDeployments,
];
