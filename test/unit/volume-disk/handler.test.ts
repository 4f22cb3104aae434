import { type PropertyMap, silentLog } from "../../../lib/plugin";
import { VolumeDiskHandler } from "../../../provider/volume-disk/handler";

const made = { namespace: "data", size: "10Gi", accessMode: "ReadWriteOnce", existing: false };
const given = { ...made, existing: true };

const refusals = async (olds: PropertyMap, news: PropertyMap) => {
  const call = { urn: "u", type: "t", name: "v", log: silentLog, signal: new AbortController().signal };
  const { inputs, failures = [] } = await new VolumeDiskHandler().check({
    ...call,
    ...{ olds, news, randomSeed: new Uint8Array() },
  });
  expect(inputs).toEqual(news);
  return failures.map(({ reason }) => reason);
};

test.each<[string, PropertyMap, PropertyMap]>([
  ["one that is not made yet", {}, made],
  ["one that stays as it is", made, made],
  ["one that grows, in other units as well", { ...made, size: "1024Mi" }, { ...made, size: "2Gi" }],
  ["another existing disk, for the old one stays", given, { ...given, namespace: "shop" }],
  ["a new disk in place of an existing one, which stays", given, made],
])("takes %s", async (_, olds, news) => {
  expect(await refusals(olds, news)).toEqual([]);
});

test.each<[string, PropertyMap, PropertyMap, RegExp]>([
  ["a smaller size", made, { ...made, size: "5Gi" }, /^size: a disk grows and never shrinks; it is 10Gi, and 5Gi is wanted\. Write 10Gi$/],
  ["another class", made, { ...made, storageClass: "premium-rwo" }, /^storageClass: .*it is the cluster's own, and premium-rwo is wanted\. Write the old one, or make a volume of another name/],
  ["no class any more", { ...made, storageClass: "premium-rwo" }, made, /^storageClass: .*the cluster's own is wanted/],
  ["another mode", made, { ...made, accessMode: "ReadWriteMany" }, /^accessMode: .*it is ReadWriteOnce, and ReadWriteMany is wanted/],
  ["another namespace", made, { ...made, namespace: "shop" }, /^namespace: .*it is data, and shop is wanted/],
  ["an existing disk in its place", made, given, /^disk, nfs: the claim's own disk would be deleted with its data/],
])("refuses %s, with the reason and the way out", async (_, olds, news, reason) => {
  expect(await refusals(olds, news)).toEqual([expect.stringMatching(reason)]);
}); // prettier-ignore
