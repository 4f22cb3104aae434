import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClusterRecord } from "../../../sandbox/google-cloud/services/container/cluster-record";
import { putRecord, removeRecord } from "../../../sandbox/google-cloud/services/container/records";
import { recountUsage, regionQuotas } from "../../../sandbox/google-cloud/services/compute/quotas";
import { Store } from "../../../sandbox/google-cloud/state/store";

const folder = mkdtempSync(join(tmpdir(), "quotas-"));
const store = new Store(join(folder, "state.lmdb"));
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const place = (cluster: string, location = "europe-west1-b") => ({ project: "quota-proj", location, cluster });
const record = (nodes: number, machineType = "e2-standard-4"): ClusterRecord => ({
  cluster: { nodePools: [{ name: "pool", config: { machineType, diskSizeGb: 10 }, locations: ["europe-west1-b"] }] },
  sizes: { pool: nodes },
});
const used = (metric: string, region = "europe-west1") =>
  regionQuotas(store, "quota-proj", region).find((quota) => quota.metric === metric)?.usage;

// In this order: each begins with what the one before left.
test("counts a cluster, its growth, another beside it, and their end", () => {
  store.change(() => putRecord(store, place("one"), record(1)));
  expect([used("CPUS"), used("SSD_TOTAL_GB"), used("INSTANCES")]).toEqual([4, 10, 1]);
  store.change(() => putRecord(store, place("one"), record(3)));
  expect([used("CPUS"), used("SSD_TOTAL_GB"), used("INSTANCES")]).toEqual([12, 30, 3]);
  store.change(() => putRecord(store, place("two", "europe-west1"), record(1, "e2-standard-2")));
  expect(used("CPUS")).toBe(14);
  store.change(() => removeRecord(store, place("one")));
  expect([used("CPUS"), used("CPUS", "us-central1")]).toEqual([2, 0]);
});

test("leaves nothing behind with a region's last cluster", () => {
  store.change(() => putRecord(store, place("far", "us-east1-b"), record(1)));
  expect(store.keys("usage", "quota-proj")).toHaveLength(2);
  store.change(() => removeRecord(store, place("far", "us-east1-b")));
  expect(store.keys("usage", "quota-proj")).toEqual([["usage", "quota-proj", "europe-west1"]]);
});

test("fails together with the change that it belongs to", () => {
  expect(() =>
    store.change(() => {
      putRecord(store, place("three"), record(5));
      throw new Error("taken back");
    }),
  ).toThrow("taken back");
  expect(used("CPUS")).toBe(2);
});

test("is counted anew where a state has no totals, or wrong ones", () => {
  store.change(() => store.remove(["usage", "quota-proj", "europe-west1"]));
  expect(used("CPUS")).toBe(0);
  recountUsage(store);
  expect(used("CPUS")).toBe(2);
  store.change(() => store.put(["usage", "quota-proj", "us-central1"], { clusters: 1, CPUS: 7 }));
  recountUsage(store);
  expect([used("CPUS"), used("CPUS", "us-central1")]).toEqual([2, 0]);
});
