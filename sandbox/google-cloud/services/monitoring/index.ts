import { randomInt } from "node:crypto";
import type { AlertPolicy, Methods, NotificationChannel, TimeSeries } from "../../definitions/monitoring-v3.types";
import { handlers, type Handlers, type Service } from "../../transport/call";
import { GoogleError, invalid, notFound } from "../../transport/errors";
import type { Seal } from "../../state/sealed";
import type { Store } from "../../state/store";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";
import { applyMask } from "../shared/values";
import { aggregate } from "./alignment";
import { checkLabels, descriptors, hideSensitive, sealSensitive } from "./channel-types";
import { matchesSeries, nodeSeries } from "./time-series";
import type { Clusters } from "../../../kubernetes/spec";

const projectIn = (store: Store, name: string) => findProject(store, /^projects\/([^/]+)/.exec(name)?.[1] ?? "").id;
const last = (name: string) => name.slice(name.lastIndexOf("/") + 1);
const newId = () => String(randomInt(2 ** 47)).padStart(16, "1");

function requireChannel(store: Store, name: string): NotificationChannel {
  const found = store.get<NotificationChannel>("channel", projectIn(store, name), last(name));
  if (!found) throw notFound(`Notification channel ${name} does not exist.`);
  return found;
}
function requirePolicy(store: Store, name: string): AlertPolicy {
  const found = store.get<AlertPolicy>("alertPolicy", projectIn(store, name), last(name));
  if (!found) throw notFound(`Cannot find alert policy ${name}.`);
  return found;
}

function completePolicy(store: Store, sent: AlertPolicy, name: string): AlertPolicy {
  if (!sent.conditions?.length) throw invalid("Field alert_policy.conditions must not be empty.");
  if (!sent.combiner || sent.combiner === "COMBINE_UNSPECIFIED")
    throw invalid("Field alert_policy.combiner must be set.");
  for (const channel of sent.notificationChannels ?? []) {
    if (!store.get("channel", projectIn(store, channel), last(channel)))
      throw notFound(`Cannot find notification channel ${channel}.`);
  }
  return {
    ...sent,
    name,
    enabled: sent.enabled ?? true,
    conditions: sent.conditions.map((condition) => ({
      ...condition,
      name: condition.name?.startsWith(`${name}/`) ? condition.name : `${name}/conditions/${newId()}`,
    })),
    mutationRecord: { mutateTime: new Date().toISOString(), mutatedBy: "sandbox@gke-bluegreen.invalid" },
  };
}

const alertPolicies: Handlers<Methods> = {
  "AlertPolicyService.CreateAlertPolicy": ({ name = "", alertPolicy = {} }, { store }) => {
    const project = projectIn(store, name);
    const id = newId();
    const policy = completePolicy(store, alertPolicy, `projects/${project}/alertPolicies/${id}`);
    const made = { ...policy, creationRecord: policy.mutationRecord };
    store.put(["alertPolicy", project, id], made);
    return made;
  },
  "AlertPolicyService.GetAlertPolicy": ({ name = "" }, { store }) => requirePolicy(store, name),
  "AlertPolicyService.ListAlertPolicies": ({ name = "", pageSize, pageToken, filter }, { store }) => {
    if (filter)
      throw new GoogleError("UNIMPLEMENTED", "The sandbox does not implement the field filter of alertPolicies.list.");
    const all = store.list<AlertPolicy>("alertPolicy", projectIn(store, name));
    const { items, nextPageToken } = page(all, pageSize, pageToken, name);
    return { alertPolicies: items, nextPageToken, totalSize: all.length };
  },
  "AlertPolicyService.UpdateAlertPolicy": ({ updateMask, alertPolicy = {} }, { store }) => {
    const name = alertPolicy.name ?? "";
    const now = requirePolicy(store, name);
    const merged = updateMask
      ? applyMask(now, alertPolicy, updateMask)
      : { ...alertPolicy, creationRecord: now.creationRecord };
    const next = completePolicy(store, merged, now.name ?? name);
    store.put(["alertPolicy", projectIn(store, name), last(name)], next);
    return next;
  },
  "AlertPolicyService.DeleteAlertPolicy": ({ name = "" }, { store }) => {
    requirePolicy(store, name);
    store.remove(["alertPolicy", projectIn(store, name), last(name)]);
    return {};
  },
};

function channels(seal: () => Seal): Handlers<Methods> {
  const put = (store: Store, channel: NotificationChannel) => {
    const name = channel.name ?? "";
    checkLabels(channel);
    const stored = sealSensitive(channel, seal());
    store.put(["channel", projectIn(store, name), last(name)], stored);
    return hideSensitive(stored, seal());
  };
  return {
    "NotificationChannelService.ListNotificationChannelDescriptors": ({ name = "" }, { store }) => ({
      channelDescriptors: descriptors(projectIn(store, name)),
    }),
    "NotificationChannelService.GetNotificationChannelDescriptor": ({ name = "" }, { store }) => {
      const found = descriptors(projectIn(store, name)).find(({ type }) => type === last(name));
      if (!found) throw notFound(`Cannot find notification channel descriptor ${name}.`);
      return found;
    },
    "NotificationChannelService.CreateNotificationChannel": ({ name = "", notificationChannel = {} }, { store }) => {
      const project = projectIn(store, name);
      const record = { mutateTime: new Date().toISOString() };
      return put(store, {
        ...notificationChannel,
        name: `projects/${project}/notificationChannels/${newId()}`,
        enabled: notificationChannel.enabled ?? true,
        // Only these kinds are verified at Google.
        ...(notificationChannel.type === "sms" ? { verificationStatus: "UNVERIFIED" as const } : {}),
        creationRecord: record,
        mutationRecords: [record],
      });
    },
    "NotificationChannelService.GetNotificationChannel": ({ name = "" }, { store }) =>
      hideSensitive(requireChannel(store, name), seal()),
    "NotificationChannelService.ListNotificationChannels": ({ name = "", pageSize, pageToken }, { store }) => {
      const all = store.list<NotificationChannel>("channel", projectIn(store, name));
      const { items, nextPageToken } = page(all, pageSize, pageToken, name);
      return {
        notificationChannels: items.map((channel) => hideSensitive(channel, seal())),
        nextPageToken,
        totalSize: all.length,
      };
    },
    "NotificationChannelService.UpdateNotificationChannel": ({ updateMask, notificationChannel = {} }, { store }) => {
      const now = requireChannel(store, notificationChannel.name ?? "");
      const record = { mutateTime: new Date().toISOString() };
      // Without a mask what was sent is merged: sensitive labels that were not sent stay.
      const merged = updateMask ? applyMask(now, notificationChannel, updateMask) : { ...now, ...notificationChannel };
      return put(store, {
        ...merged,
        name: now.name,
        creationRecord: now.creationRecord,
        mutationRecords: [record, ...(now.mutationRecords ?? [])],
      });
    },
    "NotificationChannelService.DeleteNotificationChannel": ({ name = "", force }, { store }) => {
      const channel = requireChannel(store, name);
      const project = projectIn(store, name);
      const users = store
        .list<AlertPolicy>("alertPolicy", project)
        .filter(({ notificationChannels }) => notificationChannels?.includes(channel.name ?? ""));
      if (users.length > 0 && !force) {
        throw new GoogleError(
          "FAILED_PRECONDITION",
          `Channel ${name} cannot be deleted: it is used by ${users.map((user) => user.name ?? "").join(", ")}. Use force=true to delete it anyway.`,
        );
      }
      for (const user of users) {
        store.put(["alertPolicy", project, last(user.name ?? "")], {
          ...user,
          notificationChannels: user.notificationChannels?.filter((one) => one !== channel.name),
        });
      }
      store.remove(["channel", project, last(name)]);
      return {};
    },
    "NotificationChannelService.SendNotificationChannelVerificationCode": ({ name = "" }, { store }) => {
      const channel = requireChannel(store, name);
      // No message leaves a sandbox; GetNotificationChannelVerificationCode says what it would have been.
      store.put(["verification", last(channel.name ?? "")], { code: `G-${randomInt(100_000, 999_999)}` });
      return {};
    },
    "NotificationChannelService.GetNotificationChannelVerificationCode": ({ name = "" }, { store }) => {
      requireChannel(store, name);
      const sent = store.get<{ code: string }>("verification", last(name)) ?? {
        code: `G-${randomInt(100_000, 999_999)}`,
      };
      store.put(["verification", last(name)], sent);
      return { code: sent.code, expireTime: new Date(Date.now() + 3600_000).toISOString() };
    },
    "NotificationChannelService.VerifyNotificationChannel": ({ name = "", code }, { store }) => {
      const channel = requireChannel(store, name);
      if (!code || store.get<{ code: string }>("verification", last(name))?.code !== code)
        throw invalid("The verification code is not valid.");
      return put(store, { ...channel, verificationStatus: "VERIFIED" });
    },
  };
}

function metrics(clusters: () => Clusters): Handlers<Methods> {
  return {
    "MetricService.CreateTimeSeries": ({ name = "", timeSeries = [] }, { store }) => {
      const project = projectIn(store, name);
      for (const series of timeSeries) {
        const key = JSON.stringify([series.metric, series.resource]);
        const before = store.get<TimeSeries>("timeSeries", project, key);
        store.put(["timeSeries", project, key.slice(0, 1500)], {
          ...series,
          points: [...(series.points ?? []), ...(before?.points ?? [])].slice(0, 1000),
        });
      }
      return {};
    },
    "MetricService.ListTimeSeries": async (
      { name = "", filter = "", interval, aggregation, pageSize, pageToken },
      { store },
    ) => {
      if (!/metric\.type\s*=/.test(filter)) throw invalid("Field filter must have a restriction on metric.type.");
      const project = projectIn(store, name);
      const stored = store.list<TimeSeries>("timeSeries", project);
      const matching = [...stored, ...(await nodeSeries(clusters(), project, filter, interval?.endTime))].filter(
        (series) => matchesSeries(series, filter),
      );
      const all = aggregate(matching, interval, aggregation);
      const { items, nextPageToken } = page(all, pageSize, pageToken, `${name} ${filter}`);
      return { timeSeries: items, nextPageToken };
    },
  };
}

/** Cloud Monitoring: alert policies, notification channels, and time series of the sandbox's own nodes. */
export function monitoring(seal: () => Seal, clusters: () => Clusters): Service {
  return {
    api: "monitoring",
    alwaysEnabled: true,
    fields: {
      alertPolicy: "recorded",
      notificationChannel: "recorded",
      "ListTimeSeries:secondaryAggregation": "absent",
    },
    handlers: handlers<Methods>({ ...alertPolicies, ...channels(seal), ...metrics(clusters) }),
  };
}
