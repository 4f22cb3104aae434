import { cis, kubeScore, link, resourceRules } from "../rule";
import { everyContainer, podWith, type Workload, workloads } from "../workload";

const digests = resourceRules<Workload>(workloads, [
  {
    id: "image-digest",
    title: "Images are named by digest",
    severity: "high",
    sources: [kubeScore("container-image-tag"), link("https://slsa.dev/")],
    field: "containers[].image",
    fix: "Use the digest that the build answered (name@sha256:…): this project's Image resource gives it.",
    examples: { pass: podWith({ image: "gcr.io/p/i@sha256:00" }), fail: podWith({ image: "gcr.io/p/i:blue" }) },
    check: (workload) =>
      everyContainer(
        workload,
        ({ image }) => image !== undefined && !image.includes("@sha256:"),
        "what runs can change without a release",
      ),
  },
]);

/** Registries that scan what they hold and that a team can guard with IAM, and Kubernetes' own. */
const usualRegistries = ["gcr.io/", "*.gcr.io/", "*-docker.pkg.dev/", "registry.k8s.io/"];

const registries = resourceRules<Workload>(workloads, [
  {
    id: "image-registry",
    title: "Images come from registries that you chose",
    severity: "medium",
    sources: [cis("5.1.4"), link("https://slsa.dev/")],
    field: "containers[].image",
    fix: "Copy the image into your own registry (a remote repository of Artifact Registry does it), or allow its registry in the configuration.",
    settings: {
      allowed: {
        type: "array",
        items: { type: "string", minLength: 1 },
        description: `Beginnings of image references, where * stands for any characters but a slash (default ${usualRegistries.join(", ")}).`,
      },
    },
    examples: {
      pass: podWith({ image: "gcr.io/p/i@sha256:00" }),
      fail: podWith({ image: "docker.io/library/redis@sha256:00" }),
    },
    check: (workload, _, settings) => {
      const allowed = Array.isArray(settings["allowed"]) ? settings["allowed"].map(String) : usualRegistries;
      const patterns = allowed.map((beginning) => new RegExp(`^${beginning.split("*").map(literally).join("[^/]*")}`));
      return everyContainer(
        workload,
        ({ image }) => image !== undefined && !patterns.some((pattern) => pattern.test(image)),
        "comes from a registry that nobody here answers for",
      );
    },
  },
]);

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export const imageRules = [...digests, ...registries];
