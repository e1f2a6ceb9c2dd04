import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { preprocessingDeclarationSchema } from '../../../core/preprocessing/declaration';
import { encodeTable } from '../../../core/preprocessing/encode-table';
import { fitPreprocessing } from '../../../core/preprocessing/fit-preprocessing';
import { featureNames } from '../../../core/preprocessing/fitted-preprocessing';
import { readRawTable } from '../../../core/preprocessing/raw-table';
import { CompiledEnsemble } from '../../../core/table-model/trees/compiled-ensemble';
import { readXgboostModel } from '../../../core/table-model/trees/read-xgboost-model';
import { BANK_DECLARATION, BANK_FILE, BANK_FOLDER } from '../../fixtures/algorithm/bank-marketing';
import { describeRealData } from '../../fixtures/real-data';

describeRealData('credit', (folder) => {
  it('feeds the real credit model what it was trained with: its own probabilities come out', () => {
    const table = readRawTable(readFileSync(join(folder, 'train.csv'), 'utf8'), 'train.csv');
    const declaration = preprocessingDeclarationSchema.parse({
      version: 1,
      label: { column: 'credit_risk', positive: 1 },
      categorical: [
        ...['credit_history', 'purpose', 'personal_status_sex', 'other_debtors', 'property'],
        ...['other_installment_plans', 'housing', 'job', 'telephone', 'foreign_worker'],
      ],
      order: 'categories-first',
    });

    const fitted = fitPreprocessing(declaration, table);

    expect(featureNames(fitted)).toHaveLength(50);
    const model = readXgboostModel(JSON.parse(readFileSync(join(folder, 'xgb_booster.json'), 'utf8')), 'model');
    const rows = encodeTable(fitted, table).slice(0, 5);
    const probabilities = new CompiledEnsemble(model).predictRows(
      Float32Array.from(rows.flatMap(({ features }) => features)),
    );
    expect([...probabilities].map((each) => Number(each.toFixed(6)))).toEqual([
      0.344964, 0.862015, 0.731, 0.820707, 0.841736,
    ]);
  });
});

describeRealData(BANK_FOLDER, (folder) => {
  it('names the columns as the real evaluation file of the same data does, in the same order', () => {
    const table = readRawTable(readFileSync(join(folder, BANK_FILE), 'utf8'), BANK_FILE);
    const [header = ''] = readFileSync(join(folder, 'model_evaluation_example_payload.csv'), 'utf8').split('\n');
    const declaration = preprocessingDeclarationSchema.parse(BANK_DECLARATION);

    const fitted = fitPreprocessing(declaration, table);

    expect(featureNames(fitted)).toEqual(header.trim().split(',').slice(1, -2));
    const labels = encodeTable(fitted, table).map(({ label }) => label as number);
    expect([labels.length, labels.reduce((sum, label) => sum + label, 0)]).toEqual([4119, 451]);
  });
});
