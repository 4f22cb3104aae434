import type { Instance } from "../../host/instance";

/** Interfaces of what else gives programs networks of their own on a machine, and guards them itself. */
const otherEngines = ["docker*", "br-*", "podman*", "cni*", "virbr*", "lxcbr*", "lxdbr*", "incusbr*"];

/**
 * The rules of one sandbox, for `nft`. Pods reach the world as the machine; the world reaches nothing in here: neither by way of the
 * machine, nor what the machine itself serves at the sandbox's addresses, whoever routes to them.
 * @param router whether the machine forwarded packets before the first sandbox stood. If not, it goes on forwarding nobody else's: the
 * kernel knows only one switch for all of its networks.
 */
export function firewall(
  { nftTable, bridge, network }: Pick<Instance, "nftTable" | "bridge" | "network">,
  { router }: { readonly router: boolean },
): string {
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
      chain postrouting {
        type nat hook postrouting priority srcnat; policy accept;
        ip saddr ${network} oifname != "gkb*" oifname != "lo" masquerade
      }
    }`;
}
