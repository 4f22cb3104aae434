import { readFileSync } from "node:fs";
import { BlockList, isIPv4 } from "node:net";
import { parseArgs } from "node:util";
import { askCloud } from "./admission";
import { createFront } from "./proxy";

// The process behind `startRegistry`: everything secret comes from files, since arguments can be read by every user.
const { values } = parseArgs({
  options: {
    listen: { type: "string", multiple: true, default: [] },
    storage: { type: "string" },
    credentials: { type: "string" },
    "node-network": { type: "string", multiple: true, default: [] },
    admission: { type: "string" },
  },
});
const { storage, credentials } = values;
if (storage === undefined || credentials === undefined) throw new Error("--storage and --credentials are required");
const { accessToken } = JSON.parse(readFileSync(credentials, "utf8")) as { accessToken: string };

const nodes = new BlockList();
for (const network of values["node-network"]) {
  const [address = "", bits = "32"] = network.split("/");
  nodes.addSubnet(address, Number(bits));
}
const own = values.listen.map((address) => address.replace(/:\d+$/, ""));

for (const address of values.listen) {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  createFront({
    storageSocket: storage,
    accessToken,
    // The host itself reaches the bridge's address from the bridge's address.
    isNode: (peer) => {
      const plain = peer.replace(/^::ffff:/, "");
      return isIPv4(plain) && !own.includes(plain) && nodes.check(plain);
    },
    admit: askCloud(values.admission, accessToken),
  }).listen({ host, port: Number(port) }, () => console.log(`listening on ${address}`));
}
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => process.exit(0));
