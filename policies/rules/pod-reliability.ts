import { kubeScore, link, resourceRules } from "../rule";
import { mainContainers, podWith, servers, type Workload } from "../workload";

export const podReliabilityRules = resourceRules<Workload>(servers, [
  {
    id: "pod-readiness-probe",
    title: "A pod says when it can take traffic",
    severity: "high",
    sources: [kubeScore("pod-probes")],
    field: "containers[].readinessProbe",
    fix: "Add an HTTP readinessProbe on a path that fails when the app cannot serve.",
    examples: {
      pass: podWith({ ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { path: "/healthz", port: 80 } } }),
      fail: podWith({ ports: [{ containerPort: 80 }] }),
    },
    check: (workload) =>
      mainContainers(
        workload,
        (c) => (c.ports ?? []).length > 0 && !c.readinessProbe,
        "gets requests before it can answer them",
      ),
  },
  {
    id: "pod-liveness-differs",
    title: "Liveness asks something else than readiness",
    severity: "medium",
    sources: [kubeScore("pod-probes-identical")],
    field: "containers[].livenessProbe",
    fix: "Leave livenessProbe out, or let it ask only whether the process hangs.",
    examples: {
      pass: podWith({
        readinessProbe: { httpGet: { path: "/ready", port: 80 } },
        livenessProbe: { httpGet: { path: "/live", port: 80 } },
      }),
      fail: podWith({
        readinessProbe: { httpGet: { path: "/", port: 80 } },
        livenessProbe: { httpGet: { path: "/", port: 80 } },
      }),
    },
    check: (workload) =>
      mainContainers(
        workload,
        ({ readinessProbe, livenessProbe }) =>
          !!livenessProbe && JSON.stringify(livenessProbe) === JSON.stringify(readinessProbe),
        "a slow dependency restarts every pod at once",
      ),
  },
  {
    id: "pod-probe-port",
    title: "Probes ask a port the container has",
    severity: "high",
    sources: [link("https://docs.kubelinter.io/#/generated/checks?id=readiness-port")],
    field: "containers[].readinessProbe.httpGet.port",
    fix: "Use a port number or name of the container's ports.",
    examples: {
      pass: podWith({ ports: [{ name: "http", containerPort: 80 }], readinessProbe: { httpGet: { port: "http" } } }),
      fail: podWith({ ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { port: 8080 } } }),
    },
    check: (workload) =>
      mainContainers(
        workload,
        (c) =>
          [c.readinessProbe, c.livenessProbe, c.startupProbe].some((probe) => {
            const port = (probe?.httpGet ?? probe?.tcpSocket)?.port;
            return (
              port !== undefined &&
              (c.ports ?? []).length > 0 &&
              !(c.ports ?? []).some(
                ({ name, containerPort }) => containerPort === port || name === port || String(containerPort) === port,
              )
            );
          }),
        "a probe asks a port that is not listed and never succeeds",
      ),
  },
  {
    id: "pod-resource-requests",
    title: "Containers say what they need",
    severity: "medium",
    sources: [kubeScore("container-resources")],
    field: "containers[].resources.requests",
    fix: "Set requests.cpu and requests.memory.",
    examples: { pass: podWith({ resources: { requests: { cpu: "100m", memory: "64Mi" } } }), fail: podWith({}) },
    check: (workload) =>
      mainContainers(
        workload,
        (c) => !c.resources?.requests?.["cpu"] || !c.resources.requests["memory"],
        "the scheduler packs it as if it needed nothing",
      ),
  },
  {
    id: "pod-memory-limit",
    title: "Containers have a memory limit",
    severity: "low",
    sources: [kubeScore("container-resources")],
    field: "containers[].resources.limits.memory",
    fix: "Set limits.memory, equal to the request.",
    examples: { pass: podWith({ resources: { limits: { memory: "64Mi" } } }), fail: podWith({}) },
    check: (workload) =>
      mainContainers(workload, (c) => !c.resources?.limits?.["memory"], "a leak takes its neighbours down"),
  },
]);
