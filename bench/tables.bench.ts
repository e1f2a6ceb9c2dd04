import { answerInvocation } from '../algorithm/serving/answer-invocation';
import { NumericRows } from '../algorithm/tables/numeric-rows';
import { PreprocessedRows } from '../algorithm/tables/preprocessed-rows';
import { TableModel } from '../algorithm/tables/table-model';
import { TreesPredictor } from '../core/table-model/trees/trees-predictor';
import { BATCH_ROWS, creditLike, type TableCase } from './algorithm/credit-like';
import { answerPlainly } from './algorithm/plain-table';
import { type Bench, type BenchOptions, median } from './bench';

export const bench: Bench = {
  name: 'tables',
  about: `rows of text/csv answered in requests of ${BATCH_ROWS}, one core: 100 trees of depth 5, 50 features`,
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
    ];
  },
};

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
