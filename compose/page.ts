import { buildKeys, deployKeys, type KeyRule, projectKeys, serviceKeys } from "./keys";

type Peers = readonly [kompose: string, bridge: string, defang: string];

/**
 * What others do with a key, where that was read in their public sources: kompose 1.38.0's conversion matrix, Docker's Compose Bridge
 * templates 0.0.6, Defang 3.14.1 (for Cloud Run).
 */
const peers: Readonly<Record<string, Peers>> = {
  build: [
    "context, dockerfile; no args",
    "image name only",
    "yes; refuses secrets, ssh, platforms, inline Dockerfiles",
  ],
  depends_on: ["no", "ignored", "ignored, with a debug line"],
  healthcheck: ["yes", "liveness only", "yes; start_period ignored"],
  volumes: ["claims", "claims of 100 Mi; bind: hostPath", "warned of and dropped"],
  secrets: ["yes, not external ones", "mounted by subPath", "external ones only"],
  configs: ["yes", "yes", "–"],
  env_file: ["yes", "–", "–"],
  networks: ["yes", "NetworkPolicy for ingress", "must be declared"],
  restart: ["`no`, `on-failure`: a Pod", "copied, though a Deployment takes Always only", "ignored"],
  entrypoint: ["yes", "yes", "refused"],
  profiles: ["a warning", "none", "–"],
  deploy: ["limits, replicas, update_config", "reads other keys; Recreate", "reservations; update strategy refused"],
};

const verdicts = {
  honoured: "honoured",
  "without effect": "no effect",
  refused: "refused",
} as const satisfies Readonly<Record<KeyRule["verdict"], string>>;

/** The manual's page of compose files: `npm run docs`. */
export function composePage(): string {
  return `# Compose files

A compose file goes to the cluster as it is, under a name of the stack's:

\`\`\`yaml
gke-bluegreen:compose:
  shop:
    file: compose.yaml
\`\`\`

[compose-go](https://github.com/compose-spec/compose-go), the specification's own reader, reads it: merges, \`extends\`, \`include\`, anchors,
profiles, \`\${NAME}\` and \`.env\` are as with \`docker compose config\`. It runs as a WebAssembly module that sees the stack's folder and nothing
else of the machine; its answer is kept until a file that it read changes, so that a preview waits for it only then. Values for \`\${NAME}\` come
from \`variables\`, \`secrets\` and \`.env\`, never from the shell: a file could name a credential of whoever runs it.

## What a service becomes

| a service | becomes |
| --- | --- |
| with a named volume, or of an image that is known as a database | a StatefulSet with a disk for each volume; never blue/green |
| with published ports, \`expose\`, EXPOSE or an HTTP healthcheck | a blue/green app: a LoadBalancer where ports are published, inside the cluster otherwise |
| with \`restart: "no"\` and no ports, or one that others wait for to end | a Job, which the update waits for |
| any other | a worker: a StatefulSet without disks. One that shares the image of a service that listens, with another command, says \`as: worker\` |

\`services.<name>.as\` says otherwise. Names resolve as in compose (\`db:3306\`): a StatefulSet's on every port, an app's on the ports that it
publishes, exposes, or that another service names. Each change of the file is a release onto the idle colour; or the stack names colours:

\`\`\`yaml
gke-bluegreen:compose:
  shop:
    file: compose.yaml
    services:
      web:
        active: green
        colors: { green: { image: docker.io/library/nginx:1.29 } }
\`\`\`

## Nothing is dropped in silence

Every key has one of three verdicts. What has **no effect** is listed by the preview, with the place in the file and the reason. What would
make the application behave otherwise is **refused**, with what to do; \`leaveOut\` names what the service can do without. What a service names
that looks like a credential in clear text is refused with the one command that makes it a secret:

\`\`\`sh
pulumi config set --secret --path 'gke-bluegreen:compose.shop.secrets.MYSQL_ROOT_PASSWORD'
\`\`\`

The file stays as it is: the secret takes the value's place, in a Secret of the release. A text that holds \`\${NAME}\` of such a secret is secret
as a whole. In \`compose.yaml\` the order of the update follows \`depends_on\`.

## Keys of a service

${table(serviceKeys, true)}

## Keys of \`build\`

${table(buildKeys, false)}

## Keys of \`deploy\`

${table(deployKeys, false)}

## Keys of the file

${table(projectKeys, false)}

Keys that begin with \`x-\` are for other programs.
`;
}

function table(rules: Readonly<Record<string, KeyRule>>, withPeers: boolean): string {
  const head = ["key", "verdict", "how, or why", ...(withPeers ? ["kompose", "Compose Bridge", "Defang"] : [])];
  const rows = Object.entries(rules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rule]) => [
      `\`${key}\``,
      verdicts[rule.verdict],
      rule.verdict === "refused" ? `${rule.how}. ${rule.fix}` : rule.how,
      ...(withPeers ? (peers[key] ?? ["–", "–", "–"]) : []),
    ]);
  return [head, head.map(() => "---"), ...rows]
    .map((row) => `| ${row.map((one) => one.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
