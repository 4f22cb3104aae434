/** Powers of two and of ten that a quantity may be written in. */
const binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] as const;
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

interface Parsed {
  /** The amount in 10^-9. */
  readonly nano: bigint;
  readonly form: "binary" | "decimal" | "exponent";
}

/**
 * A resource quantity as the API server writes it (`0.5` → `500m`, `1024Mi` → `1Gi`), or the text itself when it is none.
 * Comparing quantities as texts would show differences that are none.
 */
export function canonicalQuantity(text: string): string {
  const parsed = parse(text.trim());
  if (!parsed) return text;
  const { nano, form } = parsed;
  const whole = nano % 1_000_000_000n === 0n;
  if (form === "binary" && whole) {
    let value = nano / 1_000_000_000n;
    let power = 0;
    while (value !== 0n && value % 1024n === 0n && power < binary.length - 1) {
      value /= 1024n;
      power++;
    }
    return `${value}${binary[power]}`;
  }
  // The largest power of a thousand that leaves a whole number.
  let exponent = -9;
  let value = nano;
  while (value !== 0n && value % 1000n === 0n && exponent < 18) {
    value /= 1000n;
    exponent += 3;
  }
  if (value === 0n) return "0";
  if (form === "exponent") return exponent === 0 ? String(value) : `${value}e${exponent}`;
  const suffix = Object.entries(decimal).find(([, power]) => power === exponent)?.[0] ?? "";
  return `${value}${suffix}`;
}

function parse(text: string): Parsed | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/.exec(text);
  if (!match) return undefined;
  const [, sign = "", integer = "", fraction = "", suffix = ""] = match;
  if (integer === "" && fraction === "") return undefined;
  const isBinary = suffix.endsWith("i");
  const isExponent = /^[eE][+-]?\d+$/.test(suffix);
  const power = isExponent ? Number(suffix.slice(1)) : isBinary ? 0 : (decimal[suffix] ?? 0);
  const factor = isBinary ? 1024n ** BigInt(binary.indexOf(suffix as (typeof binary)[number])) : 1n;
  const digits = BigInt(integer + fraction) * factor;
  const scale = 9 + power - fraction.length;
  if (scale > 60) return undefined;
  // Finer than a billionth is rounded up, as the server does.
  const nano = scale >= 0 ? digits * 10n ** BigInt(scale) : roundUp(digits, 10n ** BigInt(-scale));
  return {
    nano: sign === "-" ? -nano : nano,
    form: isBinary ? "binary" : isExponent ? "exponent" : "decimal",
  };
}

function roundUp(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}
