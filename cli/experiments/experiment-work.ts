import { join } from 'node:path';
import { PREDICTION_COLUMN, PROBABILITY_COLUMN } from '../../core/drift/tables/answer-columns';
import type { ExperimentKind, ExperimentParameters } from '../../core/experiments/run-record';
import type { TableWork } from '../monitor/tables/table-monitor';
import type { TableOptions } from '../monitor/tables/table-options';
import { FEATURES_FILE, TABLE_FILE } from './played-files';

/** The row that stands for "nothing special" beside a baseline's files. */
export const MODES_FILE = 'modes.json';

export interface WorkPlace {
  readonly parameters: ExperimentParameters;
  /** Holds the two tables of a run, or of the baseline. */
  readonly folder: string;
  /** Holds the baseline. */
  readonly baseline: string;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

/** What a monitor is told of an experiment: which table it looks at, and what its columns mean. */
export function experimentWork(
  kind: ExperimentKind,
  { parameters, folder, baseline, signal, report }: WorkPlace,
): TableWork {
  const { model } = parameters;
  const onFeatures = kind === 'data-quality' || kind === 'explainability';
  return {
    data: [join(folder, onFeatures ? FEATURES_FILE : TABLE_FILE)],
    labels: [],
    options: optionsOf(kind, parameters),
    ...(kind === 'explainability' ? { model, shapBaseline: join(baseline, MODES_FILE) } : {}),
    signal,
    report,
  };
}

function optionsOf(
  kind: ExperimentKind,
  { label, threshold, facet, group, level, rows, samples, seed }: ExperimentParameters,
): TableOptions {
  switch (kind) {
    case 'data-quality':
      return { seed };
    case 'model-quality':
      return { problem: 'binary', label, probability: PROBABILITY_COLUMN, threshold, seed };
    case 'bias':
      // The prediction stands where the label would: who is accepted is asked, not who pays back.
      return { label: PREDICTION_COLUMN, positive: '1', facet, group, level, seed };
    case 'explainability':
      return { rows, samples, seed };
  }
}
