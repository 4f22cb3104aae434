const unitMs = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, µs: 0.001, ns: 0.000001 } as const;

/** Go's way to write a time (`1m30s`) → whole seconds, upwards, at least 1. */
export function wholeSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
  const ms = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * unitMs[unit as keyof typeof unitMs], 0);
  return Math.max(1, Math.ceil(ms / 1000));
}

export const secondsText = (seconds: number): string => `${seconds}s`;

/** Bytes → Mi, upwards. */
export const mebibytes = (bytes: string | number): string => `${Math.max(1, Math.ceil(Number(bytes) / 2 ** 20))}Mi`;

/** Processors → thousandths. */
export const milliCores = (cpus: string | number): string => `${Math.max(1, Math.round(Number(cpus) * 1000))}m`;

/** Kubernetes puts variables into such texts (`$(NAME)`), and compose does not. */
export const literally = (text: string): string => text.replaceAll("$(", "$$$$(");
