/** Engine events in, report out. `run-preview.ts` runs the engine; everything else is a pure function of its events. */
export { readEventLog } from "./engine-event";
export { counts, exitCodes, makeReport, type Context, type Report } from "./report";
export type { Preview } from "./model";
export { planHash, planDifferences, normalisedPlan, stackMark, type PlanItem } from "./plan-hash";
export { readPreview } from "./read-preview";
export { render, formats, type Format } from "./render";
export { runPreview, type PreviewRequest } from "./run-preview";
export { priceReport } from "./cost";
export { advicesIn } from "./advice";
export { runEngine } from "./engine";
export { describe as describeLock, whenUnlocked } from "./locks";
export { recallPlan, rememberPlan } from "./plan-store";
export { armTripwire } from "./tripwire";
