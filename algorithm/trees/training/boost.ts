import { setImmediate as nextTurn } from 'node:timers/promises';
import { sigmoid } from '../../../core/table-model/trees/predict';
import { leafOf, type Tree, type TreeEnsemble } from '../../../core/table-model/trees/tree-ensemble';
import { HyperparameterInvalid } from '../../container/algorithm-error';
import type { LabelledTable } from '../../tables/read-labelled-rows';
import type { BoostingHyperparameters } from './boosting-hyperparameters';
import { isBetter, metricOf, roundLine } from './boosting-metrics';
import { boostingRounds } from './train-trees';

export interface Boosting {
  readonly train: LabelledTable;
  readonly validation?: LabelledTable;
  readonly hyperparameters: BoostingHyperparameters;
  /** Ends training after the tree under way. */
  readonly signal: AbortSignal;
  /** Takes one line a round. */
  readonly log: (line: string) => void;
}

export interface Boosted {
  readonly ensemble: TreeEnsemble;
  readonly end: 'completed' | 'stopped early' | 'stopped';
}

/**
 * Trains round by round with a log of its metrics, and stops early where the last metric on the validation rows no longer gets better: the trees up to
 * the best round are the model then.
 * @throws HyperparameterInvalid where early stopping has no validation rows; TrainingDiverged
 */
export async function boost({ train, validation, hyperparameters, signal, log }: Boosting): Promise<Boosted> {
  const { parameters, metrics, earlyStoppingRounds } = hyperparameters;
  if (earlyStoppingRounds !== undefined && validation === undefined)
    throw new HyperparameterInvalid('early_stopping_rounds needs the channel validation.');
  const { objective } = parameters;
  const isWatching = earlyStoppingRounds !== undefined;
  let best = { round: -1, value: Number.NaN };
  let end: Boosted['end'] = 'completed';
  let ensemble: TreeEnsemble | undefined;
  const validationMargins = validation && new Float64Array(validation.labels.length);
  for (const { round, ensemble: soFar, margins } of boostingRounds({ train, features: train.features, parameters })) {
    ensemble = soFar;
    const shown = metricsOf('train', margins, train.labels);
    if (validation !== undefined) {
      if (round === 0) validationMargins!.fill(soFar.baseMargin);
      addTree(soFar.trees.at(-1)!, validation, validationMargins!);
      shown.push(...metricsOf('validation', validationMargins!, validation.labels));
    }
    log(roundLine(round, shown));
    const [, value] = shown.at(-1)!;
    if (best.round < 0 || isBetter(metrics.at(-1)!, value, best.value)) best = { round, value };
    // Signals come in between two rounds.
    await nextTurn();
    if (isWatching && round - best.round >= earlyStoppingRounds) end = 'stopped early';
    else if (signal.aborted) end = 'stopped';
    if (end !== 'completed') break;
  }
  const { trees } = ensemble!;
  return { ensemble: { ...ensemble!, trees: end === 'stopped early' ? trees.slice(0, best.round + 1) : trees }, end };

  function metricsOf(channel: string, margins: Float64Array, labels: ArrayLike<number>): Shown[] {
    const answers = objective === 'binary:logistic' ? margins.map(sigmoid) : margins;
    return metrics.map((metric) => [`${channel}-${metric}`, metricOf(metric, answers, labels)]);
  }
}

type Shown = readonly [name: string, value: number];

function addTree(tree: Tree, { values, features }: LabelledTable, margins: Float64Array): void {
  for (let row = 0; row < margins.length; row += 1)
    margins[row]! += tree.value[leafOf(tree, values.subarray(row * features, (row + 1) * features))]!;
}
