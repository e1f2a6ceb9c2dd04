import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../fixtures/cli/run-command';
import { EvaluatingLaptop } from '../../fixtures/evaluation/evaluating-laptop';
import { pngImage } from '../../fixtures/images';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const laptop = servingLaptop();
const folder = temporaryFolder();
let evaluating: EvaluatingLaptop;
beforeAll(() => {
  evaluating = new EvaluatingLaptop(laptop());
});
beforeEach(() => laptop().model.behave({ obeys: 'lines' }));
afterAll(() => {
  evaluating?.stop();
  folder.remove();
});

const evaluate = (...args: string[]) => runCommand(['evaluate', ...args, '--endpoint-url', laptop().laptop.url]);

async function uploadTestSplit(): Promise<void> {
  for (const row of [0, 1, 2, 3]) await laptop().upload(`test/${row}.png`, pngImage(), { p: row < 3 ? '0.98' : '0.1' });
  await laptop().upload('test.lst', Buffer.from('0\t0\t0.png\n1\t0\t1.png\n2\t1\t2.png\n3\t1\t3.png\n'));
}

it('waits for the report on the test split, and prints its headline and where it lies', async () => {
  await uploadTestSplit();

  const { code, stdout } = await evaluate('--wait');

  expect(code).toBe(0);
  expect(stdout).toMatch(/^accuracy +75\.0 % of 4 images \(95 %: 30\.1 % to 95\.4 %\)\ncalibration /);
  expect(stdout).toMatch(/\nreport +s3:\/\/\S+\/predictions\/second-look-local\/\S+\/PREDICTIONS\.md\n$/);
}, 60_000);

it('writes one document, and the files of the report where asked to', async () => {
  await uploadTestSplit();
  const [out, download] = [join(folder.path, 'evaluation.json'), join(folder.path, 'report')];

  const { code, stdout } = await evaluate('--wait', '--json', '--out', out, '--download', download);

  expect(code).toBe(0);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({ rows: 4, accuracy: 0.75, failures: {}, page: join(download, 'PREDICTIONS.md') });
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(document);
  expect(readdirSync(download).sort()).toEqual([
    'PREDICTIONS.md',
    'evaluation.json',
    'metrics.json',
    'reliability.svg',
    'report.html',
    'risk-coverage.svg',
    'rows.jsonl',
  ]);
}, 60_000);

it('only says where the result will lie without --wait', async () => {
  await uploadTestSplit();

  const { code, stdout } = await evaluate('--json', '--test-data', `s3://${laptop().images}/test.lst`);

  const { run, result } = JSON.parse(stdout);
  expect([code, result]).toEqual([
    0,
    `s3://${evaluating.reports}/reports/evaluation/second-look-local/${run}/evaluation.json`,
  ]);
  expect((await evaluating.result(run)).evaluation.rows).toBe(4);
}, 60_000);

it('uploads a local list with its images', async () => {
  mkdirSync(join(folder.path, 'own'));
  writeFileSync(join(folder.path, 'own/a.png'), pngImage());
  writeFileSync(join(folder.path, 'own.lst'), '0\t0\ta.png\n');

  const { code, stdout } = await evaluate('--wait', '--json', '--test-data', join(folder.path, 'own.lst'));

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    rows: 1,
    data: expect.stringMatching(/\/incoming\/evaluation\/\S+own\.lst$/),
  });
}, 60_000);

it('uploads a local table, whose label it is told', async () => {
  writeFileSync(join(folder.path, 'own.csv'), 'vehicle,p\nbicycle,0.1\nmotorcycle,0.8\n');

  const { code, stdout } = await evaluate(
    '--wait',
    '--test-data',
    join(folder.path, 'own.csv'),
    '--label-column',
    'vehicle',
  );

  expect([code, stdout]).toEqual([0, expect.stringMatching(/^accuracy +100 % of 2 rows/)]);
}, 60_000);

it('ends with 1 and the reason where the evaluation is given up', async () => {
  await laptop().upload('broken.csv', Buffer.from('p,vehicle\n0.1,lorry\n'));

  const { code, stderr } = await evaluate('--wait', '--test-data', 'broken.csv');

  expect(code).toBe(1);
  expect(stderr).toMatch(/was given up\. LabelOutsideClasses: s3:\/\/\S+broken\.csv line 2: the label "lorry"/);
}, 60_000);

it.each([
  ['test data that is nowhere', ['--test-data', 'nowhere.csv'], /There is no test data s3:\/\/\S+, and no file/],
  ['a download without waiting', ['--download', 'report'], /--download needs --wait/],
  [
    'a download to what is no folder, before anything is asked',
    ['--wait', '--download', join(__filename, 'report')],
    /The output folder \S+ cannot be written: /,
  ],
  ['an address without a key', ['--test-data', 's3://bucket'], /an address is s3:\/\/bucket\/key/],
])('ends with 2 for %s', async (_, args, complaint) => {
  const { code, stderr } = await evaluate(...args);

  expect([code, stderr]).toEqual([2, expect.stringMatching(complaint)]);
});
