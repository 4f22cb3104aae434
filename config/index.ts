export { ConfigurationError } from "./mistakes";
export { parseStack, readConfiguration } from "./read";
export { type StackConfig, type StackConfigInput, stackSchema } from "./schema";
export { Sensitive } from "./sensitive";
export { readStack, type Stack, stackFolder } from "./stack";
