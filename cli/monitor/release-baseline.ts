import { isDeepStrictEqual } from 'node:util';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { isTableModel } from '../../core/contracts/released-model';
import { baselinePrefix } from '../../core/contracts/storage-layout';
import { BASELINE_FILE } from '../../core/monitoring/endpoint/endpoint-baseline';
import { BaselineInvalid } from '../../core/monitoring/monitoring-error';
import { readWatchedBaseline, type WatchedBaseline } from '../../core/monitoring/watch/baseline';
import { ServedModel } from '../endpoint/served-model';
import { makeBaseline, NoValidationSplit } from './make-baseline';
import { monitorSubject } from './monitor-subject';
import type { MonitoredTarget } from './monitored-target';
import { moveCurrentBaseline } from './move-current-baseline';
import { makeTableBaseline, NoBaselineOfServerless } from './table-endpoint/make-table-baseline';
import { NoLabelledRows } from './table-endpoint/packaged-rows';
import { withoutKinds } from './table-endpoint/without-kinds';

/** What windows are compared with after a release, or why they go on being compared with what was there before. */
export type ReleaseBaseline =
  | {
      readonly prefix: string;
      /** Images, or rows of a table, that it was made of. */
      readonly rows: number;
      readonly noun: 'image' | 'row';
      /** False where the package had one from an earlier release, and got it back. */
      readonly made: boolean;
      /** Of a table: monitors that it has nothing for, and what to do about it. */
      readonly without?: readonly string[];
    }
  | { readonly reason: string };

export interface ReleaseBaselineRequest {
  /** Whether a baseline that the package has already will do: it was made when the package was released. */
  readonly reuse: boolean;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

/**
 * Gives the model that has just come into service the baseline that its windows are compared with: its own of an earlier release, or a new one, of images
 * from the validation split, of a table from the labelled rows that the package names. `current` points there from then on.
 * @returns a reason where there is nothing to make a baseline of, or nothing to compare with it
 * @throws what the endpoint or S3 answered
 */
export async function baselineOfRelease(
  target: MonitoredTarget,
  request: ReleaseBaselineRequest,
): Promise<ReleaseBaseline> {
  const served = await ServedModel.of(target);
  try {
    return isTableModel(served.model)
      ? await ofTable(target, served, request)
      : await ofImages(target, served, request);
  } catch (error) {
    const isNoFault = [NoValidationSplit, NoLabelledRows, NoBaselineOfServerless, BaselineInvalid].some(
      (each) => error instanceof each,
    );
    if (isNoFault) return { reason: (error as Error).message };
    throw error;
  }
}

async function ofImages(
  target: MonitoredTarget,
  served: ServedModel,
  { reuse, signal, report }: ReleaseBaselineRequest,
): Promise<ReleaseBaseline> {
  const { explain } = target.environment.monitoring;
  const subject = monitorSubject(target, served);
  const own = reuse ? await ownBaseline(target, served) : undefined;
  // One of other classes, calibration or threshold is no measure of its answers now.
  if (own?.content === 'images' && isDeepStrictEqual(own.baseline.subject, subject)) {
    const { rows, explainability } = own.baseline;
    if (explainability?.attributions !== undefined || !explain) {
      const { prefix } = await moveCurrentBaseline(target, subject.modelPackage);
      return { prefix, rows, noun: 'image', made: false };
    }
  }
  const { baseline, prefix } = await makeBaseline(target, { explain, signal, report });
  return { prefix, rows: baseline.rows, noun: 'image', made: true };
}

/** A baseline that the package has is never made anew: a person may have made it of more rows, and for more facets, than the package names. */
async function ofTable(
  target: MonitoredTarget,
  served: ServedModel,
  { signal, report }: ReleaseBaselineRequest,
): Promise<ReleaseBaseline> {
  const { classes, modelPackage } = served.model;
  const own = await ownBaseline(target, served);
  const isMeasure =
    own?.content === 'table' && isDeepStrictEqual(own.baseline.subject.problem.classes ?? classes, classes);
  if (isMeasure) {
    const { prefix } = await moveCurrentBaseline(target, modelPackage);
    return { prefix, rows: own.baseline.rows, noun: 'row', made: false };
  }
  const { explain } = target.environment.monitoring;
  const made = await makeTableBaseline(target, { options: {}, explain, signal, report });
  const without = withoutKinds(made);
  return {
    prefix: made.prefix,
    rows: made.baseline.rows,
    noun: 'row',
    made: true,
    ...(without.length > 0 && { without }),
  };
}

/** The baseline of an earlier release of the same package. */
async function ownBaseline(
  { clients, outputs }: MonitoredTarget,
  { model: { modelPackage } }: ServedModel,
): Promise<WatchedBaseline | undefined> {
  const Key = `${baselinePrefix(modelPackage)}${BASELINE_FILE}`;
  try {
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: outputs.get('ReportsBucket'), Key }));
    return readWatchedBaseline(JSON.parse((await Body?.transformToString()) ?? ''), Key);
  } catch (error) {
    if (error instanceof BaselineInvalid || error instanceof SyntaxError) return undefined;
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}
