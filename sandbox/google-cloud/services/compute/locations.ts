import { invalid } from "../../transport/errors";

/** Regions and the letters of their zones. Source: `gcloud compute zones list`, documented at cloud.google.com/compute/docs/regions-zones, read 2026-08. */
export const REGIONS: Readonly<Record<string, string>> = {
  "africa-south1": "abc",
  "asia-east1": "abc",
  "asia-east2": "abc",
  "asia-northeast1": "abc",
  "asia-northeast2": "abc",
  "asia-northeast3": "abc",
  "asia-south1": "abc",
  "asia-south2": "abc",
  "asia-southeast1": "abc",
  "asia-southeast2": "abc",
  "australia-southeast1": "abc",
  "australia-southeast2": "abc",
  "europe-central2": "abc",
  "europe-north1": "abc",
  "europe-southwest1": "abc",
  "europe-west1": "bcd",
  "europe-west2": "abc",
  "europe-west3": "abc",
  "europe-west4": "abc",
  "europe-west6": "abc",
  "europe-west8": "abc",
  "europe-west9": "abc",
  "europe-west10": "abc",
  "europe-west12": "abc",
  "me-central1": "abc",
  "me-central2": "abc",
  "me-west1": "abc",
  "northamerica-northeast1": "abc",
  "northamerica-northeast2": "abc",
  "southamerica-east1": "abc",
  "southamerica-west1": "abc",
  "us-central1": "abcf",
  "us-east1": "bcd",
  "us-east4": "abc",
  "us-east5": "abc",
  "us-south1": "abc",
  "us-west1": "abc",
  "us-west2": "abc",
  "us-west3": "abc",
  "us-west4": "abc",
};

/** Names of Google's regions. */
export const regions: readonly string[] = Object.keys(REGIONS);
/** Names of all zones. */
export const zones: readonly string[] = regions.flatMap(zonesOf);

/** A region's zones; none of a region that Google has not. */
export function zonesOf(region: string): string[] {
  return [...(REGIONS[region] ?? "")].map((letter) => `${region}-${letter}`);
}

/** Whether Google has a zone of this name. */
export function isZone(location: string): boolean {
  return zones.includes(location);
}

/** The region of a zone, or the region itself. */
export function regionOf(location: string): string {
  return isZone(location) ? location.slice(0, location.lastIndexOf("-")) : location;
}

/** Refuses what is neither a zone nor a region, as Google does. */
export function requireLocation(location: string): void {
  if (isZone(location) || location in REGIONS) return;
  throw invalid(`Location "${location}" does not exist.`);
}
