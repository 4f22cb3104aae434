import { parseStack } from "../../../config";
import { accepted, verdicts } from "../../cluster-verdicts";

const source = { namespace: "gke-bluegreen:", file: "Pulumi.test.yaml" };
const cluster = { existing: { name: "c", location: "asia-northeast3-a" } };
const parse = (sections: object) => parseStack({ cluster, ...sections }, source);

test.each(verdicts)("fails with $what", ({ sections, ours }) => expect(() => parse(sections)).toThrow(ours));
test.each(accepted)("takes $what", ({ sections }) => expect(() => parse(sections)).not.toThrow());
