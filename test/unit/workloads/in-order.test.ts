import type * as pulumi from "@pulumi/pulumi";
import { InOrder, type UpdateOrder } from "../../../workloads/in-order";

/** What is made, in its order, each with what it waits for. */
function made(after: UpdateOrder, sections: Readonly<Record<string, readonly string[]>>): string[] {
  const lines: string[] = [];
  const order = new InOrder(after);
  const names = new Map<pulumi.Resource, string>();
  for (const [section, own] of Object.entries(sections))
    order.section(section, own, (name, before) => {
      if (name === "absent") return undefined;
      const resource = {} as pulumi.Resource;
      names.set(resource, name);
      lines.push([name, ...before.map((one) => `after ${names.get(one)}`)].join(" "));
      return resource;
    });
  order.make();
  return lines;
}

const sections = { statefulSets: ["db"], jobs: ["migrate"], apps: ["web", "api"] };

test("without an order: section by section, each once", () => {
  expect(made({}, sections)).toEqual(["db", "migrate", "web", "api"]);
});

test("what another one waits for is made before it, with all that it waits for itself", () => {
  const after = { "statefulSets.db": ["jobs.migrate"], "jobs.migrate": ["apps.api"], "apps.web": ["statefulSets.db"] };
  expect(made(after, sections)).toEqual(["api", "migrate after api", "db after migrate", "web after db"]);
});

test("one that two wait for is made once", () => {
  const after = { "apps.web": ["statefulSets.db"], "apps.api": ["statefulSets.db"] };
  expect(made(after, { apps: ["web", "api"], statefulSets: ["db"] })).toEqual(["db", "web after db", "api after db"]);
});

test("nobody waits for what is not there", () => {
  const after = { "apps.web": ["statefulSets.absent", "nothing.at-all"] };
  expect(made(after, { statefulSets: ["absent"], apps: ["web"] })).toEqual(["web"]);
});
