import { version } from "../package.json";
import { handlerByType, runPlugin } from "../plugin";
import { ImageHandler } from "./image/handler";
import { ServicesReadyHandler } from "./services-ready/handler";

/** The product's own resource plugin: every type it has, one line each. */
void runPlugin(
  { name: "gke-bluegreen", version },
  {
    ...handlerByType({
      "gke-bluegreen:infra:Image": new ImageHandler(),
      "gke-bluegreen:infra:ServicesReady": new ServicesReadyHandler(),
    }),
    configure: () => Promise.resolve(),
  },
);
