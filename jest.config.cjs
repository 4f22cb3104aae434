// Packages published as ES modules only: Jest loads CommonJS, so these are transformed too.
const esmPackages = [
  "@kubernetes/client-node",
  "@marcbachmann/cel-js",
  "openid-client",
  "oauth4webapi",
  "jose",
  "@octokit",
  "@secretlint",
  "universal-user-agent",
  "before-after-hook",
  "json-with-bigint",
  "content-type",
  "fast-content-type-parse",
];

const common = {
  rootDir: __dirname,
  transform: {
    "^.+\\.m?[jt]s$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join("|")})/)`],
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
};

/** The three kinds of test, each a Jest project: `jest --selectProjects unit`; and the long fault test by itself. */
module.exports = {
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/test/unit/**/*.test.ts"],
      globalSetup: "<rootDir>/test/unit/set-up.ts",
      globalTeardown: "<rootDir>/test/unit/teardown.ts",
    },
    {
      ...common,
      displayName: "conformance",
      testMatch: ["<rootDir>/test/conformance/**/*.test.ts"],
      globalSetup: "<rootDir>/test/conformance/set-up.ts",
      globalTeardown: "<rootDir>/test/unit/teardown.ts",
    },
    {
      ...common,
      displayName: "sandbox",
      testMatch: ["<rootDir>/test/sandbox/**/*.test.ts"],
      testPathIgnorePatterns: ["-faults\\.test\\.ts$", "notebooks\\.test\\.ts$"],
      // Tools are built first; all files share one sandbox: sandbox/testing/test-cluster.ts.
      globalSetup: "<rootDir>/test/sandbox/set-up.ts",
      globalTeardown: "<rootDir>/test/sandbox/teardown.ts",
    },
    {
      ...common,
      // Random programs and kills for many minutes: `npm run test:faults`, beside the others and not among them.
      displayName: "faults",
      testMatch: ["<rootDir>/test/sandbox/**/*-faults.test.ts"],
      globalSetup: "<rootDir>/test/sandbox/set-up.ts",
      globalTeardown: "<rootDir>/test/sandbox/teardown.ts",
    },
    {
      ...common,
      // Builds its images where they are not kept yet: part of `npm run test:long`.
      displayName: "notebooks",
      testMatch: ["<rootDir>/test/sandbox/notebooks.test.ts"],
      globalSetup: "<rootDir>/test/sandbox/set-up.ts",
      globalTeardown: "<rootDir>/test/sandbox/teardown.ts",
    },
  ],
};
