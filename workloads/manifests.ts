import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { WorkloadComponent } from "./component";

/** Objects that a stack brings as they are. */
export interface ManifestsArgs {
  /** As `kubectl apply` takes them. */
  readonly objects: readonly object[];
  /** Where those go that name no namespace. */
  readonly namespace: string;
}

/** Kubernetes objects of files or of a kustomization: namespaces and CustomResourceDefinitions first, and pruned when they go. */
export class Manifests extends WorkloadComponent {
  constructor(name: string, args: ManifestsArgs, options?: pulumi.ComponentResourceOptions) {
    super("Manifests", name, options);
    const objects = args.objects.map((one) => withNamespace(one as ObjectWithMetadata, args.namespace));
    new k8s.yaml.v2.ConfigGroup(name, { objs: objects, resourcePrefix: name }, this.child());
    this.registerOutputs({});
  }
}

interface ObjectWithMetadata {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
}

/** Of kinds that the cluster has once the API server takes no heed of a namespace; where one is named, it stays. */
const withNamespace = (object: ObjectWithMetadata, namespace: string): object =>
  namespace === "default" ||
  object.metadata.namespace !== undefined ||
  /^(Namespace|Cluster|CustomResourceDefinition|PersistentVolume$|StorageClass|PriorityClass|IngressClass|.*WebhookConfiguration|APIService|RuntimeClass)/.test(
    object.kind,
  )
    ? object
    : { ...object, metadata: { ...object.metadata, namespace } };
