/** Environment variable with apps, commas between, of which a command wants what the program says released. */
export const RELEASE = "GKE_BLUEGREEN_RELEASE";
/** Environment variable with apps, commas between, of which a command wants back what served before. */
export const RETURN = "GKE_BLUEGREEN_RETURN";

/** What whoever runs an update asks for: a release also of what somebody went back from, or the colour that was left, as it was. */
export type Asked = "release" | "return" | undefined;

/** What is asked for an app. */
export function askedFor(app: string, environment: Readonly<Record<string, string | undefined>>): Asked {
  const names = (variable: string) => (environment[variable] ?? "").split(",");
  if (names(RETURN).includes(app)) return "return";
  return names(RELEASE).includes(app) ? "release" : undefined;
}
