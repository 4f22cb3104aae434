import { z } from "zod";
import { aligned, isCidr } from "../lib/cidr";
import { Sensitive } from "./sensitive";

/** Values that occur in several sections. Each message says what is accepted; the path and what was found are added where it is shown. */

/** A name as Google Cloud accepts it: lower case, digits and hyphens, a letter first. */
export const gcpName = (max: number) =>
  z.string().regex(new RegExp(`^[a-z]([a-z0-9-]{0,${max - 2}}[a-z0-9])?$`), {
    error: `1 to ${max} lower-case letters, digits and hyphens, a letter first and no hyphen last`,
  });

/** `30s`, `10m`, `2h`, `7d`. */
export const duration = z
  .string()
  .regex(/^[1-9]\d*[smhd]$/, { error: 'a whole number and a unit: "90s", "10m", "2h" or "7d"' });

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86400 } as const;

/** `"10m"` → 600. */
export const seconds = (text: string): number =>
  Number(text.slice(0, -1)) * unitSeconds[text.slice(-1) as keyof typeof unitSeconds];

/** Google's way to say a duration: `"600s"`. */
export const googleDuration = (text: string): string => `${seconds(text)}s`;

/** An IPv4 range whose host bits are zero. */
export const cidr = z.string().superRefine((text, context) => {
  if (!isCidr(text)) {
    context.addIssue({ code: "custom", message: "an IPv4 range such as 10.0.0.0/16" });
    return;
  }
  const right = aligned(text);
  if (right !== text)
    context.addIssue({
      code: "custom",
      message: `a range that starts at its own first address; did you mean ${right}?`,
    });
});

/** A zone of Google Cloud, such as asia-northeast3-a. */
export const zone = z.string().regex(/^[a-z]+-[a-z]+\d+-[a-z]$/, { error: "a zone such as asia-northeast3-a" });

/** A region of Google Cloud, such as asia-northeast3. */
export const region = z.string().regex(/^[a-z]+-[a-z]+\d+$/, { error: "a region such as asia-northeast3" });

/** A region or a zone. */
export const location = z
  .string()
  .regex(/^[a-z]+-[a-z]+\d+(-[a-z])?$/, { error: "a region (asia-northeast3) or a zone (asia-northeast3-a)" });

/** Whether a place is a zone, and not a region. */
export const isZone = (place: string): boolean => /-[a-z]$/.test(place);

/** `asia-northeast3-a` → `asia-northeast3`. */
export const regionOf = (place: string): string => place.replace(/-[a-z]$/, "");

/** Whether a zone is in the region that a place is, or is in: `europe-west12-a` is not in `europe-west1`. */
export const isSameRegion = (zone: string, place: string): boolean => regionOf(zone) === regionOf(place);

/** An e-mail address, as far as its shape tells. */
export const email = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { error: "an e-mail address" });

/** The address of a Google service account. */
export const serviceAccountEmail = z.string().regex(/^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/, {
  error: "a service account such as nodes@my-project.iam.gserviceaccount.com",
});

/** Labels of Google Cloud resources. */
export const resourceLabels = z.record(
  z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, { error: "a label key: lower case, digits, _ and -, a letter first" }),
  z.string().regex(/^[a-z0-9_-]{0,63}$/, { error: "a label value: lower case, digits, _ and -" }),
);

/** A Kubernetes version: a minor (`"1.35"`), a patch or a GKE build. A bare 1.30 in YAML is the number 1.3, hence the quotes. */
export const kubernetesVersion = z
  .string({ error: 'a version in quotes, such as "1.35" (without them YAML reads a number)' })
  .regex(/^1\.\d{2}(\.\d+(-gke\.\d+)?)?$/, { error: 'a version such as "1.35", "1.35.4" or "1.35.4-gke.1000"' });

/** A secret that is in an environment variable of whoever runs the update, as CI systems hand them over. */
const fromEnvironment = z.strictObject({
  env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "the name of an environment variable" }),
});

/** Whether a value says where a secret is, in place of being one. */
export const isEnvironmentReference = (value: unknown): value is { env: string } =>
  fromEnvironment.safeParse(value).success;

/** A secret: encrypted by `pulumi config set --secret --path`, or `{ env: VARIABLE }`. Shown nowhere. */
export const sensitive = (what: string) =>
  z
    .union([z.string().min(1, { error: `${what}, not an empty text` }), fromEnvironment, z.instanceof(Sensitive)], {
      error: what,
    })
    .transform((value, context) => {
      if (value instanceof Sensitive) return value;
      if (typeof value === "string") return new Sensitive(value);
      const text = process.env[value.env];
      if (text !== undefined && text !== "") return new Sensitive(text);
      context.addIssue({
        code: "custom",
        message: `${what}, in the environment variable ${value.env}, which is not set`,
      });
      return z.NEVER;
    })
    .meta({ secret: true });
