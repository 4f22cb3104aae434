import type { ComposeModel, ComposeService } from "./model";
import type { ServicePolicy } from "./sections";

/** Who may connect to whom, where a file has more than one network; with one of them everybody may, as in compose. */
export function policiesOf(model: ComposeModel, namespace: string): ServicePolicy[] {
  const services = Object.entries(model.services);
  const used = new Set(services.flatMap(([, service]) => networksOf(service)));
  const isInternal = (network: string) => model.networks?.[network]?.internal === true;
  if (used.size < 2 && ![...used].some(isInternal)) return [];
  return services.map(([name, service]) => {
    const own = networksOf(service);
    return {
      service: name,
      namespace,
      from: services.flatMap(([other, one]) =>
        other !== name && networksOf(one).some((network) => own.includes(network)) ? [other] : [],
      ),
      open: (service.ports ?? []).map(({ target }) => target),
      internal: own.length > 0 && own.every(isInternal),
    };
  });
}

const networksOf = ({ networks }: ComposeService): string[] => Object.keys(networks ?? { default: null });
