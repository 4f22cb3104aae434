/** The Compute Engine default service account, by name or by silence. */
export function isDefaultAccount(account: string | undefined): boolean {
  return (
    account === undefined ||
    account === "" ||
    account === "default" ||
    /^\d+-compute@developer\.gserviceaccount\.com$/.test(account)
  );
}
