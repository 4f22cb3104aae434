/** Fails while a cluster is protected from deletion, with what to do: nothing of it may go before the cluster itself may. */
export function requireUnprotected(deletionProtection: boolean): void {
  if (deletionProtection)
    throw new Error(
      "the cluster is protected from deletion: set cluster.deletionProtection to false, `pulumi up`, then destroy",
    );
}
