import { z } from "zod";
import { duration, email, sensitive } from "./values";

const url = z
  .url({ protocol: /^https$/, error: "an https:// address" })
  .meta({ description: "Address, with https://. No secret belongs in it: it is readable in the project." });

const severity = z
  .enum(["CRITICAL", "ERROR", "WARNING"])
  .meta({ description: "How serious it is, for whoever sorts alerts: shown with it, and it changes nothing else." });

/** Where alerts go. One kind a channel. */
const channel = z
  .union([
    z
      .strictObject({ email: email.meta({ description: "Address that gets the alerts." }) })
      .meta({ description: "E-mail." }),
    z
      .strictObject({
        sms: z
          .string()
          .regex(/^\+[1-9]\d{6,14}$/, { error: "a number with its country code, such as +821012345678" })
          .meta({ description: "Number that gets the alerts, with its country code, in quotes." }),
      })
      .meta({ description: "Text message." }),
    z
      .strictObject({
        slack: z
          .strictObject({
            channel: z
              .string()
              .regex(/^#[^\s]+$/, { error: 'a channel such as "#alerts" (in quotes: # starts a comment in YAML)' })
              .meta({ description: "Channel of the workspace, with #. The app must be a member of a private one." }),
            token: sensitive("the Slack app's OAuth token"),
          })
          .meta({
            description:
              "A Slack channel, and the app that writes to it. Source: https://cloud.google.com/monitoring/support/notification-options",
          }),
      })
      .meta({ description: "Slack." }),
    z
      .strictObject({
        webhook: z
          .union([
            z.strictObject({ url, token: sensitive("the token, sent as auth_token") }),
            z.strictObject({
              url,
              username: z.string().min(1).meta({ description: "User of basic authentication." }),
              password: sensitive("the password"),
            }),
          ])
          .meta({ description: "An address that gets each alert as JSON by POST." }),
      })
      .meta({ description: "Webhook, with a token or with basic authentication." }),
    z
      .strictObject({
        existing: z
          .string()
          .regex(/^projects\/[^/]+\/notificationChannels\/\d+$/, { error: "projects/P/notificationChannels/N" })
          .meta({
            description: "Its name: projects/P/notificationChannels/N. It is used, and never changed or removed.",
          }),
      })
      .meta({ description: "A channel that exists already." }),
  ])
  .meta({ description: "Where alerts go: one of email, sms, slack, webhook, existing." });

const alert = (
  what: string,
  defaults: { threshold: number; for: string; severity: "CRITICAL" | "ERROR" | "WARNING" },
  unit: string,
) =>
  z
    .union([
      z.literal(false),
      z.strictObject({
        threshold: z.number().min(0).default(defaults.threshold).meta({ description: unit }),
        for: duration.default(defaults.for).meta({ description: "How long before it alerts." }),
        severity: severity.default(defaults.severity),
        channels: z.array(z.string()).optional().meta({ description: "Names of channels. All where absent." }),
      }),
    ])
    .prefault({})
    .meta({ description: `${what} \`false\` leaves it out.` });

const customAlert = z.strictObject({
  query: z.string().min(1).meta({ description: "PromQL; alerts while it has a result." }),
  for: duration.default("5m").meta({ description: "How long it must have a result before it alerts." }),
  severity: severity.default("WARNING"),
  summary: z.string().min(1).meta({ description: "What it means and what to do, in Markdown." }),
  runbook: z.url().optional().meta({ description: "Address of what to do, shown with the alert. Absent: none." }),
  channels: z.array(z.string()).optional().meta({ description: "Names of channels. All where absent." }),
});

/** Alerts and where they go. */
export const monitoring = z
  .strictObject({
    channels: z.record(z.string(), channel).default({}).meta({ description: "Notification channels by name." }),
    alerts: z
      .strictObject({
        nodeCpu: alert(
          "Node CPU.",
          { threshold: 0.8, for: "5m", severity: "WARNING" },
          "Part of the allocatable CPU in use (0 to 1).",
        ),
        nodeMemory: alert(
          "Node memory.",
          { threshold: 0.9, for: "5m", severity: "ERROR" },
          "Part of the allocatable memory in use that cannot be reclaimed (0 to 1).",
        ),
        podRestarts: alert(
          "Restarting containers.",
          { threshold: 3, for: "10m", severity: "ERROR" },
          "Restarts within that time.",
        ),
        unavailableReplicas: alert(
          "Deployments with too few pods.",
          { threshold: 0, for: "10m", severity: "ERROR" },
          "Missing replicas that are tolerated.",
        ),
        volumeFill: alert(
          "Filling volumes.",
          { threshold: 0.85, for: "10m", severity: "ERROR" },
          "Part of the volume in use (0 to 1).",
        ),
        buildFailures: z
          .union([
            z.literal(false),
            z.strictObject({
              severity: severity.default("WARNING"),
              channels: z.array(z.string()).optional().meta({ description: "Names of channels. All where absent." }),
            }),
          ])
          .prefault({})
          .meta({ description: "Failed builds of Cloud Build. `false` leaves it out." }),
      })
      .prefault({})
      .meta({ description: "The alert pack." }),
    custom: z.record(z.string(), customAlert).default({}).meta({ description: "Alerts of your own." }),
    runbooks: z.url().optional().meta({
      description:
        "Address of the folder with the runbooks (docs/runbooks/), where not that of identities.github's repository.",
    }),
  })
  .superRefine((value, context) => {
    const names = Object.keys(value.channels);
    const check = (path: string[], channels: readonly string[] | undefined) => {
      for (const [index, name] of (channels ?? []).entries())
        if (!names.includes(name))
          context.addIssue({
            code: "custom",
            path: [...path, "channels", index],
            message:
              names.length > 0
                ? `one of the channels ${names.join(", ")}`
                : "a channel that monitoring.channels declares",
          });
    };
    for (const [name, value_] of Object.entries(value.alerts)) if (value_) check(["alerts", name], value_.channels);
    for (const [name, value_] of Object.entries(value.custom)) check(["custom", name], value_.channels);
  })
  .prefault({})
  .meta({ description: "Alerts and where they go." });

/** Monitoring after validation, with its defaults. */
export type MonitoringConfig = z.output<typeof monitoring>;
/** One notification channel: of one kind, or one that exists. */
export type ChannelConfig = z.output<typeof channel>;
