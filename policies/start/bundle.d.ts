/** The folder of the bundled pack that belongs to the sources in `folder`, or nothing when it is missing or older than they are. */
export declare function freshBundle(folder: string): string | undefined;
