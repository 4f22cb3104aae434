import { z } from "zod";

/** Checks against Google before anything is created. */
export const preflight = z
  .strictObject({
    enabled: z.boolean().default(true).meta({
      description:
        "Asks Google, in previews too, whether quotas, machine types, GPUs and versions allow what is configured.",
      why: "A quota that is too small shows after 20 minutes otherwise, with half a cluster standing.",
    }),
  })
  .prefault({})
  .meta({ description: "Checks against Google before anything is created." });
