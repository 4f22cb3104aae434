import { silentLog } from "../../../lib/plugin";
import { PreflightHandler } from "../../../provider/preflight/handler";
import type { PreflightInputs } from "../../../provider/preflight/inputs";
import { type Answer, type Exchange, GoogleServer } from "./google-server";

const pool = {
  name: "default",
  machineType: "n1-standard-1",
  cpus: 1,
  mostNodes: 4,
  diskType: "pd-balanced",
  diskSizeGb: 50,
  spot: false,
  gpus: [],
};
const inputs: PreflightInputs = {
  project: "p",
  location: "asia-northeast3-a",
  channel: "REGULAR",
  privateNodes: true,
  pools: [pool],
};

let quotas: { metric: string; limit: number; usage: number }[];
let refusal: Answer | undefined;
let server: GoogleServer;
const answer = ({ path }: Exchange): Answer | undefined => {
  if (refusal) return refusal;
  if (path.endsWith("/regions/asia-northeast3"))
    return { body: { quotas, zones: ["z/asia-northeast3-a", "z/asia-northeast3-b"] } };
  if (path.endsWith("/serverConfig")) return { body: { validMasterVersions: ["1.35.4-gke.1000", "1.34.9-gke.1"] } };
  if (/zones\/asia-northeast3-[ab]\/machineTypes\/(n1|e2)-/.test(path)) return { body: {} };
  if (path.includes("asia-northeast3-b/acceleratorTypes/nvidia-l4")) return { body: {} };
  return undefined;
};
beforeEach(async () => {
  quotas = [
    { metric: "CPUS", limit: 24, usage: 20 },
    { metric: "SSD_TOTAL_GB", limit: 500, usage: 0 },
    { metric: "IN_USE_ADDRESSES", limit: 2, usage: 0 },
  ];
  refusal = undefined;
  server = await new GoogleServer(answer).start();
});
afterEach(() => server.stop());

const call = {
  urn: "u",
  type: "t",
  name: "preflight",
  log: silentLog,
  signal: new AbortController().signal,
  randomSeed: new Uint8Array(),
};
const failures = async (change: Partial<PreflightInputs>, olds: object = {}) => {
  const result = await new PreflightHandler().check({
    ...call,
    olds: olds as never,
    news: { ...inputs, ...change } as never,
  });
  return (result.failures ?? []).map(({ property, reason }) => `${property}: ${reason}`);
};

test("what fits passes", async () => expect(await failures({})).toEqual([]));

test.each<[string, Partial<PreflightInputs>, RegExp]>([
  [
    "CPUs that do not fit, upgrades included",
    { pools: [{ ...pool, mostNodes: 5 }] },
    /^quota: 5 more CPUS .* 4 of 24 are free/,
  ],
  ["SSD that does not fit", { pools: [{ ...pool, diskSizeGb: 200 }] }, /^quota: 800 more SSD_TOTAL_GB/],
  ["addresses of public nodes", { privateNodes: false }, /^quota: 4 more IN_USE_ADDRESSES/],
  [
    "a machine type that the zone has not",
    { pools: [{ ...pool, machineType: "a3-highgpu-8g" }] },
    /^pools.default.machineType: a3-highgpu-8g is not offered in asia-northeast3-a/,
  ],
  [
    "a GPU that another zone has",
    {
      pools: [{ ...pool, zones: ["asia-northeast3-a", "asia-northeast3-b"], gpus: [{ type: "nvidia-l4", count: 1 }] }],
    },
    /gpus: nvidia-l4 is not offered in asia-northeast3-a, only in asia-northeast3-b/,
  ],
  ["a version that is gone", { version: "1.28" }, /^version: 1.28 is not offered .* 1.35, 1.34/],
])("fails with %s", async (_, change, message) => {
  expect(await failures(change)).toEqual([expect.stringMatching(message)]);
});

test("what the stack has already is not counted twice", async () => {
  expect(await failures({ pools: [{ ...pool, mostNodes: 8 }] }, inputs)).toEqual([]);
});

test("a project whose APIs are not on yet is asked again when they are", async () => {
  refusal = {
    status: 403,
    body: { error: { code: 403, message: "it is disabled", details: [{ reason: "SERVICE_DISABLED" }] } },
  };
  expect(await failures({ pools: [{ ...pool, mostNodes: 500 }] })).toEqual([]);
  refusal = undefined;
  const made = new PreflightHandler().create({
    ...call,
    inputs: { ...inputs, pools: [{ ...pool, mostNodes: 500 }] } as never,
    preview: false,
    timeoutSeconds: undefined,
  });
  await expect(made).rejects.toThrow(/500 more CPUS/);
});

test("an unchanged configuration asks nothing", async () => {
  await failures({}, inputs);
  expect(server.exchanges).toHaveLength(0);
});
