import { formerRules } from "./former-rules";
import type { ImageInputs } from "./inputs";
import { readSource, recipeHash, type RuleReaders, type Source } from "./source";

type Hashes = Readonly<Record<string, string>>;

/** The files that say how to build, which ignore rules for the image's content do not concern. */
export const recipeFiles = ({ targets, cloudbuild }: ImageInputs): string[] => [
  ...Object.values(targets).map(({ dockerfile }) => dockerfile),
  ...(cloudbuild === undefined ? [] : [cloudbuild]),
];

/**
 * Tag → the hash of what it is made of. One that was written under the former reading of ignore files stays while the source does.
 * @param known Hashes of the last update.
 */
export async function hashesOf(inputs: ImageInputs, source: Source, known: Hashes): Promise<Hashes> {
  const today = await hashesBy(inputs, source);
  if (Object.keys(today).every((tag) => known[tag] === undefined || known[tag] === today[tag])) return today;
  const former = await hashesBy(
    inputs,
    await readSource(inputs.context, recipeFiles(inputs), formerRules),
    formerRules,
  );
  return Object.fromEntries(
    Object.entries(today).map(([tag, hash]) => [tag, known[tag] === former[tag] ? (known[tag] ?? hash) : hash]),
  );
}

/** What to tell whoever still has an image that was made when more files went along; nothing where none has. */
export async function leftBehindSince(
  inputs: ImageInputs,
  source: Source,
  hashes: Hashes,
): Promise<string | undefined> {
  const today = await hashesBy(inputs, source);
  const tags = Object.keys(hashes).filter((tag) => hashes[tag] !== today[tag]);
  if (tags.length === 0) return undefined;
  const there = new Set(source.files.map(({ path }) => path));
  const former = await readSource(inputs.context, recipeFiles(inputs), formerRules);
  const gone = former.files.map(({ path }) => path).filter((path) => !there.has(path));
  const what =
    gone.length === 0
      ? "its ignore file is read otherwise since"
      : `it was made with ${gone.slice(0, 5).join(", ")}${gone.length > 5 ? ` and ${gone.length - 5} more` : ""}, which stay behind now`;
  return `${tags.join(", ")} of ${inputs.context} is left as it is, although ${what}: the next change of its source builds it without`;
}

async function hashesBy(inputs: ImageInputs, source: Source, rules?: RuleReaders): Promise<Record<string, string>> {
  const dockerfiles = Object.values(inputs.targets).map(({ dockerfile }) => dockerfile);
  const hashed = Object.entries(inputs.targets).map(async ([tag, { dockerfile, buildArgs, stage }]) => {
    const recipe = { dockerfile, buildArgs, stage, cloudbuild: inputs.cloudbuild };
    const siblings = inputs.cloudbuild === undefined ? dockerfiles : [dockerfile];
    return [tag, await recipeHash(source, recipe, siblings, rules)] as const;
  });
  return Object.fromEntries(await Promise.all(hashed));
}
