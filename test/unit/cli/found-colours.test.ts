import { findColours, imageText, sizeText } from "../../../cli/stack/found-colours";
import { wayBack } from "../../../cli/release";
import { KubernetesError } from "../../../lib/kubernetes";
import type { Receipt } from "../../../lib/release/receipt";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const pod = (color: string, letter: string) => ({
  metadata: { labels: { color } },
  status: { phase: "Running", containerStatuses: [{ name: "web", imageID: `eu/web@${digest(letter)}` }] },
});

/** Blue as wanted, green half ready and not of one image, violet gone. */
const cluster = {
  json<T>(_: string, path: string, options: { query?: Readonly<Record<string, string>> }): Promise<T> {
    const selector = options.query?.["labelSelector"] ?? "";
    const items = selector.includes("green") ? [pod("green", "b"), pod("green", "c")] : [pod("blue", "a")];
    if (path.endsWith("/pods")) return Promise.resolve({ items } as T);
    if (path.endsWith("/web-violet")) return Promise.reject(new KubernetesError(404, "NotFound", "not there"));
    const readyReplicas = path.endsWith("/web-blue") ? 2 : 1;
    return Promise.resolve({ spec: { replicas: 2 }, status: { readyReplicas } } as T);
  },
};

test("colours are told as the cluster has them", async () => {
  const colors = Object.fromEntries(
    ["blue", "green", "violet"].map((color) => [color, { deployment: `web-${color}` }]),
  );
  const found = await findColours(cluster, { app: "web", namespace: "shop", colors }, new AbortController().signal);
  expect(["blue", "green", "violet"].map((color) => sizeText(found[color]))).toEqual([
    "2 ready",
    "1 of 2 ready",
    "not there",
  ]);
  const images = ["blue", "green", "violet"].map((color) => imageText(found[color], `eu/web@${digest("d")}`));
  expect(images).toEqual([digest("a"), `${digest("b")}, ${digest("c")}`, "–"]);
});

test("of a colour without pods the digest that the program states is shown, as stated", () => {
  const none = { ready: 0, wanted: 0, digests: [] };
  expect([sizeText(none), imageText(none, `eu/web@${digest("d")}`)]).toEqual([
    "none",
    `${digest("d")} (stated; none runs)`,
  ]);
});

test("a colour that was renamed since is no way back", () => {
  const colors = {
    indigo: { image: `web@${digest("a")}`, revision: "1" },
    violet: { image: `web@${digest("b")}`, revision: "2" },
  };
  const last = { from: "blue", fromImage: `web@${digest("a")}` } as Receipt;
  expect(wayBack({ active: "violet", colors }, last)).toBeUndefined();
  expect(wayBack({ active: "violet", colors: { ...colors, blue: colors.indigo } }, last)).toEqual({
    color: "blue",
    image: undefined,
  });
});
