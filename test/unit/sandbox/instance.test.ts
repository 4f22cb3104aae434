import fc from "fast-check";
import { Instance, MAX_CLUSTERS, MAX_NODES_PER_CLUSTER } from "../../../sandbox/host/instance";

/** First and last address of a network, as numbers. */
function range(cidr: string): readonly [number, number] {
  const [address, prefix] = cidr.split("/");
  const first = toNumber(address!);
  return [first, first + 2 ** (32 - Number(prefix)) - 1];
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

const anyInstance = fc.integer({ min: 0, max: 31 }).map((number) => new Instance(number));
const anyCluster = fc.integer({ min: 0, max: MAX_CLUSTERS - 1 });
const anyNode = fc.integer({ min: 0, max: MAX_NODES_PER_CLUSTER - 1 });

test("instances' networks tile 10.128.0.0/9 without overlap", () => {
  const ranges = [...Array(32).keys()].map((number) => range(new Instance(number).network));
  expect(ranges[0]?.[0]).toBe(toNumber("10.128.0.0"));
  expect(ranges.at(-1)?.[1]).toBe(toNumber("10.255.255.255"));
  ranges.slice(1).forEach(([first], index) => expect(first).toBe(ranges[index]![1] + 1));
});

test("every address and network of an instance lies in its own part of the instance's network", () => {
  fc.assert(
    fc.property(
      anyInstance,
      anyCluster,
      anyNode,
      fc.integer({ min: 2, max: 4094 }),
      (instance, cluster, node, host) => {
        const [first, last] = range(instance.network);
        const bridge = range(`${instance.gateway.replace(/1$/, "0")}/${instance.bridgePrefix}`);
        const services = range(instance.serviceCidr(cluster));
        const pods = range(instance.podCidr(cluster));
        const nodePods = range(instance.nodePodCidr(cluster, node));
        const balancer = toNumber(instance.loadBalancerAddress(host));
        const parts = [bridge, services, pods].sort((a, b) => a[0] - b[0]);

        for (const [low, high] of parts) expect(low >= first && high <= last).toBe(true);
        parts.slice(1).forEach(([low], index) => expect(low).toBeGreaterThan(parts[index]![1]));
        expect(nodePods[0] >= pods[0] && nodePods[1] <= pods[1]).toBe(true);
        const address = toNumber(instance.hostAddress(host));
        expect(address > bridge[0] && address < bridge[1]).toBe(true);
        // Outside of the bridge's network, so that packets for it come to the host instead of staying on the link.
        expect(balancer > bridge[1] && balancer < services[0]).toBe(true);
        const service = toNumber(instance.serviceAddress(cluster, 10));
        expect(service > services[0] && service < services[1]).toBe(true);
      },
    ),
  );
});

test("networks of two clusters and of two nodes never overlap", () => {
  fc.assert(
    fc.property(anyInstance, anyCluster, anyCluster, anyNode, anyNode, (instance, one, other, node, otherNode) => {
      fc.pre(one !== other || node !== otherNode);
      const [first] = range(instance.nodePodCidr(one, node));
      const [second] = range(instance.nodePodCidr(other, otherNode));
      expect(first).not.toBe(second);
      if (one === other) return;
      expect(instance.podCidr(one)).not.toBe(instance.podCidr(other));
      expect(instance.serviceCidr(one)).not.toBe(instance.serviceCidr(other));
    }),
  );
});

test("an interface's name is short enough for Linux, for the last host of the last instance", () => {
  expect(`${new Instance(31).bridge}h4094`.length).toBeLessThanOrEqual(15);
});
