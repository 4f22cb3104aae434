import type { Instance } from "../../host/instance";
import { googlePorts, METADATA_ADDRESS } from "./google-names";

/** Interfaces of what else gives programs networks of their own on a machine, and guards them itself. */
const otherEngines = ["docker*", "br-*", "podman*", "cni*", "virbr*", "lxcbr*", "lxdbr*", "incusbr*"];

/**
 * The rules of one sandbox, for `nft`. Pods reach the world as the machine; the world reaches nothing in here: neither by way of the
 * machine, nor what the machine itself serves at the sandbox's addresses, whoever routes to them. What pods ask Google for, the sandbox
 * answers: also on a machine of Google's, whose own metadata server would give them the machine's identity.
 * @param router whether the machine forwarded packets before the first sandbox stood. If not, it goes on forwarding nobody else's: the
 * kernel knows only one switch for all of its networks.
 */
export function firewall(
  instance: Pick<Instance, "nftTable" | "bridge" | "network" | "gateway" | "loopbackPort">,
  { router }: { readonly router: boolean },
): string {
  const { nftTable, bridge, network, gateway } = instance;
  const { metadata, names } = googlePorts(instance);
  const engines = otherEngines.flatMap((name) => [`iifname "${name}" accept`, `oifname "${name}" accept`]);
  const closed = ['iifname "gkb*" accept', 'oifname "gkb*" accept', ...engines, "meta nfproto ipv4 drop"];
  return `
    table inet ${nftTable} {}
    delete table inet ${nftTable}
    table inet ${nftTable} {
      chain input {
        type filter hook input priority filter - 5; policy accept;
        ip daddr ${network} iifname != "gkb*" iifname != "lo" ct state != { established, related } drop
      }
      chain forward {
        type filter hook forward priority filter - 5; policy accept;
        iifname != "gkb*" oifname "${bridge}" ct state != { established, related } drop
        ${router ? "" : closed.join("\n        ")}
      }
      chain prerouting {
        type nat hook prerouting priority dstnat; policy accept;
        iifname "${bridge}" ip daddr ${METADATA_ADDRESS} tcp dport 80 dnat ip to ${gateway}:${metadata}
        iifname "${bridge}" ip daddr ${gateway} tcp dport 443 redirect to :${names}
      }
      chain postrouting {
        type nat hook postrouting priority srcnat; policy accept;
        ip saddr ${network} oifname != "gkb*" oifname != "lo" masquerade
      }
    }`;
}
