import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findArtifact } from '../../../../algorithm/artifact/find-artifact';
import { loadModel } from '../../../../algorithm/artifact/load-model';
import { plainKernels } from '../../../../algorithm/kernels/plain/plain-kernels';
import { writeXgboostModel } from '../../../../algorithm/trees/model/write-xgboost-model';
import { randomTrees } from '../../../fixtures/algorithm/random-trees';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const XGBOOST = writeXgboostModel(randomTrees(1, 3, 2));
const LINEAR = JSON.stringify({ version: 1, kind: 'logistic', features: ['a'], weights: [2], intercept: 1 });
const IMAGE = JSON.stringify({ layers: [], tensors: [] });

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const lay = (files: Record<string, string>): void => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder.path, name), content);
};

it.each<[string, Record<string, string>, string]>([
  ['the built-in XGBoost’s file', { 'xgboost-model': XGBOOST }, 'xgboost'],
  ['an XGBoost model of any name', { 'credit.json': XGBOOST, 'notes.txt': 'of May' }, 'xgboost'],
  ['an XGBoost model that calls itself model.json', { 'model.json': XGBOOST }, 'xgboost'],
  ['a memory image with its configuration', { 'xgb_booster.json': `{"Config":{},"Model":${XGBOOST}}` }, 'xgboost'],
  ['a logistic regression', { 'linear-model.json': LINEAR }, 'linear'],
  ['an image network', { 'model.json': IMAGE, 'weights.bin': '', 'model.onnx': '' }, 'image'],
  [
    'a model beside other JSON',
    { 'linear-model.json': LINEAR, 'metrics.json': '{"auc":0.9}', 'broken.json': '{' },
    'linear',
  ],
  ['a model beside its preprocessing', { 'xgboost-model': XGBOOST, 'preprocessing.json': LINEAR }, 'xgboost'],
])('recognises %s', (_, files, kind) => {
  lay(files);

  expect(findArtifact(folder.path).kind).toBe(kind);
});

it.each<[string, Record<string, string>, RegExp]>([
  ['nothing', {}, /holds no readable model.*It holds nothing\./],
  ['other files only', { 'a.pkl': 'x' }, /holds no readable model.*It holds a\.pkl\./],
  ['two models', { 'a.json': LINEAR, 'xgboost-model': XGBOOST }, /several models, a\.json, xgboost-model; leave one/],
  ['XGBoost’s binary form', { 'xgboost-model': 'binf\u0000' }, /xgboost-model is no JSON.*save_model\('model\.json'\)/],
  [
    'a broken logistic regression',
    { 'linear-model.json': '{"kind":"logistic"}' },
    /linear-model\.json is no linear model/,
  ],
  [
    'something else by the name of a logistic regression',
    { 'linear-model.json': '[]' },
    /linear-model\.json is no linear model/,
  ],
])('refuses a folder with %s', (_, files, message) => {
  lay(files);

  expect(() => loadModel({ folder: folder.path, kernels: () => plainKernels, isBatch: false })).toThrow(
    expect.objectContaining({ name: 'ModelInvalid', message: expect.stringMatching(message) }),
  );
});
