import { execFileSync } from "node:child_process";
import { createServer, connect, type AddressInfo, type Server } from "node:net";
import type { V1EndpointSlice, V1Service } from "@kubernetes/client-node";
import fc from "fast-check";
import { EdgeNetwork, isReservableAddress } from "../../sandbox/kubernetes/addons/cluster";
import { Forwards } from "../../sandbox/kubernetes/addons/controller/forwards";
import { assignAddresses, frontendsOf, isLoadBalancer } from "../../sandbox/kubernetes/addons/controller/frontends";
import { packetRules, type Frontend } from "../../sandbox/kubernetes/addons/controller/rules";
import { Instance } from "../../sandbox/host/instance";

function service(name: string, changes: Partial<V1Service["spec"]> = {}, current?: string): V1Service {
  return {
    metadata: { name, namespace: "n", uid: name, creationTimestamp: new Date(Number(name.replace(/\D/g, "")) || 0) },
    spec: { type: "LoadBalancer", ports: [{ name: "http", port: 80 }], ...changes },
    status: { loadBalancer: current === undefined ? {} : { ingress: [{ ip: current }] } },
  };
}

const pool = {
  addresses: ["10.0.0.10", "10.0.0.11"],
  isReservable: (address: string) => address.startsWith("10.0.1."),
};

describe("addresses", () => {
  test("a Service keeps the address it has, and a new one gets one that is free", () => {
    const assigned = assignAddresses([service("2"), service("1", {}, "10.0.0.10")], pool);
    expect(assigned).toMatchObject([{ address: "10.0.0.11" }, { address: "10.0.0.10" }]);
  });

  test("a reserved address is given to the one that asks for it", () => {
    const [first, second] = assignAddresses(
      [service("1", { loadBalancerIP: "10.0.1.7" }), service("2", { loadBalancerIP: "10.0.1.7" })],
      pool,
    );
    expect(first).toMatchObject({ address: "10.0.1.7" });
    expect(second).toMatchObject({ problem: "requested IP 10.0.1.7 is in use by another Service" });
  });

  test("the older of two gets it, whether they are known from a list or from a watch", () => {
    const both = [service("2", { loadBalancerIP: "10.0.1.7" }), service("1", { loadBalancerIP: "10.0.1.7" })];
    // As JSON has it, and the watch.
    const watched = both.map((one) => JSON.parse(JSON.stringify(one)) as V1Service);
    for (const services of [both, watched]) {
      const [younger, older] = assignAddresses(services, pool);
      expect(older).toMatchObject({ address: "10.0.1.7" });
      expect(younger).toMatchObject({ problem: "requested IP 10.0.1.7 is in use by another Service" });
    }
  });

  test("fails with the reason when an address is not the sandbox's to give", () => {
    const [one] = assignAddresses([service("1", { loadBalancerIP: "34.64.1.2" })], pool);
    expect(one).toMatchObject({ problem: expect.stringContaining("34.64.1.2 is not an address") as string });
  });

  test("no address is ever given twice, whatever the order and whatever was given before", () => {
    const current = fc.option(fc.constantFrom(...pool.addresses, "10.9.9.9"), { nil: undefined });
    const wanted = fc.option(fc.constantFrom("10.0.1.7", "10.0.0.10", "34.1.1.1"), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(current, wanted), { maxLength: 5 }), (states) => {
        const services = states.map(([ip, asked], index) =>
          service(String(index), asked === undefined ? {} : { loadBalancerIP: asked }, ip),
        );
        const given = assignAddresses(services, pool).flatMap((one) => ("address" in one ? [one.address] : []));
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });

  test("clusters' ranges and reserved addresses do not overlap", () => {
    const instance = new Instance(3);
    const [a, b] = [new EdgeNetwork(instance, 0), new EdgeNetwork(instance, 15)];
    const all = [a, b].flatMap((edge) => [edge.ingressAddress, ...edge.serviceAddresses]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.some((address) => isReservableAddress(instance, address))).toBe(false);
    expect(isReservableAddress(instance, instance.loadBalancerAddress(200))).toBe(true);
    expect(isReservableAddress(new Instance(2), instance.loadBalancerAddress(200))).toBe(false);
  });

  test("other load balancer classes and Services that are being deleted are left alone", () => {
    expect(isLoadBalancer(service("1"))).toBe(true);
    expect(isLoadBalancer(service("1", { loadBalancerClass: "networking.gke.io/l4-regional-external" }))).toBe(true);
    expect(isLoadBalancer(service("1", { loadBalancerClass: "example.com/other" }))).toBe(false);
    expect(isLoadBalancer(service("1", { type: "ClusterIP" }))).toBe(false);
    const deleted = service("1");
    expect(isLoadBalancer({ ...deleted, metadata: { ...deleted.metadata, deletionTimestamp: new Date() } })).toBe(
      false,
    );
  });
});

describe("endpoints", () => {
  const slice = (conditions: object, address = "10.1.0.1"): V1EndpointSlice => ({
    addressType: "IPv4",
    endpoints: [{ addresses: [address], conditions }],
    ports: [{ name: "http", port: 8080 }],
  });
  const ready = { ready: true, serving: true, terminating: false };
  const ending = { ready: false, serving: true, terminating: true };

  test("only ready ones are served, from all slices and in one order", () => {
    const slices = [slice(ready, "10.1.0.2"), slice(ready), slice(ending, "10.1.0.3")];
    const [frontend] = frontendsOf(service("1"), "10.0.0.10", slices);
    expect(frontend?.endpoints).toEqual([
      { address: "10.1.0.1", port: 8080 },
      { address: "10.1.0.2", port: 8080 },
    ]);
    expect(frontendsOf(service("1"), "10.0.0.10", [...slices].reverse())).toEqual([frontend]);
  });

  test("while none is ready those that end still serve", () => {
    const [frontend] = frontendsOf(service("1"), "10.0.0.10", [slice(ending)]);
    expect(frontend?.endpoints).toEqual([{ address: "10.1.0.1", port: 8080 }]);
  });

  test("a port of another name is not served", () => {
    const [frontend] = frontendsOf(service("1", { ports: [{ name: "https", port: 443 }] }), "10.0.0.10", [
      slice(ready),
    ]);
    expect(frontend?.endpoints).toEqual([]);
  });
});

describe("packet rules", () => {
  const frontend: Frontend = {
    address: "10.0.0.10",
    protocol: "tcp",
    port: 80,
    endpoints: [
      { address: "10.1.0.1", port: 8080 },
      { address: "10.1.0.2", port: 8080 },
    ],
    sourceRanges: [],
    sticky: false,
  };

  test("spread new connections over the endpoints", () => {
    const rules = packetRules([frontend], ["10.0.0.0/24"]);
    expect(rules).toContain("10.0.0.10 . tcp . 80 : goto frontend0");
    expect(rules).toContain("numgen random mod 2 map { 0 : 10.1.0.1 . 8080, 1 : 10.1.0.2 . 8080 }");
  });

  test("keep a client at its endpoint, and others out, where the Service says so", () => {
    const rules = packetRules([{ ...frontend, sticky: true, sourceRanges: ["192.0.2.0/24"] }], ["10.0.0.0/24"]);
    expect(rules).toContain("jhash ip saddr mod 2");
    expect(rules).toContain("ip saddr != { 192.0.2.0/24 } drop");
  });

  test("a Service without endpoints is refused, not forwarded", () => {
    const rules = packetRules([{ ...frontend, endpoints: [] }], ["10.0.0.0/24"]);
    expect(rules).not.toContain("goto");
    expect(rules).toContain("ip daddr { 10.0.0.0/24 } meta l4proto tcp reject with tcp reset");
  });

  // In a network namespace of its own, which ends with the command. Only root may make one.
  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot("are taken by the kernel, twice in a row and empty", () => {
    const udp: Frontend = { ...frontend, protocol: "udp", port: 53, sticky: true, sourceRanges: ["192.0.2.0/24"] };
    for (const frontends of [[frontend, udp], []]) {
      const rules = packetRules(frontends, ["10.0.0.0/24", "10.0.1.7"]);
      const script = 'nft -f - <<< "$0" && nft -f - <<< "$0" && nft list table ip load_balancers';
      const listed = execFileSync("unshare", ["--net", "bash", "-c", script, rules]).toString();
      expect(listed.match(/goto frontend/g)?.length ?? 0).toBe(frontends.length);
    }
  });
});

describe("loopback forwards", () => {
  let echo: Server;
  let port: number;

  beforeAll(async () => {
    echo = createServer({ allowHalfOpen: true }, (socket) => {
      let text = "";
      socket.on("data", (chunk) => (text += chunk.toString()));
      // Answers after the client closed its half, as HTTP/1.0 clients do.
      socket.on("end", () => socket.end(`got ${text}`));
    });
    await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
    port = (echo.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => echo.close(resolve)));

  const say = (to: number, text: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = "";
      const socket = connect(to, "127.0.0.1", () => socket.end(text));
      socket.on("data", (chunk) => (answer += chunk.toString()));
      socket.on("error", reject);
      socket.on("end", () => resolve(answer));
    });

  test("carry a connection both ways and let each side end on its own", async () => {
    const forwards = new Forwards([20_900, 20_950]);
    await forwards.set([{ address: "127.0.0.1", port }]);
    const [open] = forwards.list();
    expect(await say(open?.localPort ?? 0, "hello")).toBe("got hello");
    await forwards.set([]);
    await expect(say(open?.localPort ?? 0, "hello")).rejects.toThrow(/ECONNREFUSED/);
  });

  test("a connection that stands outlives its forward", async () => {
    const forwards = new Forwards([20_900, 20_950]);
    await forwards.set([{ address: "127.0.0.1", port }]);
    const socket = connect(forwards.list()[0]?.localPort ?? 0, "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write("a");
    await new Promise((resolve) => setImmediate(resolve));
    await forwards.set([]);
    const answer = new Promise<string>((resolve) => socket.once("data", (chunk) => resolve(chunk.toString())));
    socket.end("b");
    expect(await answer).toBe("got ab");
  });

  test("a port that somebody has is not taken, and the same forward gets the same port again", async () => {
    const wanted = { address: "127.0.0.1", port };
    const first = new Forwards([20_900, 20_950]);
    await first.set([wanted]);
    const second = new Forwards([20_900, 20_950]);
    await second.set([wanted]);
    const [a, b] = [first.list()[0]?.localPort, second.list()[0]?.localPort];
    expect(a).not.toBe(b);
    await first.set([]);
    const third = new Forwards([20_900, 20_950]);
    await third.set([wanted]);
    expect(third.list()[0]?.localPort).toBe(a);
    await Promise.all([second.set([]), third.set([])]);
  });
});
