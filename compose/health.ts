import type { ProbeInput } from "./sections";
import type { ComposeHealthcheck } from "./model";
import { secondsText, wholeSeconds } from "./units";

/** Compose's own: https://github.com/compose-spec/compose-spec/blob/main/spec.md#healthcheck */
const DEFAULTS = { interval: "30s", timeout: "30s", retries: 3, startInterval: "5s" };

export interface Health {
  readonly readiness: ProbeInput;
  /** Where the container has time to start. */
  readonly startup?: ProbeInput;
}

/** Probes of a healthcheck; nothing where there is none, or where it is turned off. */
export function healthOf(check: ComposeHealthcheck | undefined): Health | undefined {
  const asked = questionOf(check);
  if (!check || !asked) return undefined;
  const timeout = secondsText(wholeSeconds(check.timeout ?? DEFAULTS.timeout));
  const readiness = {
    ...asked,
    period: secondsText(wholeSeconds(check.interval ?? DEFAULTS.interval)),
    timeout,
    failures: check.retries ?? DEFAULTS.retries,
  };
  // Until it has answered once, wrong answers in the start period do not count.
  const every = wholeSeconds(check.start_interval ?? DEFAULTS.startInterval);
  const grace = check.start_period === undefined ? 0 : wholeSeconds(check.start_period);
  const inGrace = Math.ceil(grace / every);
  const afterGrace = Math.ceil(
    (wholeSeconds(check.interval ?? DEFAULTS.interval) * (check.retries ?? DEFAULTS.retries)) / every,
  );
  return { readiness, startup: { ...asked, period: secondsText(every), timeout, failures: inGrace + afterGrace } };
}

function questionOf(check: ComposeHealthcheck | undefined) {
  if (!check || check.disable === true) return undefined;
  const [kind, ...words] = check.test ?? [];
  if (kind === undefined || kind === "NONE" || words.length === 0) return undefined;
  const http = httpQuestion(words.join(" "));
  if (http) return http;
  return { exec: kind === "CMD-SHELL" ? ["/bin/sh", "-c", words.join(" ")] : words };
}

/** Flags of curl and wget that do not change what is asked. */
const flags = String.raw`(?:-[fsSLkqvI]+|--(?:fail|silent|show-error|location|spider|quiet|no-verbose|tries=\d+|no-check-certificate)|-O\s?(?:-|/dev/null)|-o\s?/dev/null)`;
const httpCheck = new RegExp(
  String.raw`^(?:/usr/bin/)?(?:curl|wget)\s+(?:${flags}\s+)*["']?(https?)://(?:localhost|127\.0\.0\.1)(?::(\d+))?(/[^\s"']*)?["']?(?:\s+${flags})*(?:\s+>\s*/dev/null)?(?:\s*\|\|\s*exit\s+1)?$`,
);

/** A question over HTTP, which the kubelet can ask without curl in the image. */
function httpQuestion(command: string) {
  const [, scheme, port, path] = httpCheck.exec(command) ?? [];
  if (scheme === undefined) return undefined;
  const isHttps = scheme === "https";
  return {
    path: path ?? "/",
    port: port === undefined ? (isHttps ? 443 : 80) : Number(port),
    ...(isHttps && { https: true }),
  };
}

/** Where an HTTP healthcheck asks. */
export function healthPort(check: ComposeHealthcheck | undefined): number | undefined {
  const asked = questionOf(check);
  return asked && "port" in asked ? asked.port : undefined;
}
