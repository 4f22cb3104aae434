import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PodConfig } from "../config/containers";

type Pods = Pick<PodConfig, "serviceAccount" | "namespace">;

/** Kinds of components that may own an account. */
const kinds = ["BlueGreenApp", "StatefulSet", "DaemonSet", "Job", "CronJob"];

/** The identities of workloads' pods: one object each, made by the first that names it, however many share it. */
export class ServiceAccounts {
  private readonly made = new Map<string, k8s.core.v1.ServiceAccount>();

  /** @param users All pods that may name accounts, for what becomes of one whose first user goes. @default only those that ask */
  constructor(private readonly users: readonly Pods[] = []) {}

  /** The identity of a workload's pods, where it has one; with Workload Identity it acts as a Google account without a key. */
  of(
    { serviceAccount: account, namespace }: Pods,
    child: (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions,
  ): pulumi.Resource[] {
    if (!account) return [];
    const key = `${namespace}/${account.name}`;
    const known = this.made.get(key);
    if (known) return [known];
    const annotations = account.googleServiceAccount
      ? { "iam.gke.io/gcp-service-account": account.googleServiceAccount }
      : {};
    const taken = [...this.made.keys()].some((other) => other.endsWith(`/${account.name}`));
    const made = new k8s.core.v1.ServiceAccount(
      taken ? `${namespace}-${account.name}` : account.name,
      { metadata: { name: account.name, namespace, annotations } },
      child(this.isShared(account.name, namespace) ? { aliases: formerNames(account.name) } : {}),
    );
    this.made.set(key, made);
    return [made];
  }

  private isShared(name: string, namespace: string): boolean {
    const users = this.users.filter((one) => one.serviceAccount?.name === name);
    return users.length > 1 && users.every((one) => one.namespace === namespace);
  }
}

/** Under another kind of owner it is the same account: what was its first user may go, or come before. */
const formerNames = (name: string): string[] =>
  kinds.map(
    (kind) =>
      `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::gke-bluegreen:workloads:${kind}$kubernetes:core/v1:ServiceAccount::${name}`,
  );
