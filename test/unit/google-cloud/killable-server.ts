import { startServer } from "../../../sandbox/google-cloud/server";
import { FakeClusters } from "../../../sandbox/testing/fake-clusters";
import { TOKEN } from "./sandbox-cloud";

// A server in a process of its own, to be killed: `killable-server.ts FOLDER`. Prints its URL.
const [folder = ""] = process.argv.slice(2);
const clusters = new FakeClusters();
// Long enough for a kill to find operations in flight.
Object.defineProperty(clusters, "gate", { get: () => new Promise((resolve) => setTimeout(resolve, 150)) });

void startServer({
  folder,
  accessToken: TOKEN,
  clusters,
  builder: {
    run: () => Promise.resolve(0),
    push: (name) => Promise.resolve({ name, digest: `sha256:${"0".repeat(64)}` }),
    clean: () => Promise.resolve(),
  },
  images: { list: () => Promise.resolve([]) },
  port: 0,
}).then(({ url }) => process.stdout.write(`${url}\n`));
