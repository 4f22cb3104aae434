// Who may import whom. The table is rooms.json, which docs/architecture.md shows as well: `npm run docs`.
const rooms = require("./rooms.json");

const pathOf = (room) => (room.includes(".") ? `^${room.replaceAll(".", "[.]")}$` : `^${room}/`);

/** A file's own room and those that it may know; what the packages and the runtime offer is no room. */
const roomRules = rooms.map(({ room, mayImport }) => ({
  name: `room-${room}`,
  comment: `${room} may import ${mayImport.join(", ") || "no other room"}: rooms.json`,
  severity: "error",
  from: { path: pathOf(room) },
  to: {
    path: rooms.map((other) => pathOf(other.room)),
    pathNot: [room, ...mayImport].map(pathOf),
  },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: "no-circular",
      comment:
        "Of two files that import each other neither can be read first. Types count: put what both need into a file of its own.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "every-file-has-a-room",
      comment: "A new room needs a row in rooms.json: what it holds and whom it may import.",
      severity: "error",
      from: { path: "^[^/]+/", pathNot: rooms.map((one) => pathOf(one.room)) },
      to: {},
    },
    {
      name: "every-import-has-a-room",
      comment: "A new room needs a row in rooms.json: what it holds and whom it may import.",
      severity: "error",
      from: {},
      to: {
        path: "^[^./][^/]*/",
        pathNot: [...rooms.map((one) => pathOf(one.room)), "^node_modules/"],
        dependencyTypes: ["local"],
      },
    },
    {
      name: "no-unresolved",
      comment: "Nothing is there under this name.",
      severity: "error",
      // What is looked for beside the bundled pack.
      from: { pathNot: "^policies/start/" },
      to: { couldNotResolve: true },
    },
    {
      name: "no-development-package",
      comment: "What runs at a user's must be among package.json's dependencies.",
      severity: "error",
      from: {
        path: rooms.map((one) => pathOf(one.room)),
        pathNot: ["^(test|bench|docs)/", "/definitions/", "^sandbox/testing/"],
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^dist/", "^bench-results/", "[.]mjs$"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
    cache: { folder: "node_modules/.cache/dependency-cruiser", strategy: "content" },
  },
};
