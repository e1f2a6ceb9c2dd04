import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaUnderRoc } from '../../../core/evaluation/metrics/area-under-roc';
import { rank } from '../../../core/evaluation/metrics/ranking';
import { formatFittedPreprocessing } from '../../../core/preprocessing/fitted-preprocessing';
import { AlgorithmProcess } from '../../fixtures/algorithm/algorithm-process';
import { creditPreprocessing } from '../../fixtures/algorithm/credit-preprocessing';
import { eventually } from '../../fixtures/eventually';
import { describeRealData } from '../../fixtures/real-data';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(60_000);

describeRealData('credit', (data) => {
  const train = readFileSync(join(data, 'train.csv'), 'utf8');
  const table = train
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const labels = table.map((row) => Number(row.at(-1)));
  const body = table.map((row) => row.slice(0, -1).join(',')).join('\n');

  const folder = temporaryFolder();
  let serving: AlgorithmProcess;
  let url: string;
  beforeAll(async () => {
    const model = join(folder.path, 'model');
    mkdirSync(model);
    copyFileSync(join(data, 'xgb_booster.json'), join(model, 'xgb_booster.json'));
    writeFileSync(join(model, 'preprocessing.json'), formatFittedPreprocessing(creditPreprocessing(train)));
    serving = await AlgorithmProcess.start(folder.path, 'serve', { SAGEMAKER_BIND_TO_PORT: '0' });
    const port = await eventually(() => /on port (\d+),/.exec(serving.lines.join('\n'))?.[1], 30_000);
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    serving.signal('SIGTERM');
    await serving.exited;
    folder.remove();
  });

  const ask = (rows: string, accept = 'text/csv') =>
    fetch(`${url}/invocations`, { method: 'POST', headers: { 'content-type': 'text/csv', accept }, body: rows });

  it('serves the real model’s probabilities for rows as they were collected', async () => {
    const answer = await ask(body);
    const probabilities = (await answer.text()).split(',').map(Number);

    expect(probabilities).toHaveLength(1000);
    expect(probabilities.slice(0, 5).map((each) => each.toFixed(6))).toEqual([
      '0.344964',
      '0.862015',
      '0.731000',
      '0.820707',
      '0.841736',
    ]);
    const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
    for (const [row, probability] of probabilities.entries()) {
      const isAccepted = probability > 0.56;
      counts[isAccepted ? (labels[row] === 1 ? 'tp' : 'fp') : labels[row] === 1 ? 'fn' : 'tn'] += 1;
    }
    expect(counts).toEqual({ tp: 647, fp: 104, fn: 53, tn: 196 });
    const ranked = rank(probabilities.map((score, row) => ({ score, positive: labels[row] === 1 })));
    expect(areaUnderRoc(ranked)).toBeCloseTo(0.8945, 4);
  });

  it('says which row and column cannot be read', async () => {
    const rows = body.split('\n').slice(0, 3);
    rows[1] = rows[1]!.replace(/^1,9,/, '1,nine,');
    const answer = await ask(rows.join('\n'));

    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/^RowsInvalid: Row 2: duration is "nine", no finite number/);
  });

  it('answers many rows a request in a batch transform', async () => {
    expect(await (await fetch(`${url}/execution-parameters`)).json()).toMatchObject({ BatchStrategy: 'MULTI_RECORD' });
  });
});
