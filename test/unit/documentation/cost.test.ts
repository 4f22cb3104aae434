import { price } from "../../../lib/cost/price";
import { deployPlatform } from "../../../infra";
import { deployWorkloads } from "../../../workloads";
import { registered, stackFile } from "../infra/program";
import { pageText } from "./blocks";

test("what the README says of a month's cost is what the price book says of its stack file", async () => {
  const { resources } = await registered(() => {
    const stack = stackFile("Pulumi.dev.yaml");
    const platform = deployPlatform(stack);
    const { access, images } = platform;
    deployWorkloads({ ...stack, provider: access.provider, kubeconfig: access.kubeconfig, images });
  });
  const { items } = price(resources.map((one) => ({ ...one, urn: one.name, id: one.name })));
  const month = items.reduce((sum, { monthly }) => sum + (monthly.low + monthly.high) / 2, 0);
  const said = /some (\d+) US\s+dollars a month/.exec(pageText("README.md"))?.[1];
  expect(items.map(({ what }) => what)).toContain("3 × n1-standard-1");
  expect(said).toBe(String(Math.round(month / 10) * 10));
});
