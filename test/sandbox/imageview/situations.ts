import type { Changes } from "../../../cli/journey/journey";

/** What a reviewer may be asked to judge: a change of the main example's stack file, and how the report's command ends. */
export interface Situation {
  readonly name: string;
  readonly active: "blue" | "green";
  readonly changes: Changes;
  readonly command: readonly string[];
  readonly code: number;
}

/** Texts that are planted as secrets: none of them may be in any report. */
export const planted = {
  CANARY_PLAIN: "canary-plain-4711",
  CANARY_QUOTED: 'canary "quoted" 4712',
  CANARY_LINES: "canary\nsecond line 4713",
} as const;

const preview = ["preview", "--format", "markdown"];
const one = { active: "blue", changes: {}, command: preview, code: 2 } as const;

export const fromNothing: Situation = { ...one, name: "create-from-nothing" };

/** With blue live and nothing else to do. */
export const onBlue: readonly Situation[] = [
  { ...one, name: "nothing-changes", code: 0 },
  { ...one, name: "switch", active: "green" },
  {
    ...one,
    name: "change-that-waits",
    changes: { "apps.webserver.env.GREETING": "hello" },
    code: 0,
  },
  {
    ...one,
    name: "node-pool-replaced",
    changes: { "cluster.nodePools.default.spot": true },
  },
  { ...one, name: "cluster-replaced", changes: { "cluster.location": "asia-northeast3-b" } },
  {
    ...one,
    name: "secrets-planted",
    changes: {
      "apps.webserver.colors.green.env": {
        LEAK: { configMap: "leak", key: "unmarked" },
        TOKEN: { secret: "token", key: "plain" },
      },
      "apps.webserver.colors.green.settings": {
        configMaps: { leak: { unmarked: `before ${planted.CANARY_PLAIN} after <b>bold</b> @everyone` } },
        secrets: {
          token: {
            plain: { env: "CANARY_PLAIN" },
            quoted: { env: "CANARY_QUOTED" },
            lines: { env: "CANARY_LINES" },
          },
        },
      },
    },
  },
  {
    ...one,
    name: "500-resources",
    changes: Object.fromEntries(
      Array.from({ length: 56 }, (_, index) => [
        `apps.shop-${index}`,
        {
          active: "blue",
          port: 8080,
          runAsUser: 1000,
          colors: { blue: { image: "imageview:blue" }, green: { image: "imageview:green" } },
        },
      ]),
    ),
  },
  {
    ...one,
    name: "failed",
    changes: { "images.imageview.context": "examples/no-such-folder" },
    code: 1,
  },
  {
    ...one,
    name: "policy-violation",
    // The API server would be open to everybody.
    changes: { "cluster.controlPlane.authorizedNetworks": undefined },
    code: 3,
  },
];

/** After somebody changed the selector by hand. */
export const drift: Situation = { ...one, name: "drift", command: ["drift", "--format", "markdown"] };

/** With green live. */
export const rollback: Situation = { ...one, name: "rollback" };
