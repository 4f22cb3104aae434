import { z } from "zod";

/** The Google Cloud APIs of the project. */
export const services = z
  .strictObject({
    manage: z.boolean().default(true).meta({
      description: "Enables what the stack needs. Turn off where another team's code does.",
      why: "Enabling what is enabled changes nothing, and a new project works at once.",
    }),
    extra: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*\.googleapis\.com$/, { error: "an API such as pubsub.googleapis.com" }),
      )
      .default([])
      .meta({ description: "APIs to enable beside those that the stack needs." }),
    disableOnDestroy: z.boolean().default(false).meta({
      description: "Disables them when the stack is destroyed.",
      why: "Others in the project may have come to use them.",
    }),
  })
  .prefault({})
  .meta({ description: "Google Cloud APIs." });
