import { isIP } from "node:net";
import { z } from "zod";
import { isAddressRange } from "../lib/cidr";
import { quantity as parseQuantity } from "../lib/quantity";

/**
 * Values as the Kubernetes API takes them. Each says no to what the API server would refuse, and to what it takes but nothing can run
 * with. `test/sandbox/config-verdicts.test.ts` asks a real API server about the same values.
 */

/** A name in Kubernetes that also fits a DNS label, with room for what is put behind it. */
export const kubernetesName = z.string().regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, {
  error: "1 to 40 lower-case letters, digits and hyphens, a letter first and no hyphen last",
});

/** The name of a namespace, as a DNS label. */
export const namespaceName = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  error: "the name of a namespace: 1 to 63 lower-case letters, digits and hyphens, no hyphen first or last",
});

/** The name of an object that somebody else made: a Secret, a ConfigMap, a claim. */
export const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
    error: "the name of an object: lower-case letters, digits, - and ., a letter or digit first and last",
  });

/** The name of a port of a container. */
export const portNameText = /^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;
/** The name of a port of a container: what {@link portNameText} takes. */
export const containerPortName = z.string().regex(portNameText, {
  error: "the name of a port: at most 15 lower-case letters, digits and single hyphens, with a letter",
});

const amount = /^(\d+(\.\d*)?|\.\d+)(m|k|[MGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

/** `"250m"` → 0.25, `"64Mi"` → 67108864; nothing where it is no amount. */
export function amountOf(value: string | number): number | undefined {
  return amount.test(String(value)) ? parseQuantity(value) : undefined;
}

const quantityLike = (fits: (amount: number, text: string) => boolean, error: string) =>
  z.union([z.string().regex(amount, { error }), z.number()], { error }).refine(
    (value) => {
      const parsed = amountOf(value);
      return parsed !== undefined && fits(parsed, String(value));
    },
    { error },
  );

/** Processors. No cluster has a thousand in one node: such a number is a suffix of memory, or M in place of m. */
export const processors = quantityLike(
  (cores) => cores < 1000,
  'an amount of processors such as "250m" (a quarter of one) or 2',
);

/** In less, runc kills its own init before the container's first instruction ("memory limit too low?"). */
const LEAST_MEMORY = 4 * 2 ** 20;

/** Memory of a container. */
export const memoryAmount = quantityLike(
  (bytes, text) => bytes >= LEAST_MEMORY && !text.endsWith("m"),
  'an amount of memory with its unit, 4Mi or more, such as "128Mi" or "1Gi" ("m" is a thousandth of a byte, and no unit is bytes)',
);

/** The size of a disk or a folder. */
export const diskSize = quantityLike(
  (bytes, text) => bytes > 0 && !text.endsWith("m"),
  'a size with its unit, such as "10Gi" ("m" is a thousandth of a byte)',
);

const labelName = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
const labelPrefix = "([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/)?";
const labelKeyPattern = new RegExp(`^${labelPrefix}${labelName}$`);

/** The key of a label or of a taint: a name of at most 63 characters, with a domain before it where wanted. */
export const labelKey = z.string().max(317).regex(labelKeyPattern, {
  error:
    "a label key: letters, digits, - _ and ., at most 63, a letter or digit first and last, with domain/ before it where wanted",
});

/** The value of a label or of a taint. */
export const labelValue = z.string().regex(new RegExp(`^(${labelName})?$`), {
  error: "a label value: at most 63 letters, digits, - _ and ., a letter or digit first and last",
});

/** Labels of objects, pods and nodes. */
export const labels = z.record(labelKey, labelValue);

/** Annotations. Their keys are those of labels; their values are any text. */
export const annotations = z.record(
  z.string().refine((key) => labelKeyPattern.test(key.toLowerCase()), {
    error: "an annotation's key: letters, digits, - _ and ., with domain/ before it where wanted",
  }),
  z.string(),
);

/** A resource that a device plugin offers, such as `nvidia.com/gpu`: always with a domain. */
export const extendedResource = z
  .string()
  .refine((name) => name.includes("/") && labelKeyPattern.test(name) && !/(^|\.)kubernetes\.io\//.test(name), {
    error: "a resource with its domain, such as nvidia.com/gpu",
  });

/** An IPv4 or IPv6 range. A bare address is none. */
export const addressRange = z.string().superRefine((text, context) => {
  const version = isIP(text.trim());
  if (version !== 0)
    context.addIssue({
      code: "custom",
      message: `a range; did you mean ${text.trim()}/${version === 4 ? 32 : 128}, which is this one address?`,
    });
  else if (!isAddressRange(text.trim()))
    context.addIssue({ code: "custom", message: "a range of addresses such as 203.0.113.0/24" });
});

/** A port of every node, from the range that Kubernetes keeps for them. */
export const nodePort = z
  .number()
  .int()
  .min(30000, { error: "a port from 30000 to 32767" })
  .max(32767, { error: "a port from 30000 to 32767" });

/** A DNS name, or one with `*.` before it. */
export const hostPattern = z
  .string()
  .max(253)
  .regex(/^(?!\d+(\.\d+){3}$)(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
    error: "a host name such as app.example.com, or *.example.com",
  });

/** A path prefix that routes take. */
export const routePath = z
  .string()
  .startsWith("/", { error: "a path that begins with /" })
  .refine((path) => !/\/\/|\/\.\.?(\/|$)|%2f/i.test(path), { error: "a path without //, /./, /../ and %2f" });

/** Fields of a pod that an environment variable can have: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
export const podField = z
  .string()
  .regex(
    /^(metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]|spec\.(nodeName|serviceAccountName)|status\.(podIPs?|hostIPs?))$/,
    {
      error:
        "a field of the pod: metadata.name, metadata.namespace, metadata.uid, metadata.labels['KEY'], metadata.annotations['KEY'], spec.nodeName, spec.serviceAccountName, status.podIP, status.podIPs, status.hostIP or status.hostIPs",
    },
  );
