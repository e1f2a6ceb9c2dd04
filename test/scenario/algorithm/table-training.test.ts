import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel } from '../../../algorithm/artifact/load-model';
import { MlFolder } from '../../../algorithm/container/ml-folder';
import { plainKernels } from '../../../algorithm/kernels/plain/plain-kernels';
import { answerInvocation } from '../../../algorithm/serving/answer-invocation';
import { type Algorithm, train } from '../../../algorithm/train';
import { readXgboostModel } from '../../../core/table-model/trees/read-xgboost-model';
import { AlgorithmProcess } from '../../fixtures/algorithm/algorithm-process';
import { layTableFolder, productTable, slopeTable } from '../../fixtures/algorithm/table-folder';
import { eventually } from '../../fixtures/eventually';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(60_000);

const BOOSTING = { num_round: '30', objective: 'binary:logistic', max_depth: '4', eta: '0.3' };
const LINEAR = { predictor_type: 'binary_classifier' };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function trainHere(algorithm?: Algorithm): Promise<string[]> {
  const lines: string[] = [];
  await train({
    folder: new MlFolder(folder.path),
    kernels: () => plainKernels,
    algorithm,
    signal: new AbortController().signal,
    log: (line) => lines.push(line),
  });
  return lines;
}

const modelFile = (name: string): string => readFileSync(join(folder.path, 'model', name), 'utf8');

/** Share of rows whose class the model in the folder answers. */
function accuracyOn(table: string): number {
  const rows = table.trim().split('\n');
  const model = loadModel({ folder: join(folder.path, 'model'), kernels: () => plainKernels, isBatch: false });
  const body = rows.map((row) => row.slice(2)).join('\n');
  const answer = answerInvocation(model, 'text/csv', undefined, Buffer.from(body));
  const predictions = answer.body.split(',').map(Number);
  expect(predictions).toHaveLength(rows.length);
  return predictions.filter((score, row) => Number(score > 0.5) === Number(rows[row]![0])).length / rows.length;
}

describe('boosted trees', () => {
  it('are trained from tables, logged as the built-in XGBoost logs, and served from the file that it names', async () => {
    layTableFolder(folder.path, {
      hyperparameters: { ...BOOSTING, eval_metric: 'error,auc', silent: '0' },
      train: productTable(600, 1),
      validation: productTable(200, 2),
    });
    const lines = await trainHere();

    expect(lines).toContain('silent=0 has no effect: the log is always the same.');
    const rounds = lines.filter((line) => line.startsWith('['));
    expect(rounds).toHaveLength(30);
    expect(rounds[29]).toMatch(
      /^\[29\]#011train-error:0\.\d{5}#011train-auc:0\.\d{5}#011validation-error:0\.\d{5}#011validation-auc:0\.\d{5}$/,
    );
    const reported = Number(/validation-error:([\d.]+)/.exec(rounds[29]!)![1]);
    expect(readdirSync(join(folder.path, 'model'))).toEqual(['xgboost-model']);
    expect(accuracyOn(productTable(200, 2))).toBeCloseTo(1 - reported, 5);
    expect(accuracyOn(productTable(500, 3))).toBeGreaterThan(0.82);
  });

  it('are the same bytes when the same table is trained twice', async () => {
    layTableFolder(folder.path, { hyperparameters: { ...BOOSTING, subsample: '0.8' }, train: productTable(200, 1) });
    await trainHere();
    const first = modelFile('xgboost-model');
    await trainHere();

    expect(modelFile('xgboost-model')).toBe(first);
  });

  it('stop early, with the trees of the best round', async () => {
    layTableFolder(folder.path, {
      hyperparameters: { ...BOOSTING, num_round: '300', max_depth: '8', early_stopping_rounds: '5' },
      train: productTable(200, 1),
      validation: productTable(200, 2),
    });
    const lines = await trainHere();

    const losses = lines.flatMap((line) => /validation-logloss:([\d.]+)/.exec(line)?.[1] ?? []).map(Number);
    const best = losses.indexOf(Math.min(...losses));
    expect(losses.length).toBeLessThan(300);
    expect(losses).toHaveLength(best + 6);
    expect(readXgboostModel(JSON.parse(modelFile('xgboost-model')), 'model').trees).toHaveLength(best + 1);
    expect(lines.at(-1)).toMatch(/^Training stopped early: /);
  });

  it('stop at a signal, with the trees so far', async () => {
    layTableFolder(folder.path, {
      hyperparameters: { ...BOOSTING, num_round: '100000' },
      train: productTable(300, 1),
    });
    const training = await AlgorithmProcess.start(folder.path, 'train');
    await eventually(() => training.lines.some((line) => line.startsWith('[5]')) || undefined, 30_000);
    training.signal('SIGTERM');

    expect(await training.exited).toBe(0);
    expect(training.lines.at(-1)).toMatch(/^Training stopped: \d+ trees/);
    expect(readXgboostModel(JSON.parse(modelFile('xgboost-model')), 'model').trees.length).toBeGreaterThan(5);
  });

  it('learn a value where that is the objective, the built-in algorithm’s default', async () => {
    const rows = Array.from({ length: 60 }, (_, row) => `${row % 2 === 0 ? 3 : 12},${row % 2}\n`).join('');
    layTableFolder(folder.path, { hyperparameters: { num_round: '60' }, train: rows });
    const lines = await trainHere();

    expect(lines.filter((line) => line.startsWith('[59]')).join()).toMatch(/^\[59\]#011train-rmse:0\.000/);
    const model = loadModel({ folder: join(folder.path, 'model'), kernels: () => plainKernels, isBatch: false });
    const answers = answerInvocation(model, 'text/csv', undefined, Buffer.from('0\n1')).body.split(',').map(Number);
    expect(answers[0]).toBeCloseTo(3, 2);
    expect(answers[1]).toBeCloseTo(12, 2);
  });
});

describe('a logistic regression', () => {
  it('is trained as Linear Learner is asked for one, whatever the scale of the features', async () => {
    layTableFolder(folder.path, {
      hyperparameters: { ...LINEAR, epochs: '15', wd: '0.000001', feature_dim: '2' },
      train: slopeTable(4000, 1),
      validation: slopeTable(500, 2),
    });
    const lines = await trainHere();

    expect(lines.some((line) => line.startsWith('epochs=15 has no effect'))).toBe(true);
    expect(lines.join('\n')).toMatch(/#quality_metric: host=algo-1, validation binary_f_1\.000 <score>=0\.\d{6}/);
    const { weights, intercept } = JSON.parse(modelFile('linear-model.json')) as {
      weights: number[];
      intercept: number;
    };
    // What the table was drawn from.
    expect(weights[0]).toBeCloseTo(2, 0);
    expect(weights[1]).toBeCloseTo(-0.1, 1);
    expect(intercept).toBeCloseTo(3, 0);
    expect(accuracyOn(slopeTable(1000, 3))).toBeGreaterThan(0.8);
  });

  it('gives the same answers with and without normalisation where there is hardly a penalty', async () => {
    const weightsWith = async (normalise: string): Promise<number[]> => {
      layTableFolder(folder.path, {
        hyperparameters: { ...LINEAR, wd: '1e-9', normalize_data: normalise },
        train: slopeTable(500, 1),
      });
      await trainHere();
      const { weights, intercept } = JSON.parse(modelFile('linear-model.json')) as {
        weights: number[];
        intercept: number;
      };
      return [...weights, intercept];
    };
    const [plain, normalised] = [await weightsWith('false'), await weightsWith('true')];

    for (const [at, weight] of plain.entries()) expect(normalised[at]).toBeCloseTo(weight, 4);
  });
});

describe('what cannot be trained', () => {
  it.each<[string, Parameters<typeof layTableFolder>[1], string, RegExp]>([
    [
      'rows with a header',
      { hyperparameters: BOOSTING, train: 'y,a\n1,2\n' },
      'ChannelInvalid',
      /train\.csv: Row 1, column 1 is "y".*without a header/,
    ],
    [
      'a row of another length',
      { hyperparameters: BOOSTING, train: '1,2\n0,2,3\n' },
      'ChannelInvalid',
      /Row 2 has 3 cells/,
    ],
    [
      'one class only',
      { hyperparameters: BOOSTING, train: '1,2\n1,3\n' },
      'ChannelInvalid',
      /All 2 training rows have the label 1/,
    ],
    ['labels outside 0 and 1', { hyperparameters: LINEAR, train: '1,2\n2,3\n' }, 'ChannelInvalid', /label 2 in row 2/],
    ['a missing label', { hyperparameters: BOOSTING, train: '1,2\n,3\n' }, 'ChannelInvalid', /no label in row 2/],
    ['labels alone', { hyperparameters: BOOSTING, train: '1\n0\n' }, 'ChannelInvalid', /one cell/],
    ['an empty file', { hyperparameters: BOOSTING, train: '\n' }, 'ChannelInvalid', /holds no row/],
    [
      'no training rows',
      { hyperparameters: BOOSTING, validation: '1,2\n' },
      'ChannelInvalid',
      /channel train is missing/,
    ],
    [
      'a validation table of another width',
      { hyperparameters: BOOSTING, train: '1,2\n0,3\n', validation: '1,2,3\n' },
      'ChannelInvalid',
      /validation.*Row 1 has 3 cells instead of 2/,
    ],
    [
      'no content type',
      { hyperparameters: BOOSTING, train: '1,2\n', contentType: null },
      'ChannelInvalid',
      /no content type; tables are read as text\/csv/,
    ],
    [
      'libsvm',
      { hyperparameters: BOOSTING, train: '1 1:2\n', contentType: 'text/libsvm' },
      'ChannelInvalid',
      /content type text\/libsvm/,
    ],
    [
      'no number of rounds',
      { hyperparameters: { objective: 'binary:logistic' }, train: '1,2\n0,3\n' },
      'HyperparameterInvalid',
      /num_round is missing/,
    ],
    [
      'a misspelt hyperparameter',
      { hyperparameters: { ...BOOSTING, maxdepth: '3' }, train: '1,2\n0,3\n' },
      'HyperparameterInvalid',
      /no hyperparameter maxdepth/,
    ],
    [
      'another booster',
      { hyperparameters: { ...BOOSTING, booster: 'dart' }, train: '1,2\n0,3\n' },
      'HyperparameterInvalid',
      /booster=dart is refused/,
    ],
    [
      'another objective',
      { hyperparameters: { ...BOOSTING, objective: 'multi:softmax' }, train: '1,2\n0,3\n' },
      'HyperparameterInvalid',
      /objective is "multi:softmax"; it must be one of binary:logistic/,
    ],
    [
      'one hyperparameter by two names',
      { hyperparameters: { ...BOOSTING, learning_rate: '0.1' }, train: '1,2\n0,3\n' },
      'HyperparameterInvalid',
      /learning_rate and eta are one/,
    ],
    [
      'early stopping without validation',
      { hyperparameters: { ...BOOSTING, early_stopping_rounds: '3' }, train: '1,2\n0,3\n' },
      'HyperparameterInvalid',
      /needs the channel validation/,
    ],
    [
      'another number of features than announced',
      { hyperparameters: { ...LINEAR, feature_dim: '3' }, train: '1,2\n0,3\n' },
      'HyperparameterInvalid',
      /feature_dim is 3, but the rows have 1/,
    ],
    [
      'a regression of Linear Learner',
      { hyperparameters: { predictor_type: 'regressor' }, train: '1,2\n0,3\n' },
      'HyperparameterInvalid',
      /binary_classifier/,
    ],
  ])('is refused with its reason: %s', async (_, options, name, message) => {
    layTableFolder(folder.path, options);

    await expect(trainHere()).rejects.toThrow(
      expect.objectContaining({ name, message: expect.stringMatching(message) }),
    );
    expect(existsSync(join(folder.path, 'model'))).toBe(false);
  });

  it('is refused by the algorithm that was asked for, not another', async () => {
    layTableFolder(folder.path, { hyperparameters: BOOSTING, train: '1,2\n0,3\n' });

    await expect(trainHere('image-classification')).rejects.toThrow(/no hyperparameter/);
    await expect(trainHere('linear-learner')).rejects.toThrow(/no hyperparameter/);
  });
});
