import { join } from 'node:path';
import { answerInvocation } from '../algorithm/serving/answer-invocation';
import { NumericRows } from '../algorithm/tables/numeric-rows';
import { PreprocessedRows } from '../algorithm/tables/preprocessed-rows';
import { TableModel } from '../algorithm/tables/table-model';
import { TreesPredictor } from '../core/table-model/trees/trees-predictor';
import {
  BANK_BOOSTING,
  BANK_DRAWS,
  BANK_FOLDER,
  BANK_REFERENCE_AUC,
  BANK_SAMPLED,
  BANK_SAMPLED_REFERENCE_AUC,
  meanAucOfDraws,
  splitBankMarketing,
} from '../test/fixtures/algorithm/bank-marketing';
import { boostRows } from '../test/fixtures/algorithm/boost-rows';
import { boostByReference } from '../test/fixtures/algorithm/reference-boosting';
import { hasNumpy } from '../test/fixtures/python';
import { BATCH_ROWS, creditLike, type TableCase } from './algorithm/credit-like';
import { answerPlainly } from './algorithm/plain-table';
import { type Bench, type BenchOptions, type Measurement, median } from './bench';

export const bench: Bench = {
  name: 'tables',
  about: `rows of text/csv answered in requests of ${BATCH_ROWS}, one core: 100 trees of depth 5, 50 features; the held-out area under the curve of training on bank marketing where SECOND_LOOK_REAL_DATA is set`,
  async run({ quick }: BenchOptions) {
    const { trees, fitted, encoded, raw } = creditLike();
    const predictor = new TreesPredictor(trees);
    const seconds = quick ? 0.2 : 2;
    const asFeatures = new TableModel({
      predictor,
      reader: new NumericRows(trees.features, undefined),
      isBatch: false,
    });
    const asCollected = new TableModel({ predictor, reader: new PreprocessedRows(fitted), isBatch: false });
    const ask =
      (model: TableModel, { body }: TableCase) =>
      () => {
        if (answerInvocation(model, 'text/csv', undefined, body).status !== 200)
          throw new Error('The rows were refused.');
      };
    const plain = rowsPerSecond(() => answerPlainly(trees, encoded.body.toString('utf8')), seconds);
    const target = 'at least 100,000';
    const reference = { name: 'split, Number and tree after tree for each row', value: plain };
    return [
      {
        name: '50 numbers a row',
        value: rowsPerSecond(ask(asFeatures, encoded), seconds),
        unit: 'rows/s',
        reference,
        target,
      },
      {
        name: '20 cells a row, ten of them categories made into 40 columns',
        value: rowsPerSecond(ask(asCollected, raw), seconds),
        unit: 'rows/s',
        reference,
        target,
      },
      ...measureTraining(quick),
    ];
  },
};

/** The area under the curve that our trainer reaches beside that of the reference: run now where Python has numpy, else as it is committed. */
function measureTraining(quick: boolean): Measurement[] {
  const folder = process.env.SECOND_LOOK_REAL_DATA;
  if (folder === undefined) {
    console.log('  SECOND_LOOK_REAL_DATA is not set: no training on bank marketing');
    return [];
  }
  const isPresent = hasNumpy();
  const seeds = Object.keys(BANK_REFERENCE_AUC).map(Number);
  const name = isPresent ? 'gradient boosting in numpy' : 'gradient boosting in numpy, as committed';
  const splits = new Map(
    seeds.slice(0, quick ? 1 : undefined).map((seed) => [seed, splitBankMarketing(join(folder, BANK_FOLDER), seed)]),
  );
  const measurements = [...splits].map(([seed, { train, test }]): Measurement => {
    const ask = isPresent ? boostByReference : () => ({ auc: BANK_REFERENCE_AUC[seed]! });
    return {
      name: `held-out area under the ROC curve, bank marketing, split ${seed}`,
      value: boostRows(train, test, BANK_BOOSTING).auc,
      unit: '',
      reference: { name, value: ask(train, test, BANK_BOOSTING).auc },
      target: 'within 0.01 of the reference',
    };
  });
  const sampledBy = (boost: typeof boostRows) =>
    mean([...splits.values()].map((split) => meanAucOfDraws(boost, split)));
  return [
    ...measurements,
    {
      name: `the same with ${BANK_SAMPLED.subsample} of the rows a tree, mean over ${splits.size} splits and ${BANK_DRAWS.length} draws`,
      value: sampledBy(boostRows),
      unit: '',
      reference: {
        name,
        value: isPresent
          ? sampledBy(boostByReference)
          : mean([...splits.keys()].map((seed) => BANK_SAMPLED_REFERENCE_AUC[seed]!)),
      },
      target: 'within 0.01 of the reference',
    },
  ];
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Rows a second of processor time, which other programs on the machine do not use up: the median of three rounds after a warm-up. */
function rowsPerSecond(once: () => void, seconds: number): number {
  const rates = Array.from({ length: 4 }, () => {
    const start = process.cpuUsage();
    let requests = 0;
    let used = 0;
    while (used < seconds) {
      once();
      requests += 1;
      const { user, system } = process.cpuUsage(start);
      used = (user + system) / 1e6;
    }
    return (requests * BATCH_ROWS) / used;
  });
  return median(rates.slice(1));
}
