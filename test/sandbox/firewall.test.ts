import { execFile, type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Instance } from "../../sandbox/host/instance";
import { firewall } from "../../sandbox/kubernetes/network/firewall";

jest.setTimeout(120_000);
const run = promisify(execFile);

/**
 * Four network namespaces stand for: the machine, with a sandbox's bridge and firewall; a node on the bridge; and two neighbours in
 * networks that the machine is in, who route to each other's and the sandbox's addresses by way of it. No sandbox is needed.
 */
const instance = new Instance(0);
const places: Record<string, ChildProcess> = {};
const pidOf = (place: string) => String(places[place]?.pid);
const at = (place: string, ...command: string[]) => run("nsenter", ["-t", pidOf(place), "-n", ...command]);
const ip = (place: string, words: string) => at(place, "ip", ...words.split(" "));
/** Answers every connection at port 5000 with who asked. */
const listen = (place: string, host: string) =>
  spawn(
    "nsenter",
    [
      "-t",
      pidOf(place),
      "-n",
      "node",
      "-e",
      `require("http").createServer((q, s) => s.end("reached")).listen(5000, ${JSON.stringify(host)}, () => console.log("ready"))`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
const servers: ChildProcess[] = [];

async function join(place: string, name: string, address: string, machine: string): Promise<void> {
  await ip("machine", `link add ${name} type veth peer name eth0 netns ${pidOf(place)}`);
  await ip(place, `address add ${address} dev eth0`);
  for (const device of ["lo", "eth0"]) await ip(place, `link set ${device} up`);
  if (machine.includes("/")) await ip("machine", `address add ${machine} dev ${name}`);
  else await ip("machine", `link set ${name} master ${machine}`);
  await ip("machine", `link set ${name} up`);
}

beforeAll(async () => {
  for (const place of ["machine", "node", "lan", "vpn"])
    places[place] = spawn("unshare", ["-n", "sleep", "300"], { stdio: "ignore" });
  // `unshare` becomes `sleep` in its own namespace; until then nsenter would see this one.
  for (const place of Object.keys(places))
    while (
      (await run("readlink", [`/proc/${pidOf(place)}/ns/net`])).stdout ===
      (await run("readlink", ["/proc/self/ns/net"])).stdout
    )
      await sleep(20);
  await ip("machine", "link set lo up");
  await ip("machine", `link add ${instance.bridge} type bridge`);
  await ip("machine", `address add ${instance.gateway}/${instance.bridgePrefix} dev ${instance.bridge}`);
  await ip("machine", `link set ${instance.bridge} up`);
  await join("node", "gkb0h2", `${instance.hostAddress(2)}/20`, instance.bridge);
  await join("lan", "lan0", "192.0.2.2/24", "192.0.2.1/24");
  await join("vpn", "tun0", "198.51.100.2/24", "198.51.100.1/24");
  await ip("node", `route add default via ${instance.gateway}`);
  await ip("lan", "route add default via 192.0.2.1");
  await ip("vpn", "route add default via 198.51.100.1");
  await at("machine", "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
  servers.push(
    listen("machine", instance.gateway),
    listen("node", instance.hostAddress(2)),
    listen("lan", "192.0.2.2"),
    listen("vpn", "198.51.100.2"),
  );
  await Promise.all(servers.map((server) => new Promise((ready) => server.stdout?.once("data", ready))));
});
afterAll(() => {
  for (const one of [...servers, ...Object.values(places)]) one.kill("SIGKILL");
});

const guard = (router: boolean) => at("machine", "nft", firewall(instance, { router }));
const reaches = async (place: string, address: string): Promise<boolean> => {
  const ask = `fetch("http://${address}:5000", { signal: AbortSignal.timeout(1500) }).then((r) => r.text()).then(console.log, () => console.log("no answer")).then(() => process.exit())`;
  return (await at(place, "node", "-e", ask)).stdout.trim() === "reached";
};

describe.each([
  ["was no router before", false],
  ["forwarded packets before, as with Docker", true],
])("on a machine that %s", (_, router) => {
  beforeAll(() => guard(router));

  test.each<[string, string, string, boolean]>([
    ["a node reaches what the machine serves it", "node", instance.gateway, true],
    ["the machine reaches a node", "machine", instance.hostAddress(2), true],
    ["the machine reaches its own registry", "machine", instance.gateway, true],
    ["a node reaches the world, as the machine", "node", "192.0.2.2", true],
    ["a neighbour does not reach what the machine serves its nodes", "lan", instance.gateway, false],
    ["a neighbour does not reach a node", "lan", instance.hostAddress(2), false],
    ["a neighbour reaches another network only where the machine routed before", "lan", "198.51.100.2", router],
  ])("%s", async (__, from, to, wanted) => {
    expect(await reaches(from, to)).toBe(wanted);
  });
});

test("without the rules a neighbour would reach it all: that is what they are for", async () => {
  await at("machine", "nft", "delete", "table", "inet", instance.nftTable);
  expect(
    await Promise.all([instance.gateway, instance.hostAddress(2), "198.51.100.2"].map((to) => reaches("lan", to))),
  ).toEqual([true, true, true]);
});
