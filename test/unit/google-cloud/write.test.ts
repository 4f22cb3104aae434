import { Directory } from "../../../sandbox/google-cloud/transport/directory";
import { ResponseDefect, writeMessage } from "../../../sandbox/google-cloud/transport/write";

const container = new Directory().schemas.find(({ package: name }) => name === "google.container.v1")!;
const cluster = (value: Record<string, unknown>, lenient = false) =>
  writeMessage(container, "google.container.v1.Cluster", value, lenient);

test("leaves defaults out and writes 64-bit numbers as text", () => {
  const nodePools = [{ name: "a", initialNodeCount: 0, maxPodsConstraint: { maxPodsPerNode: 110 } }];
  expect(cluster({ name: "c", description: "", locations: [], nodePools })).toEqual({
    name: "c",
    nodePools: [{ name: "a", maxPodsConstraint: { maxPodsPerNode: "110" } }],
  });
});

test.each([
  [{ nodePools: [{ name: "a" }, { config: { diskSizeGb: "10" } }] }, "nodePools[1].config.diskSizeGb is a string"],
  [{ resourceLabels: { team: 1 } }, "resourceLabels.team is a number"],
  [{ addonsConfig: { invented: {} } }, "has no field addonsConfig.invented"],
  [{ status: "INVENTED" }, 'status is "INVENTED"'],
])("fails for what the definition does not have, and says where: %j", (value, message) => {
  expect(() => cluster(value)).toThrow(ResponseDefect);
  expect(() => cluster(value)).toThrow(message);
});

test("leaves out what an older version does not know", () => {
  expect(cluster({ name: "c", status: "INVENTED", addonsConfig: { invented: {} } }, true)).toEqual({
    name: "c",
    addonsConfig: {},
  });
});
