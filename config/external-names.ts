import { z } from "zod";
import { kubernetesName } from "./containers";
import { namespaceName } from "./kubernetes-values";

/** A name inside the cluster for a host outside of it. */
export const externalName = z.strictObject({
  namespace: namespaceName.default("default").meta({ description: "Namespace of the Service." }),
  host: z
    .string()
    .regex(/^(?!\d+(\.\d+){3}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, {
      error: "a host name, not an address, such as db.example.com",
    })
    .meta({ description: "What DNS answers with." }),
});

/** External names by the name that they have inside the cluster. */
export const externalNames = z.record(kubernetesName, externalName).default({}).meta({
  description: "Services of type ExternalName: names inside the cluster for hosts outside.",
});
