import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fidelityReport } from "../../../sandbox/google-cloud/fidelity/report";
import { SandboxCloud } from "./sandbox-cloud";

interface Behaviour {
  readonly faults?: readonly { readonly method: string; readonly operation?: object }[];
}

const page = readFileSync(join(__dirname, "..", "..", "..", "docs", "sandbox-faults.md"), "utf8");
const documented = [...page.matchAll(/\*\*(.+)\*\*\n\n```json\n([^`]+)```/g)].map(
  ([, title = "", text = ""]) => [title, text] as const,
);

describe("the faults that the documentation shows", () => {
  let cloud: SandboxCloud;
  beforeAll(async () => void (cloud = await new SandboxCloud().start()), 30_000);
  afterAll(async () => await cloud.stop());

  test.each(documented)("%s: is taken, and hits a method that there is", async (_, text) => {
    const { status, body } = await cloud.call<Behaviour>("PUT", "/_sandbox/faults", text);
    expect([status, body]).toMatchObject([200, JSON.parse(text)]);
    const methods = fidelityReport().apis.flatMap(({ api, methods: all }) =>
      all.flatMap(({ name, support }) => (support === "absent" ? [] : [`${api}.${name}`])),
    );
    for (const { method, operation } of body.faults ?? []) {
      if (operation) continue;
      const pattern = new RegExp(`^${method.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
      expect(methods.filter((name) => pattern.test(name))).not.toEqual([]);
    }
  });

  test("are more than a few", () => expect(documented.length).toBeGreaterThanOrEqual(11));
});
