import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baselineTreeShap } from '../../../algorithm/trees/explanation/baseline-tree-shap';
import { pathTreeShap } from '../../../algorithm/trees/explanation/path-tree-shap';
import { writeXgboostModel } from '../../../algorithm/trees/model/write-xgboost-model';
import { areaUnderRoc } from '../../../core/evaluation/metrics/area-under-roc';
import { rank } from '../../../core/evaluation/metrics/ranking';
import { CompiledEnsemble } from '../../../core/table-model/trees/compiled-ensemble';
import { marginOf } from '../../../core/table-model/trees/predict';
import { readXgboostModel } from '../../../core/table-model/trees/read-xgboost-model';
import { describeRealData } from '../../fixtures/real-data';

const ONE_HOT =
  'credit_history,purpose,personal_status_sex,other_debtors,property,other_installment_plans,housing,job,telephone,foreign_worker'.split(
    ',',
  );
const LABEL = 'credit_risk';

describeRealData('credit', (folder) => {
  const ensemble = readXgboostModel(
    JSON.parse(readFileSync(join(folder, 'xgb_booster.json'), 'utf8')),
    'xgb_booster.json',
  );
  const [header = '', ...lines] = readFileSync(join(folder, 'train.csv'), 'utf8').trim().split('\n');
  const names = header.split(',');
  const table = lines.map((line) => line.split(',').map(Number));
  const column = (name: string): number[] => table.map((row) => row[names.indexOf(name)]!);
  const features = [
    ...ONE_HOT.flatMap((name) =>
      [...new Set(column(name))]
        .sort((a, b) => a - b)
        .map((value) => column(name).map((cell) => Number(cell === value))),
    ),
    ...names.filter((name) => !ONE_HOT.includes(name) && name !== LABEL).map(column),
  ];
  const rows = table.map((_, row) => features.map((values) => values[row]!));
  const labels = column(LABEL);
  const probabilities = new CompiledEnsemble(ensemble).predictRows(Float32Array.from(rows.flat()));

  it('answers the real model’s probabilities', () => {
    expect([...probabilities.slice(0, 5)].map((each) => each.toFixed(6))).toEqual([
      '0.344964',
      '0.862015',
      '0.731000',
      '0.820707',
      '0.841736',
    ]);
  });

  it('has the real model’s area under the curve and confusion at 0.56', () => {
    const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
    for (const [row, probability] of probabilities.entries()) {
      const accepted = probability > 0.56;
      counts[accepted ? (labels[row] === 1 ? 'tp' : 'fp') : labels[row] === 1 ? 'fn' : 'tn'] += 1;
    }

    expect(counts).toEqual({ tp: 647, fp: 104, fn: 53, tn: 196 });
    const ranked = rank([...probabilities].map((score, row) => ({ score, positive: labels[row] === 1 })));
    expect(areaUnderRoc(ranked)).toBeCloseTo(0.8945, 4);
  });

  it('explains every row up to its margin', () => {
    for (const row of rows.slice(0, 60)) {
      const { values, expectedValue } = pathTreeShap(ensemble, row);
      expect(values.reduce((sum, value) => sum + value, expectedValue)).toBeCloseTo(marginOf(ensemble, row), 4);
      const against = baselineTreeShap(ensemble, row, rows[0]!);
      expect(against.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
        marginOf(ensemble, row) - marginOf(ensemble, rows[0]!),
        4,
      );
    }
  });

  it('answers the same after it was written and read again', () => {
    const again = readXgboostModel(JSON.parse(writeXgboostModel(ensemble)), 'again');

    expect([...new CompiledEnsemble(again).predictRows(Float32Array.from(rows.flat()))]).toEqual([...probabilities]);
  });
});
