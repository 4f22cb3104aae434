// Bundles each Pulumi plugin into one file, dist/<name>.js, and the program, the command and the policy pack into one each: one file loads
// several times faster than the hundreds it is made of.
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));

/** Plugin name → where it starts. */
const plugins = {
  gcp: "sandbox/plugins/gcp/main.ts",
  "gke-bluegreen": "provider/main.ts",
};

const { metafile: pluginsMade } = await build({
  metafile: true,
  entryPoints: Object.fromEntries(Object.entries(plugins).map(([name, path]) => [name, join(root, path)])),
  outdir: join(root, "dist"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  keepNames: true, // errors are told apart by their name
  legalComments: "linked",
  logLevel: "warning",
});
for (const [made, { inputs }] of Object.entries(pluginsMade.outputs))
  if (made.endsWith(".js")) recordInputs(join(process.cwd(), made), { inputs });

/** What stands beside a source file is looked for there, and not beside the bundle. */
const keepFolders = {
  name: "keep-folders",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      return { contents: source.replaceAll(/\b__dirname\b/g, JSON.stringify(dirname(path))), loader: "ts" };
    }),
};

// The command's and the program's own sources only, so that they load of the packages what they need. They take the old ones' place at once,
// since a command may start meanwhile.
for (const [name, entry] of [
  ["cli", join("cli", "main.ts")],
  ["program", "index.ts"],
]) {
  const made = join(root, "dist", `${name}.js`);
  const { metafile } = await build({
    entryPoints: [join(root, entry)],
    outfile: `${made}.${process.pid}`,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    keepNames: true,
    metafile: true,
    logLevel: "warning",
    plugins: [keepFolders],
  });
  recordInputs(made, metafile);
  renameSync(`${made}.${process.pid}`, made);
}

// The policy pack is a folder that stands alone: everything it needs is in one file, and it is started without a TypeScript compiler.
const pack = join(root, "dist", "policies");
const { metafile: packed } = await build({
  metafile: true,
  entryPoints: [join(root, "policies", "main.ts")],
  outfile: join(pack, "index.js"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  legalComments: "linked",
  // Only what the policy SDK takes of the Pulumi SDK.
  alias: {
    "@pulumi/pulumi/runtime/rpc": join(root, "policies", "start", "rpc.js"),
    "@pulumi/pulumi/asset": join(root, "node_modules", "@pulumi", "pulumi", "asset"),
    "@pulumi/pulumi/proto": join(root, "node_modules", "@pulumi", "pulumi", "proto"),
    "@pulumi/pulumi": join(root, "policies", "start", "pulumi.js"),
  },
  logLevel: "warning",
});
recordInputs(join(pack, "index.js"), packed);
for (const name of ["PulumiPolicy.yaml", "package.json"]) copyFileSync(join(root, "policies", name), join(pack, name));
const starter = join(pack, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
mkdirSync(starter, { recursive: true });
copyFileSync(join(root, "policies", "start", "run-policy-pack.js"), join(starter, "index.js"));

/** Writes down what a bundle was made from: bin/fresh-bundle.js. Packages only change with package.json. */
function recordInputs(bundle, { inputs }) {
  const own = Object.keys(inputs)
    .map((name) => relative(root, join(process.cwd(), name)))
    .filter((name) => !name.startsWith("node_modules"));
  writeFileSync(`${bundle}.inputs.json`, JSON.stringify([...own, "package.json"]));
}
