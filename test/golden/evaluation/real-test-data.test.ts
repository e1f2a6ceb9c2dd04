import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '../../../core/evaluation/evaluate';
import { EvaluationState } from '../../../core/evaluation/evaluation-state';
import { parseTestTable } from '../../../core/evaluation/test-data/parse-test-table';
import { describeRealData } from '../../fixtures/real-data';

const countOf = (labels: readonly number[], label: number) => labels.filter((one) => one === label).length;

describeRealData('bank-marketing', (folder) => {
  it('has ten rows of 59 features and one-hot labels', () => {
    const text = readFileSync(join(folder, 'model_evaluation_example_payload.csv'), 'utf8');

    const { features, classes, classOrder, rows } = parseTestTable(text, { name: 'payload.csv' });

    expect(features).toHaveLength(59);
    expect(features?.slice(0, 2)).toEqual(['age', 'campaign']);
    expect({ classes, classOrder }).toEqual({ classes: ['no', 'yes'], classOrder: 'one-hot' });
    expect(rows.map(({ label }) => label)).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(rows[0]?.payload.split(',')).toHaveLength(59);
    expect(rows[0]?.payload).toMatch(/^25,1,999,0,1,0,0\.0/);
  });
});

describeRealData('credit', (folder) => {
  it('has a label in its last column, and no other', () => {
    const text = readFileSync(join(folder, 'train.csv'), 'utf8');

    const { features, labelColumn, rows } = parseTestTable(text, { name: 'train.csv' });

    const labels = rows.map(({ label }) => label);
    expect(labelColumn).toBe('credit_risk');
    expect(features).toHaveLength(20);
    expect(features?.at(-1)).toBe('foreign_worker');
    expect([countOf(labels, 0), countOf(labels, 1)]).toEqual([300, 700]);
  });
});

describeRealData('data-capture', (folder) => {
  it('gives the accuracy of the real model that its labels say', () => {
    const labelled = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as {
      readonly label: number;
      readonly probabilities: readonly number[];
    }[];
    const state = new EvaluationState({ classes: ['bicycle', 'motorcycle'], temperature: 1 });
    for (const { label, probabilities } of labelled) state.add(label, probabilities);

    const { rows, accuracy, confusion } = evaluate(state, { threshold: 0.93, target: { maxErrorRate: 0.02 } });

    expect(rows).toBe(15);
    expect(accuracy).toBeCloseTo(13 / 15, 12);
    expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(15);
  });
});
