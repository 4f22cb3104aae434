// What the engine loads: registers the TypeScript loader, so that the pack runs from its sources in any clone.
require("tsx/cjs");
require("./pack.ts").startPack();
