/** Engine events in, report out. `run-preview.ts` runs the engine; everything else is a pure function of its events. */
export { readEventLog } from "./events/engine-event";
export { counts, exitCodes, makeReport, type Context, type Report } from "./report";
export type { Preview } from "./model";
export { planHash, planDifferences, normalisedPlan, stackMark, type PlanItem } from "./plan/hash";
export { readPreview } from "./events/read-preview";
export { render, formats, type Format } from "./formats/render";
export { runPreview, type PreviewRequest } from "./engine/run-preview";
export { priceReport } from "./judgement/cost";
export { advicesIn } from "./events/advice";
export { runEngine } from "./engine/engine";
export { describe as describeLock, whenUnlocked } from "./engine/locks";
export { recallPlan, rememberPlan } from "./plan/store";
export { armTripwire } from "./plan/tripwire";
