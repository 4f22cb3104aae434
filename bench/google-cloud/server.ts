import { parseArgs } from "node:util";
import { startServer } from "../../sandbox/google-cloud/server";
import { FakeClusters } from "../../sandbox/testing/fake-clusters";

// The sandbox's Google Cloud in a process of its own, so that its memory is not its client's; the clusters behind it cost nothing.
const { values } = parseArgs({ options: { folder: { type: "string" }, token: { type: "string" } } });
const { folder = "", token = "" } = values;

async function main() {
  const server = await startServer({
    folder,
    accessToken: token,
    clusters: new FakeClusters(),
    builder: {
      run: () => Promise.reject(new Error("no builds here")),
      push: () => Promise.reject(new Error("no builds here")),
      clean: () => Promise.resolve(),
    },
    images: { list: () => Promise.resolve([]) },
    // A sandbox's process writes a line a call, too.
    logRequest: (line) => process.stdout.write(`${line}\n`),
    port: 0,
  });
  process.stdout.write(`listening on ${server.url}\n`);
  process.on("SIGTERM", () => void server.close().then(() => process.exit(0)));
}

void main();
