import { ClusterProtectionHandler } from "../../../provider/cluster-protection/handler";
import { silentLog } from "../../../lib/plugin";

const request = (deletionProtection: boolean) => ({
  ...{ urn: "u", type: "t", name: "cluster", id: "cluster", log: silentLog, signal: new AbortController().signal },
  ...{ properties: { deletionProtection }, oldInputs: { deletionProtection }, timeoutSeconds: undefined },
});

test("fails to be deleted while the cluster is protected, and says what to do", async () => {
  await expect(new ClusterProtectionHandler().delete(request(true))).rejects.toThrow(
    /protected from deletion: set cluster.deletionProtection to false/,
  );
});

test("goes with a cluster that is not protected", async () => {
  await expect(new ClusterProtectionHandler().delete(request(false))).resolves.toBeUndefined();
});
