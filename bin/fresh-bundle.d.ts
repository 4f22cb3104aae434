/** The bundle, or nothing when it is missing or older than what it was made from. */
export declare function freshBundle(bundle: string): string | undefined;
