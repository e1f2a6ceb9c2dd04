import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CUSTOMER_DECLARATION, customerTable, writeCustomers } from '../../fixtures/customer-table';
import { tableLaptop } from '../../fixtures/laptop/table-laptop';
import type { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

let laptop: WorkflowLaptop;
const folder = temporaryFolder();
const file = (name: string): string => join(folder.path, name);
beforeAll(async () => {
  writeCustomers(folder.path);
  laptop = await tableLaptop();
}, 580_000);
afterAll(async () => {
  await laptop?.stop();
  folder.remove();
});

it('goes from a file to a package in service, and from its test rows to an evaluation report', async () => {
  const out = file('trained.json');
  const table = ['--table', file('customers.csv'), '--seed', '3', '--hyperparameter', 'max_depth=3'];
  const trained = await laptop.command(['train', '--watch', '--out', out, ...table]);

  expect(trained.stderr).toContain('600 rows, 7 features');
  expect(trained).toMatchObject({ code: 0, stdout: expect.stringContaining('area under the ROC curve 0.') });
  const document = JSON.parse(readFileSync(out, 'utf8'));
  expect(document).toMatchObject({ approvalStatus: 'Approved', test: { rows: 60 }, gate: { passed: true } });

  const released = await laptop.command(['release', '--package', out, '--no-check', '--json']);
  expect(released.code).toBe(0);
  const { modelPackage, endpointName, evaluation, baseline } = JSON.parse(released.stdout);
  expect(modelPackage).toBe(document.modelPackage);
  expect(evaluation).toMatchObject({
    endpointName,
    labelColumn: 'says',
    testDataS3Key: expect.stringMatching(/test\.csv$/),
  });

  // Of the validation split, which is a fifth; all four monitors, bias among them as the declaration says.
  expect(baseline).toEqual({ made: true, rows: 120, noun: 'row', prefix: expect.any(String) });
  const stored = await laptop.read(laptop.outputs.get('ReportsBucket'), `${baseline.prefix}baseline.json`);
  expect(JSON.parse(stored ?? '')).toMatchObject({
    rows: 120,
    subject: { questions: [{ facet: 'job_student', groupVariable: 'never_before', positive: { values: ['1'] } }] },
    explainability: { model: { file: expect.any(String) } },
  });

  const evaluated = await laptop.command(['evaluate', '--wait', '--json']);
  expect(evaluated.code).toBe(0);
  const result = JSON.parse(evaluated.stdout);
  expect(result.accuracy).toBeCloseTo(document.test.accuracy, 10);
}, 300_000);

it.each([
  ['a table without a declaration', ['lonely.csv'], /lonely\.preprocessing\.json or .*preprocessing\.json/],
  ['a file that is not there', ['absent.csv'], /cannot be read|Nothing says/],
  [
    'a broken row, before anything is uploaded',
    ['broken.csv', '--preprocessing', 'customers.preprocessing.json'],
    /TableInvalid: .*broken\.csv line 3: has 2 fields/,
  ],
  [
    'a facet that is no column of the model',
    ['unwatched.csv'],
    /watch: 'job' is no column of the requests: .*job_student/,
  ],
  [
    'a hyperparameter that there is none of',
    ['customers.csv', '--hyperparameter', 'max_dept=3'],
    /--hyperparameter: There is no hyperparameter max_dept; there are .*max_depth/,
  ],
  [
    'a value that its hyperparameter does not take',
    ['customers.csv', '--hyperparameter', 'max_depth=-3'],
    /max_depth is "-3"; it must be a whole number from 1 to 64/,
  ],
  ['options of images', ['customers.csv', '--epochs', '3'], /--epochs is for images/],
])(
  'refuses %s with code 2',
  async (_, [name = '', ...options], message) => {
    writeFileSync(file('lonely.csv'), customerTable());
    writeFileSync(file('unwatched.csv'), customerTable());
    const watch = { facets: ['job=student'] };
    writeFileSync(file('unwatched.preprocessing.json'), JSON.stringify({ ...CUSTOMER_DECLARATION, watch }));
    writeFileSync(file('broken.csv'), 'bought,calls,job,before,says\n1,1,clerk,2,yes\n1,2\n');
    const paths = options.map((option) => (option.endsWith('.json') ? file(option) : option));

    const { code, stderr } = await laptop.command(['train', '--table', file(name), ...paths]);

    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  },
  60_000,
);
