import * as z from 'zod';
import { MONITOR_KINDS } from './monitor-report';

const isoTime = z.iso.datetime();

/** Input of the state machine `MonitorEndpoint`: a window, or the time of the schedule, whose window is the whole hour before. */
export const monitorInputSchema = z.union([
  z.looseObject({ from: isoTime, to: isoTime }),
  z.looseObject({ time: isoTime }),
]);

/** What the steps of one run hand on. */
export const monitorRunSchema = z.object({
  run: z.string().min(1),
  from: isoTime,
  to: isoTime,
});
export type MonitorRun = z.infer<typeof monitorRunSchema>;

/** One part of a window: the files of one invocation. */
export const monitorPartSchema = monitorRunSchema.extend({ part: z.int().min(0), keys: z.array(z.string()) });
export type MonitorPart = z.infer<typeof monitorPartSchema>;

/** What the function is invoked with. */
export const monitorStepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('plan'), execution: z.string().min(1), input: z.unknown() }),
  z.object({ step: z.literal('analyze'), part: monitorPartSchema }),
  z.object({ step: z.literal('report'), run: monitorRunSchema }),
]);

/** `reports/baseline/current.json`: which baseline windows are compared with. */
export const currentBaselineSchema = z.object({
  version: z.literal(1),
  modelPackage: z.string().min(1),
  /** Folder of its files, with a slash at its end. */
  prefix: z.string().regex(/\/$/, 'ends with a slash'),
});
export type CurrentBaseline = z.infer<typeof currentBaselineSchema>;

/** How one monitor ended, as the execution's output and the summaries say it. */
export const monitorOutcomeSchema = z.object({ state: z.string(), violations: z.int().min(0) });
export type MonitorOutcome = z.infer<typeof monitorOutcomeSchema>;

/** Output of `MonitorEndpoint`. */
export const monitorOutputSchema = monitorRunSchema.extend({
  monitors: z.partialRecord(z.enum(MONITOR_KINDS), monitorOutcomeSchema),
});
export type MonitorOutput = z.infer<typeof monitorOutputSchema>;
