import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { type ChannelConfig, monitoring } from "../config/monitoring";
import { parsePart } from "../config/part";
import { googleDuration } from "../config/values";
import { alertPack, type Alert } from "./alert-pack";
import { InfraComponent } from "./component";

/** Which cluster is watched, and who hears of it. */
export interface MonitoringArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** The cluster whose metrics are read: names as Cloud Monitoring labels them, in queries and in titles. */
  readonly cluster: { readonly name: string; readonly location: string };
  /** The section `monitoring`, as a stack file writes it: defaults are filled in, and mistakes are refused with their path. */
  readonly config: z.input<typeof monitoring>;
  /** Address of the folder with the runbooks. */
  readonly runbooks?: string | undefined;
}

/** Notification channels, and the alerts that go there. */
export class Monitoring extends InfraComponent {
  constructor(name: string, args: MonitoringArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(monitoring, args.config, name);
    super("Monitoring", name, options);
    const { project, cluster } = args;
    const channels = Object.fromEntries(
      Object.entries(config.channels).map(([channel, settings]): [string, pulumi.Input<string>] => [
        channel,
        "existing" in settings
          ? settings.existing
          : new gcp.monitoring.NotificationChannel(
              `${name}-${channel}`,
              // A channel that an alert still names could not be deleted otherwise, and would block the whole destroy.
              { project, displayName: channel, forceDelete: true, ...channelSettings(settings) },
              this.child(),
            ).id,
      ]),
    );
    for (const alert of alertPack(config, cluster, args.runbooks))
      new gcp.monitoring.AlertPolicy(
        `${name}-${alert.name}`,
        {
          project,
          displayName: `${cluster.name}: ${alert.title}`,
          severity: alert.severity,
          combiner: "OR",
          conditions: [condition(alert)],
          notificationChannels: (alert.channels ?? Object.keys(channels)).flatMap((channel) => channels[channel] ?? []),
          alertStrategy: {
            autoClose: "1800s",
            // Google insists on a limit for alerts on log lines.
            ...(alert.log !== undefined && { notificationRateLimit: { period: "300s" } }),
          },
          documentation: {
            subject: `${cluster.name}: ${alert.title}`,
            mimeType: "text/markdown",
            content: alert.runbook,
            ...(alert.link !== undefined && { links: [{ displayName: "Runbook", url: alert.link }] }),
          },
          userLabels: { cluster: cluster.name },
        },
        this.child(),
      );
    this.registerOutputs({});
  }
}

function condition(alert: Alert): gcp.types.input.monitoring.AlertPolicyCondition {
  const displayName = alert.title;
  if (alert.log !== undefined) return { displayName, conditionMatchedLog: { filter: alert.log } };
  return {
    displayName,
    conditionPrometheusQueryLanguage: {
      query: alert.query,
      duration: googleDuration(alert.for),
      evaluationInterval: "60s",
      ruleGroup: "gke-bluegreen",
      // A metric that nothing has sent yet is no mistake in a new project, where the check would fail for the first ten minutes.
      disableMetricValidation: true,
    },
  };
}

type ChannelSettings = Pick<gcp.monitoring.NotificationChannelArgs, "type" | "labels" | "sensitiveLabels">;

function channelSettings(channel: Exclude<ChannelConfig, { existing: string }>): ChannelSettings {
  if ("email" in channel) return { type: "email", labels: { email_address: channel.email } };
  if ("sms" in channel) return { type: "sms", labels: { number: channel.sms } };
  if ("slack" in channel)
    return {
      type: "slack",
      labels: { channel_name: channel.slack.channel },
      sensitiveLabels: { authToken: pulumi.secret(channel.slack.token.reveal()) },
    };
  const { webhook } = channel;
  if ("token" in webhook) {
    const url = new URL(webhook.url);
    url.searchParams.set("auth_token", webhook.token.reveal());
    return { type: "webhook_tokenauth", labels: { url: pulumi.secret(url.href) } };
  }
  return {
    type: "webhook_basicauth",
    labels: { url: webhook.url, username: webhook.username },
    sensitiveLabels: { password: pulumi.secret(webhook.password.reveal()) },
  };
}
