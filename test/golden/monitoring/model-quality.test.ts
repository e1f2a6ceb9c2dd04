import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabelIndex } from '../../../core/capture/label-index';
import { checkModelQuality } from '../../../core/monitoring/model-quality/check-model-quality';
import { openLabels } from '../../../core/monitoring/model-quality/labelled-captures';
import { metricValues } from '../../../core/monitoring/model-quality/metric-values';
import { modelQualityStatistics } from '../../../core/monitoring/model-quality/model-quality-statistics';
import { FaultList } from '../../../core/table/fault-list';
import { labelLine, labelledWindow } from '../../fixtures/monitoring/labelled';
import { describeRealData } from '../../fixtures/real-data';

const filesOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((file) => ({ file, content: readFileSync(join(folder, file)) }));

describeRealData('data-capture', (folder) => {
  const labels = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as { eventId: string; label: number }[];
  const truth = [
    { file: 'labels', content: labels.map(({ eventId, label }) => labelLine(eventId, String(label))).join('') },
  ];

  it('gives the real model its accuracy', () => {
    const state = labelledWindow(filesOf(folder), truth, { kind: 'binary', classes: ['bicycle', 'motorcycle'] });

    const accuracy = metricValues(modelQualityStatistics(state)!).accuracy;
    expect(state.labelCounts).toEqual({
      matched: 15,
      unlabelled: 0,
      orphans: 0,
      duplicateCaptures: 0,
      replacedLabels: 0,
    });
    expect(accuracy).toEqual({ value: 13 / 15, standard_deviation: 'NaN' });
    expect(checkModelQuality(state, { version: 0 })).toMatchObject({ state: 'Completed', usedRows: 15, faults: [] });
  });
});

describeRealData('model-monitor', (folder) => {
  it('joins the real templates of captures and labels', () => {
    const read = (name: string) =>
      readFileSync(join(folder, 'templates', name), 'utf8').replaceAll('{%s}', '2024-10-15T14:05:12Z');
    const captures = [{ file: 'capture.jsonl', content: read('capture.jsonl') }];
    const labels = [{ file: 'actuals.jsonl', content: read('actuals.jsonl') }];

    const state = labelledWindow(captures, labels, { kind: 'binary', threshold: 0.5 });

    expect(state.labelCounts).toMatchObject({ unlabelled: 0, orphans: 0 });
    expect(state.rows).toBe(captures[0]!.content.trim().split('\n').length);
    expect(state.reading.faults.list()).toEqual([]);
  });
});

describeRealData('ground-truth', (folder) => {
  it('is read whole, though no line has its end', () => {
    const [index, faults] = [new LabelIndex(), new FaultList()];
    const files = filesOf(folder);
    for (const { file, content } of files) {
      const reader = openLabels(file, index, faults);
      reader.push(content);
      reader.end();
    }

    expect(index.size).toBe(files.length);
    expect(faults.list()).toEqual([]);
  });
});
