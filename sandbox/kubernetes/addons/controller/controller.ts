import {
  AutoscalingV2Api,
  CoreV1Api,
  CustomObjectsApi,
  DiscoveryV1Api,
  NetworkingV1Api,
  StorageV1Api,
  type KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
} from "@kubernetes/client-node";
import { Instance } from "../../../host/instance";
import { Supervisor } from "../../../supervisor";
import { isBuilt } from "../../../toolchain";
import { isReservableAddress } from "../cluster";
import { dnsObjects } from "../objects/dns";
import { gatewayApiObjects } from "../objects/gateway-api";
import { googleApiObjects } from "../objects/google-resources";
import { gatewayClassObjects, ingressClassObjects } from "../objects/ingress";
import { storageObjects } from "../objects/storage";
import { applyObjects, whenServed } from "./apply";
import { LoadBalancers, type LoadBalancerStatus } from "./load-balancers";
import { NetworkPolicies } from "./network-policy";
import { ingressAddon, metricsAddon, type OptionalAddon, type OptionalPhase } from "./optional";
import type { ControllerSettings } from "./settings";
import { Volumes } from "./volumes";
import { BEING_BUILT, notBuilt, tellWaiting } from "./proxy-waits";
import { Warnings } from "./warnings";
import { Reconciler, Watched } from "./watched";

const DNS_PORT = 53;
/** After a build or start that failed. */
const START_RETRY_MS = 15_000;

/** What the controller of one cluster gave out and started. */
export interface AddonStatus {
  readonly loadBalancers: readonly LoadBalancerStatus[];
  /** Traefik: Ingresses and Gateways. */
  readonly ingress: OptionalPhase;
  /** metrics-server: autoscaling and `kubectl top`. */
  readonly metrics: OptionalPhase;
}

/** Google's part of one cluster: load balancers, disks, and the servers that are started when something needs them. */
export class Controller {
  private readonly loadBalancers: LoadBalancers;
  private readonly volumes: Volumes;
  private readonly networkPolicies: NetworkPolicies;
  private readonly ingress: OptionalAddon;
  private readonly metrics: OptionalAddon;

  private constructor(
    settings: ControllerSettings,
    private readonly config: KubeConfig,
  ) {
    const core = config.makeApiClient(CoreV1Api);
    const instance = new Instance(settings.instance);
    const supervisor = new Supervisor(settings.home);
    this.loadBalancers = new LoadBalancers(settings, core, (address) => isReservableAddress(instance, address));
    this.volumes = new Volumes(core, settings.volumes);
    this.networkPolicies = new NetworkPolicies(settings, new URL(config.getCurrentCluster()?.server ?? "").hostname);
    this.ingress = ingressAddon(settings, supervisor);
    this.metrics = metricsAddon(settings, supervisor, config);
  }

  /** Resolves when the cluster has its DNS, storage classes and APIs, and load balancers work. */
  static async start(settings: ControllerSettings, config: KubeConfig): Promise<Controller> {
    const controller = new Controller(settings, config);
    const dns = dnsObjects(settings.dnsClusterIP, { address: settings.edgeHost, port: DNS_PORT });
    await applyObjects(config, [...dns, ...storageObjects(), ...ingressClassObjects()]);
    const definitions = [...(await gatewayApiObjects()), ...googleApiObjects()];
    await applyObjects(config, definitions);
    await whenServed(config, definitions);
    await applyObjects(config, gatewayClassObjects());
    await controller.watchServices();
    await controller.watchClaims();
    await controller.watchPolicies();
    await controller.watchDemand();
    return controller;
  }

  status(): AddonStatus {
    return {
      loadBalancers: this.loadBalancers.statuses(),
      ingress: this.ingress.phase,
      metrics: this.metrics.phase,
    };
  }

  private async watchServices(): Promise<void> {
    const core = this.config.makeApiClient(CoreV1Api);
    const discovery = this.config.makeApiClient(DiscoveryV1Api);
    const reconciler: Reconciler = new Reconciler("load balancers", () =>
      this.loadBalancers.reconcile(services.list(), slices.list(), this.ingress.phase === "running"),
    );
    this.pokeLoadBalancers = reconciler.poke;
    const slices = await this.watch(
      "/apis/discovery.k8s.io/v1/endpointslices",
      () => discovery.listEndpointSliceForAllNamespaces(),
      reconciler.poke,
    );
    const services = await this.watch("/api/v1/services", () => core.listServiceForAllNamespaces(), reconciler.poke);
    reconciler.start();
  }

  private async watchClaims(): Promise<void> {
    const core = this.config.makeApiClient(CoreV1Api);
    const storage = this.config.makeApiClient(StorageV1Api);
    const reconciler: Reconciler = new Reconciler("disks", () =>
      this.volumes.reconcile({
        claims: claims.list(),
        volumes: volumes.list(),
        classes: classes.list(),
        nodes: nodes.list(),
      }),
    );
    const ignore = () => undefined;
    const nodes = await this.watch("/api/v1/nodes", () => core.listNode(), ignore);
    const classes = await this.watch(
      "/apis/storage.k8s.io/v1/storageclasses",
      () => storage.listStorageClass(),
      ignore,
    );
    const volumes = await this.watch("/api/v1/persistentvolumes", () => core.listPersistentVolume(), reconciler.poke);
    const claims = await this.watch(
      "/api/v1/persistentvolumeclaims",
      () => core.listPersistentVolumeClaimForAllNamespaces(),
      reconciler.poke,
    );
    reconciler.start();
  }

  private async watchPolicies(): Promise<void> {
    const core = this.config.makeApiClient(CoreV1Api);
    const networking = this.config.makeApiClient(NetworkingV1Api);
    const reconciler: Reconciler = new Reconciler("network policies", () =>
      this.networkPolicies.reconcile({
        policies: policies.list(),
        namespaces: namespaces.list(),
        pods: pods.list(),
        nodes: nodes.list(),
      }),
    );
    const nodes = await this.watch("/api/v1/nodes", () => core.listNode(), reconciler.poke);
    const namespaces = await this.watch("/api/v1/namespaces", () => core.listNamespace(), reconciler.poke);
    const pods = await this.watch("/api/v1/pods", () => core.listPodForAllNamespaces(), reconciler.poke);
    const policies = await this.watch(
      "/apis/networking.k8s.io/v1/networkpolicies",
      () => networking.listNetworkPolicyForAllNamespaces(),
      reconciler.poke,
    );
    reconciler.start();
  }

  /** Starts what is slow to build when the first object that needs it appears. */
  private async watchDemand(): Promise<void> {
    const networking = this.config.makeApiClient(NetworkingV1Api);
    const custom = this.config.makeApiClient(CustomObjectsApi);
    const autoscaling = this.config.makeApiClient(AutoscalingV2Api);
    const gateway = { group: "gateway.networking.k8s.io", version: "v1", plural: "gateways" };

    const ingress: Reconciler = new Reconciler(
      "ingress",
      async () => {
        const wanted = ingresses.list().length + gateways.list().length > 0;
        if (!wanted && !(await this.ingress.isKnown())) return;
        await tellIfBuilt();
        await this.ingress.need().catch(async (error: unknown) => {
          await tellWaiting(warnings, waiting(), notBuilt(error));
          throw error;
        });
        this.pokeLoadBalancers();
      },
      START_RETRY_MS,
    );
    const warnings = new Warnings(this.config.makeApiClient(CoreV1Api), "gke-bluegreen-sandbox");
    const waiting = () => ({ ingresses: ingresses.list(), gateways: gateways.list() });
    const tellIfBuilt = async () => {
      if (!(await isBuilt("traefik"))) await tellWaiting(warnings, waiting(), BEING_BUILT);
    };
    const appeared = () => {
      ingress.poke();
      // One that comes while the proxy is being built is not looked at before it stands.
      if (this.ingress.phase === "being built") void tellIfBuilt();
    };
    const ingresses = await this.watch(
      "/apis/networking.k8s.io/v1/ingresses",
      () => networking.listIngressForAllNamespaces(),
      appeared,
    );
    const gateways = await this.watch(
      "/apis/gateway.networking.k8s.io/v1/gateways",
      () => custom.listClusterCustomObject(gateway),
      appeared,
    );
    ingress.start();

    const metrics: Reconciler = new Reconciler(
      "metrics",
      async () => {
        if (autoscalers.list().length === 0 && !(await isBuilt("metrics-server"))) return;
        await this.metrics.need();
      },
      START_RETRY_MS,
    );
    const autoscalers = await this.watch(
      "/apis/autoscaling/v2/horizontalpodautoscalers",
      () => autoscaling.listHorizontalPodAutoscalerForAllNamespaces(),
      metrics.poke,
    );
    metrics.start();
  }

  private pokeLoadBalancers = (): void => undefined;

  private async watch<T extends KubernetesObject>(
    path: string,
    list: () => Promise<KubernetesListObject<T>>,
    onChange: () => void,
  ): Promise<Watched<T>> {
    return await Watched.start(this.config, path, list, onChange);
  }
}
