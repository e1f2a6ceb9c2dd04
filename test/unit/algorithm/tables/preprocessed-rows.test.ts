import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel } from '../../../../algorithm/artifact/load-model';
import { plainKernels } from '../../../../algorithm/kernels/plain/plain-kernels';
import { PreprocessedRows } from '../../../../algorithm/tables/preprocessed-rows';
import { writeXgboostModel } from '../../../../algorithm/trees/model/write-xgboost-model';
import {
  type FittedPreprocessing,
  fittedPreprocessingSchema,
} from '../../../../core/preprocessing/fitted-preprocessing';
import { randomTrees } from '../../../fixtures/algorithm/random-trees';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

/** Colour as two columns, then size. */
const FITTED: FittedPreprocessing = fittedPreprocessingSchema.parse({
  version: 1,
  columns: ['size', 'colour'],
  features: [
    { kind: 'categories', column: 'colour', categories: ['red', 'light, blue'] },
    { kind: 'number', column: 'size' },
  ],
  unknownCategory: 'error',
});

const read = (body: string): number[][] =>
  [...new PreprocessedRows(FITTED).read(Buffer.from(body))].map((rows) => [...rows]);

it('makes the model’s features of rows as they were collected', () => {
  expect(read('1,red\n"2","light, blue"\r\n,red\n3,')).toEqual([
    [1, 0, 1, 0, 1, 2, 1, 0, Number.NaN, Number.NaN, Number.NaN, 3],
  ]);
});

it('goes on from one batch to the next', () => {
  const batches = read(Array.from({ length: 1030 }, (_, row) => `${row},red`).join('\n'));

  expect(batches.map(({ length }) => length)).toEqual([1024 * 3, 6 * 3]);
  expect(batches[1]!.slice(0, 3)).toEqual([1, 0, 1024]);
});

it.each([
  ['another number of cells', '1,red\n2', /Row 2: has 1 fields, not 2/],
  ['text where a number belongs', '1,red\nbig,red', /Row 2: size is "big"/],
  ['a category that it does not know', '1,red\n2,green', /Row 2: colour is "green"/],
  ['a quote that is never closed', '1,"red', /never closed/],
])('refuses %s and says where', (_, body, message) => {
  expect(() => read(body)).toThrow(
    expect.objectContaining({ name: 'RowsInvalid', message: expect.stringMatching(message) }),
  );
});

describe('in an artifact', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const load = () => loadModel({ folder: folder.path, kernels: () => plainKernels, isBatch: false });

  it('has to be that of the model', () => {
    writeFileSync(join(folder.path, 'xgboost-model'), writeXgboostModel(randomTrees(1, 4, 2)));
    writeFileSync(join(folder.path, 'preprocessing.json'), JSON.stringify(FITTED));

    expect(load).toThrow(/makes 3 numbers of a row; the model takes 4/);
  });

  it('has to be a preprocessing', () => {
    writeFileSync(join(folder.path, 'preprocessing.json'), '{"version":1}');

    expect(load).toThrow(expect.objectContaining({ name: 'ModelInvalid', message: expect.stringMatching(/columns/) }));
  });
});
