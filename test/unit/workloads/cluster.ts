import * as k8s from "@pulumi/kubernetes";
import { parseStack } from "../../../config";
import { deployWorkloads, type WorkloadsArgs } from "../../../workloads";
import { only, registered, source, type Registered } from "../infra/program";

export const image = `docker.io/library/web@sha256:${"a".repeat(64)}`;
export const otherImage = `docker.io/library/web@sha256:${"b".repeat(64)}`;

const cluster = { existing: { name: "c", location: "asia-northeast3-a" } };

/** An app with nothing special. */
export const app = (changes: object = {}) => ({
  active: "blue",
  colors: { blue: { image }, green: { image: otherImage } },
  ...changes,
});

/** What a stack with these sections registers in its cluster. */
export async function deployed(
  sections: object,
  functions?: (token: string, given: Readonly<Record<string, unknown>>) => object,
  found?: (one: Registered) => object,
  objects: NonNullable<WorkloadsArgs["objects"]> = [],
): Promise<Registered[]> {
  const stack = parseStack({ cluster, ...sections }, source);
  const { resources } = await registered(
    () =>
      deployWorkloads({
        ...stack,
        objects,
        provider: new k8s.Provider("cluster", { kubeconfig: "{}" }),
        kubeconfig: "{}",
        images: {},
      }),
    found,
    functions,
  );
  return resources.filter(({ type }) => type !== "pulumi:providers:kubernetes");
}

type Inputs = Readonly<Record<string, never>>;

/** The inputs of the one resource of a kind, in an object that tests can look into. */
export async function one(sections: object, type: string, name?: string): Promise<Inputs> {
  return only(await deployed(sections), type, name) as Inputs;
}

/** An object as a matcher: of what it names it wants the same. */
const like = (given: object): object => expect.objectContaining(partial(given)) as object;

function partial(given: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === "object" && value !== null && !Array.isArray(value) && !("asymmetricMatch" in value)
        ? like(value)
        : value,
    ]),
  );
}
