import { ENGINE_VERSION } from "../../lib/engine/version";

/** A Go module folder in `modules/` and what is built from it. Versions are pinned by its go.mod and go.sum. */
export interface ToolGroup {
  /** Folder in `modules/`. */
  readonly module: string;
  /** Tool name → Go package. Tools of one package are one program under several names. */
  readonly packages: Readonly<Record<string, string>>;
  /** Linker variables, for tools that learn their version that way. */
  readonly linkVariables: Readonly<Record<string, string>>;
  /**
   * Modules that are built without what the sandbox does not use: `modules/<module>/_trimmed/<path of the module>/…` holds Go files
   * that stand in for all Go files of the same folder, and `modules/<module>/_trimmed/<path of the module>/<name>.patch` what is changed in
   * others.
   */
  readonly trimmed?: readonly string[];
  /** What the tools run on, where that is not this machine. */
  readonly target?: { readonly GOOS: string; readonly GOARCH: string };
  /**
   * What a build from nothing takes on 2 cores, in seconds: half of the processor seconds that `npm run bench -- --only tools` measures. The
   * honest estimate that is shown before it starts; what groups share counts for the first.
   */
  readonly coldSeconds: number;
}

/** How to ask an installed copy of a tool for its version, and the answer that makes it as good as ours. */
export interface InstalledVersion {
  readonly args: readonly string[];
  readonly answer: RegExp;
}

const kubernetesVersion = "v1.35.4";
const engineVersion = `v${ENGINE_VERSION}`;
/** A release's number, and the commit after it that the module proxy serves: what `sandbox status` shows. */
export const kubernetesPluginVersion = "4.24.0+f47bc2d6f199";

/** The Kubernetes version the sandbox's nodes and control planes run, without the leading `v`. */
export const KUBERNETES_VERSION = kubernetesVersion.slice(1);

/** Everything the sandbox builds, grouped by the Go module that pins it. A group is built when one of its tools is first asked for. */
export const toolGroups = [
  {
    // Keeps state and keys in files, PostgreSQL, Pulumi Cloud or at Google: the other clouds' SDKs are left out, and the clients of their logs.
    module: "engine",
    trimmed: ["github.com/pulumi/pulumi/pkg/v3", "gocloud.dev"],
    packages: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
    linkVariables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": engineVersion },
    coldSeconds: 120,
  },
  {
    module: "language-host",
    // The newest Node language host that a module proxy serves; it runs programs on today's SDK. What stands between a program and the engine
    // there knows only the calls of its day, without transforms and hooks, so that programs are patched through to the engine.
    trimmed: ["github.com/pulumi/pulumi/sdk/v3"],
    packages: { "pulumi-language-nodejs": "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs" },
    linkVariables: {},
    coldSeconds: 20,
  },
  {
    module: "etcd",
    packages: { etcd: "go.etcd.io/etcd/server/v3" },
    linkVariables: {},
    coldSeconds: 30,
  },
  {
    // One program under six names: most of them link the same.
    module: "kubernetes",
    packages: {
      "kube-apiserver": ".",
      "kube-controller-manager": ".",
      "kube-proxy": ".",
      "kube-scheduler": ".",
      kubectl: ".",
      kubelet: ".",
    },
    linkVariables: { "k8s.io/component-base/version.gitVersion": kubernetesVersion },
    coldSeconds: 380,
  },
  {
    // With Kubernetes' versions, and without the typed Go SDK, which one generated file draws in.
    module: "kubernetes-plugin",
    trimmed: ["github.com/pulumi/pulumi-kubernetes/provider/v4", "github.com/pulumi/pulumi-kubernetes/sdk/v4"],
    packages: {
      "pulumi-resource-kubernetes": "github.com/pulumi/pulumi-kubernetes/provider/v4/cmd/pulumi-resource-kubernetes",
    },
    linkVariables: {
      "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version": kubernetesPluginVersion,
    },
    coldSeconds: 135,
  },
  {
    // Debian's docker-registry would save this build, but opens a registry to everybody on the machine when it is installed, and no version of it
    // can be pinned.
    module: "registry",
    packages: { registry: "." },
    linkVariables: { "github.com/distribution/distribution/v3/version.version": "v3.1.2" },
    coldSeconds: 35,
  },
  { module: "coredns", packages: { coredns: "." }, linkVariables: {}, coldSeconds: 60 },
  {
    module: "metrics-server",
    packages: { "metrics-server": "sigs.k8s.io/metrics-server/cmd/metrics-server" },
    linkVariables: {},
    coldSeconds: 170,
  },
  {
    module: "traefik",
    packages: { traefik: "github.com/traefik/traefik/v3/cmd/traefik" },
    linkVariables: {},
    trimmed: ["github.com/go-acme/lego/v4", "github.com/traefik/traefik/v3", "github.com/traefik/yaegi"],
    coldSeconds: 190,
  },
  {
    module: "vegeta",
    packages: { vegeta: "github.com/tsenart/vegeta/v12" },
    linkVariables: { "main.Version": "12.12.0" },
    coldSeconds: 30,
  },
  // Not part of a sandbox: the judge that the policy pack's verdicts are compared with.
  {
    module: "kube-score",
    packages: { "kube-score": "github.com/zegl/kube-score/cmd/kube-score" },
    linkVariables: {},
    coldSeconds: 30,
  },
  // Nor this: what the switch is compared with in the benchmark.
  {
    module: "argo-rollouts",
    packages: { "rollouts-controller": "github.com/argoproj/argo-rollouts/cmd/rollouts-controller" },
    linkVariables: {},
    coldSeconds: 240,
  },
  {
    // Nor this, which reads what stacks bring: compose files and kustomize directories.
    module: "readers",
    packages: { "readers.wasm": "." },
    linkVariables: {},
    target: { GOOS: "wasip1", GOARCH: "wasm" },
    coldSeconds: 150,
  },
  {
    // Checks the pipelines that `init ci` writes.
    module: "actionlint",
    packages: { actionlint: "github.com/rhysd/actionlint/cmd/actionlint" },
    linkVariables: {},
    coldSeconds: 20,
  },
] as const satisfies readonly ToolGroup[];

type Packages = (typeof toolGroups)[number]["packages"];
/** Names accepted by `toolPath`. */
export type ToolName = Packages extends infer P ? (P extends Packages ? keyof P : never) : never;

/** Tools that many machines have: an installed one of just the pinned version is used instead of a build. */
export const installedVersions: Partial<Record<ToolName, InstalledVersion>> = {
  pulumi: { args: ["version"], answer: new RegExp(`^${engineVersion}$`, "m") },
  kubectl: { args: ["version", "--client"], answer: new RegExp(`Client Version: ${kubernetesVersion}$`, "m") },
  etcd: { args: ["--version"], answer: /^etcd Version: 3\.6\.5$/m },
};
