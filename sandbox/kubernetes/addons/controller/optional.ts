import type { KubeConfig } from "@kubernetes/client-node";
import type { Supervisor } from "../../../supervisor";
import { type ProcessSpec } from "../../../supervisor";
import { toolPath } from "../../../toolchain";
import { traefikArguments } from "../objects/ingress";
import { metricsObjects } from "../objects/metrics";
import { applyObjects } from "./apply";
import type { ControllerSettings } from "./settings";

/** How far a program is that starts when something asks for it. */
export type OptionalPhase = "not needed yet" | "being built" | "starting" | "running" | "failed";

/** A part of the cluster that is slow to build and that many never use: it is built and started when it is first needed. */
export class OptionalAddon {
  /** How far it is now. */
  phase: OptionalPhase = "not needed yet";
  private started: Promise<void> | undefined;

  /**
   * @param name of its process
   * @param make builds what is missing and answers the process to run
   * @param ready called once the process answers
   */
  constructor(
    private readonly supervisor: Supervisor,
    private readonly name: string,
    private readonly make: () => Promise<ProcessSpec>,
    private readonly ready: () => Promise<void>,
  ) {}

  /** Whether it was started before, by an earlier controller. */
  async isKnown(): Promise<boolean> {
    return (await this.supervisor.statuses()).some(({ name }) => name === this.name);
  }

  /** Resolves when it runs. To be called as often as one likes; a failed start is tried again with the next call. */
  need(): Promise<void> {
    this.started ??= this.start().catch((error: unknown) => {
      this.phase = "failed";
      this.started = undefined;
      throw error;
    });
    return this.started;
  }

  private async start(): Promise<void> {
    this.phase = "being built";
    const process = await this.make();
    this.phase = "starting";
    await this.supervisor.ensure(process);
    await this.supervisor.waitUntilReady([process.name]);
    await this.ready();
    this.phase = "running";
  }
}

/** Traefik, for Ingresses and Gateways. */
export function ingressAddon(settings: ControllerSettings, supervisor: Supervisor): OptionalAddon {
  const name = `${settings.label}/ingress`;
  return new OptionalAddon(
    supervisor,
    name,
    () => ingressProcess(settings, name),
    () => Promise.resolve(),
  );
}

async function ingressProcess(settings: ControllerSettings, name: string): Promise<ProcessSpec> {
  return {
    name,
    command: [await toolPath("traefik", log), ...traefikArguments(settings.ingressAddress)],
    env: { KUBECONFIG: settings.kubeconfig },
    netns: settings.edgeNetns,
    generation: settings.edgeGeneration,
    ready: { kind: "tcp", host: settings.ingressAddress, port: 80 },
    stopSeconds: 15,
  };
}

const METRICS_PORT = 10_443;

/** metrics-server, for autoscaling and `kubectl top`. */
export function metricsAddon(settings: ControllerSettings, supervisor: Supervisor, config: KubeConfig): OptionalAddon {
  const name = `${settings.label}/metrics-server`;
  return new OptionalAddon(
    supervisor,
    name,
    () => metricsProcess(settings, name),
    () => applyObjects(config, metricsObjects({ address: settings.edgeHost, port: METRICS_PORT })),
  );
}

async function metricsProcess(settings: ControllerSettings, name: string): Promise<ProcessSpec> {
  const { kubeconfig, edgeHost } = settings;
  return {
    name,
    command: [
      await toolPath("metrics-server", log),
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      `--bind-address=${edgeHost}`,
      `--secure-port=${METRICS_PORT}`,
      `--cert-dir=${settings.metricsFolder}`,
      "--kubelet-preferred-address-types=InternalIP",
      `--kubelet-certificate-authority=${settings.caFile}`,
      "--metric-resolution=10s",
      "--kubelet-request-timeout=5s",
    ],
    netns: settings.edgeNetns,
    generation: settings.edgeGeneration,
    ready: { kind: "tcp", host: edgeHost, port: METRICS_PORT },
  };
}

function log(line: string): void {
  console.log(line);
}
