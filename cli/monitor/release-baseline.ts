import { isDeepStrictEqual } from 'node:util';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { baselinePrefix } from '../../core/contracts/storage-layout';
import { BASELINE_FILE } from '../../core/monitoring/endpoint/endpoint-baseline';
import type { EndpointSubject } from '../../core/monitoring/endpoint/endpoint-subject';
import { BaselineInvalid } from '../../core/monitoring/monitoring-error';
import { readWatchedBaseline } from '../../core/monitoring/watch/baseline';
import { ServedModel } from '../endpoint/served-model';
import { makeBaseline, NoValidationSplit } from './make-baseline';
import { monitorSubject } from './monitor-subject';
import type { MonitoredTarget } from './monitored-target';
import { moveCurrentBaseline } from './move-current-baseline';

/** What windows are compared with after a release, or why they go on being compared with what was there before. */
export type ReleaseBaseline =
  | {
      readonly prefix: string;
      /** Images that it was made of. */
      readonly rows: number;
      /** False where the package had one from an earlier release, and got it back. */
      readonly made: boolean;
    }
  | { readonly reason: string };

export interface ReleaseBaselineRequest {
  /** Whether a baseline that the package has already will do: it was made when the package was released. */
  readonly reuse: boolean;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

/**
 * Gives the model that has just come into service the baseline that its windows are compared with: its own of an earlier release, or a new one of the
 * validation split. `current` points there from then on.
 * @returns a reason where there is nothing to make a baseline of: no validation split, or too few images
 * @throws what the endpoint or S3 answered
 */
export async function baselineOfRelease(
  target: MonitoredTarget,
  { reuse, signal, report }: ReleaseBaselineRequest,
): Promise<ReleaseBaseline> {
  const { explain } = target.environment.monitoring;
  const subject = monitorSubject(target, await ServedModel.of(target));
  const own = reuse ? await ownBaseline(target, subject) : undefined;
  if (own !== undefined && (own.isExplained || !explain)) {
    const { prefix } = await moveCurrentBaseline(target, subject.modelPackage);
    return { prefix, rows: own.rows, made: false };
  }
  try {
    const { baseline, prefix } = await makeBaseline(target, { explain, signal, report });
    return { prefix, rows: baseline.rows, made: true };
  } catch (error) {
    if (error instanceof NoValidationSplit || error instanceof BaselineInvalid) return { reason: error.message };
    throw error;
  }
}

/** The baseline of an earlier release of the same package; one of other classes, calibration or threshold is no measure of its answers now. */
async function ownBaseline(
  { clients, outputs }: MonitoredTarget,
  subject: EndpointSubject,
): Promise<{ readonly rows: number; readonly isExplained: boolean } | undefined> {
  const Key = `${baselinePrefix(subject.modelPackage)}${BASELINE_FILE}`;
  try {
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: outputs.get('ReportsBucket'), Key }));
    const watched = readWatchedBaseline(JSON.parse((await Body?.transformToString()) ?? ''), Key);
    // A table's baseline cannot be made anew here: its labelled rows are with whoever made it.
    if (watched.content === 'table') return { rows: watched.baseline.rows, isExplained: true };
    const { baseline } = watched;
    if (!isDeepStrictEqual(baseline.subject, subject)) return undefined;
    return { rows: baseline.rows, isExplained: baseline.explainability?.attributions !== undefined };
  } catch (error) {
    if (error instanceof BaselineInvalid || error instanceof SyntaxError) return undefined;
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}
