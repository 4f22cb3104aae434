import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

/** What is exported, and every field of what a component is given. The configuration's keys are held by their reference page. */
const exported = "ExportNamedDeclaration";
const argument = `${exported} > TSInterfaceDeclaration[id.name=/Args$/] > TSInterfaceBody > TSPropertySignature`;
const documented = [
  `${exported} > FunctionDeclaration`,
  `${exported} > ClassDeclaration`,
  `${exported} > TSInterfaceDeclaration`,
  `${exported} > TSTypeAliasDeclaration`,
  `${exported}[declaration.type='VariableDeclaration']`,
  argument,
  `${exported} > ClassDeclaration > ClassBody > PropertyDefinition[accessibility!=/private|protected/][override!=true][key.type!='PrivateIdentifier']`,
];

const requireDocs = (contexts) => [
  "error",
  { require: { FunctionDeclaration: false }, checkConstructors: false, enableFixer: false, contexts },
];

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
      // A mistake in this program would pass for an answer of the world.
      "no-restricted-syntax": [
        "error",
        {
          selector: "CatchClause:not([param])",
          message: "Say which errors are expected, and let the rest through: tolerate() of lib/errors/expected.",
        },
        {
          selector: "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression[params.length=0]",
          message: "Say which errors are expected, and let the rest through: otherwise() of lib/errors/expected.",
        },
      ],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["**/utils*", "**/helpers*"], message: "Name the concern, not its kind." }] },
      ],
    },
  },
  { files: ["**/*.ts"], plugins: { jsdoc }, rules: { "jsdoc/require-jsdoc": requireDocs([argument]) } },
  {
    files: ["{config,infra,workloads,lib,cli,policies,preview,provider,sandbox}/**/*.ts"],
    ignores: ["**/*.d.ts"],
    rules: { "jsdoc/require-jsdoc": requireDocs(documented) },
  },
  {
    // Rules are data that say themselves what they are: a title, sources, what to do.
    files: ["policies/rules/**/*.ts"],
    rules: {
      "jsdoc/require-jsdoc": requireDocs(documented.filter((context) => !context.includes("VariableDeclaration"))),
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  prettier,
);
