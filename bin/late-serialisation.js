// Pulumi loads an npm client and a TypeScript compiler when it starts, for programs that serialise functions: more than half of what
// loading it takes. Here both are loaded when a function is serialised. Plain JavaScript: it runs before anything is compiled, and before
// Pulumi's own modules are loaded.
const Module = require("node:module");

/** As `@pulumi/pulumi/runtime/closure` asks for them. */
const late = ["@npmcli/arborist", "../../typescript-shim"];

const load = Module._load;
Module._load = function (request, parent, isMain) {
  const now = () => load.call(this, request, parent, isMain);
  if (!late.includes(request)) return now();
  return new Proxy({}, { get: (_, key) => (key === "__esModule" ? true : now()[key]) });
};
