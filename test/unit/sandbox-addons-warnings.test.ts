import type { CoreV1Api } from "@kubernetes/client-node";
import { BEING_BUILT, notBuilt, tellWaiting } from "../../sandbox/kubernetes/addons/controller/proxy-waits";
import { Warnings } from "../../sandbox/kubernetes/addons/controller/warnings";

type Event = Parameters<CoreV1Api["createNamespacedEvent"]>[0]["body"];

const shop = { metadata: { name: "shop", namespace: "team", uid: "1" } };
const front = { metadata: { name: "front", namespace: "infra", uid: "2" } };

function recording(fails = false) {
  const events: Event[] = [];
  const createNamespacedEvent = ({ body }: { readonly body: Event }) => {
    events.push(body);
    return fails ? Promise.reject(new Error("namespace team is being terminated")) : Promise.resolve(body);
  };
  return { events, warnings: new Warnings({ createNamespacedEvent }, "gke-bluegreen-sandbox") };
}

test("an Ingress and a Gateway that wait for the proxy say what for, once each, in events that an update shows", async () => {
  const { events, warnings } = recording();
  for (let look = 0; look < 2; look++)
    await tellWaiting(warnings, { ingresses: [shop], gateways: [front] }, BEING_BUILT);
  expect(events).toHaveLength(2);
  expect(events).toMatchObject([
    {
      type: "Warning",
      involvedObject: {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        name: "shop",
        namespace: "team",
        uid: "1",
      },
    },
    { type: "Warning", involvedObject: { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", uid: "2" } },
  ]);
  for (const { message } of events) expect(message).toMatch(/builds its proxy .* from source.*sandbox status/);
});

test("a build that failed is told as well, with its reason", async () => {
  const { events, warnings } = recording();
  await tellWaiting(warnings, { ingresses: [shop], gateways: [] }, BEING_BUILT);
  await tellWaiting(warnings, { ingresses: [shop], gateways: [] }, notBuilt(new Error("no space left on device")));
  expect(events.map(({ message }) => message)[1]).toMatch(/is tried again: no space left on device/);
});

test("an event that cannot be written stops nothing", async () => {
  const { warnings } = recording(true);
  const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
  await expect(tellWaiting(warnings, { ingresses: [shop], gateways: [] }, BEING_BUILT)).resolves.toBeUndefined();
  expect(log).toHaveBeenCalledWith(expect.stringContaining("being terminated"));
  log.mockRestore();
});
