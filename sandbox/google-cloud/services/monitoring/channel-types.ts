import type { NotificationChannel, NotificationChannelDescriptor } from "../../definitions/monitoring-v3.types";
import { invalid } from "../../transport/errors";
import type { Seal } from "../../state/sealed";

interface ChannelType {
  readonly title: string;
  readonly labels: Readonly<Record<string, RegExp>>;
  readonly optional?: readonly string[];
  /** Never given back as they were. */
  readonly sensitive?: readonly string[];
}

/** Source: Cloud Monitoring's notificationChannelDescriptors.list, documented at cloud.google.com/monitoring/alerts/using-channels-api, read 2026-08. */
const TYPES: Readonly<Record<string, ChannelType>> = {
  email: { title: "Email", labels: { email_address: /^[^@\s]+@[^@\s]+\.[^@\s]+$/ } },
  sms: { title: "SMS", labels: { number: /^\+?[0-9 ().-]{6,20}$/ } },
  slack: {
    title: "Slack",
    labels: { channel_name: /^#?[\w.-]+$/, auth_token: /./, team: /.*/ },
    optional: ["team", "auth_token"],
    sensitive: ["auth_token"],
  },
  webhook_tokenauth: { title: "Webhook with Token Authentication", labels: { url: /^https?:\/\/.+/ } },
  webhook_basicauth: {
    title: "Webhook with Basic Authentication",
    labels: { url: /^https?:\/\/.+/, username: /./, password: /./ },
    optional: ["password"],
    sensitive: ["password"],
  },
  pagerduty: { title: "PagerDuty", labels: { service_key: /./ }, sensitive: ["service_key"] },
  pubsub: { title: "Cloud Pub/Sub", labels: { topic: /^projects\/[^/]+\/topics\/[^/]+$/ } },
  google_chat: { title: "Google Chat", labels: { space: /^spaces\/.+/ } },
};

/** What a project can be notified through, as the API describes it. */
export function descriptors(project: string): NotificationChannelDescriptor[] {
  return Object.entries(TYPES).map(([type, { title, labels }]) => ({
    name: `projects/${project}/notificationChannelDescriptors/${type}`,
    type,
    displayName: title,
    labels: Object.keys(labels).map((key) => ({ key })),
    launchStage: "GA",
  }));
}

/** Refuses a channel of an unknown type, or whose labels are not the type's, as Google does. */
export function checkLabels({ type = "", labels = {} }: NotificationChannel): void {
  const known = TYPES[type];
  if (!known)
    throw invalid(
      `Field "notification_channel.type" had an invalid value of "${type}": the sandbox knows ${Object.keys(TYPES).join(", ")}.`,
    );
  for (const key of Object.keys(labels)) {
    if (!(key in known.labels))
      throw invalid(
        `Field "notification_channel.labels" has an invalid key "${key}" for the type "${type}"; expected ${Object.keys(known.labels).join(", ")}.`,
      );
  }
  for (const [key, pattern] of Object.entries(known.labels)) {
    const value = labels[key];
    if (value === undefined && known.optional?.includes(key)) continue;
    if (value === undefined)
      throw invalid(`Field "notification_channel.labels['${key}']" is required for the type "${type}".`);
    if (!pattern.test(value) && !value.startsWith(SEALED))
      throw invalid(
        `Field "notification_channel.labels['${key}']" had an invalid value${known.sensitive?.includes(key) ? "" : ` of "${value}"`}.`,
      );
  }
}

const SEALED = "\u0000sealed:";

/** The channel with its secret labels closed, for the store; what is closed already stays. */
export function sealSensitive(channel: NotificationChannel, seal: Seal): NotificationChannel {
  return mapSensitive(channel, (value) => (value.startsWith(SEALED) ? value : SEALED + seal.close(value)));
}

/** As Google shows them: stars, and of long ones the last four letters. */
export function hideSensitive(channel: NotificationChannel, seal: Seal): NotificationChannel {
  return mapSensitive(channel, (value) => {
    const plain = value.startsWith(SEALED) ? seal.open(value.slice(SEALED.length)) : value;
    const shown = plain.length > 16 ? plain.slice(-4) : "";
    return "*".repeat(plain.length - shown.length) + shown;
  });
}

function mapSensitive(channel: NotificationChannel, change: (value: string) => string): NotificationChannel {
  const sensitive = TYPES[channel.type ?? ""]?.sensitive ?? [];
  if (!channel.labels) return channel;
  return {
    ...channel,
    labels: Object.fromEntries(
      Object.entries(channel.labels).map(([key, value]) => [key, sensitive.includes(key) ? change(value) : value]),
    ),
  };
}
