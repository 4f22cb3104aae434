import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "node_modules/",
      "sandbox/google-cloud/definitions/*.types.ts",
      "**/*.js",
      "**/*.mjs",
      "**/*.cjs",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // https://github.com/nodejs/node/issues/57736: a garbage collection takes the timer away.
      "no-restricted-properties": [
        "error",
        ...["any", "timeout"].map((property) => ({
          object: "AbortSignal",
          property,
          message: "Its timer can be lost on Node 20: deadline() and follow() of lib/retry.",
        })),
      ],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["**/utils*", "**/helpers*"], message: "Name the concern, not its kind." }] },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  prettier,
);
