import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePairs } from '../../../core/similarity/corpus/make-pairs';
import { formatParaphraseCorpus } from '../../../core/similarity/paraphrase-corpus';
import { pairSummarySchema } from '../../../core/similarity/report/pair-summary';
import { runCli } from '../../fixtures/cli/cli-process';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(600_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());

it('tells the whole story from a corpus file: gate, release, two watched hours, nothing left behind', async () => {
  const corpus = join(folder.path, 'corpus.txt');
  // As a spreadsheet saves it.
  writeFileSync(corpus, `\uFEFF${formatParaphraseCorpus(makePairs(1200, 3)).replaceAll('\n', '\r\n')}`);
  const out = join(folder.path, 'out');

  const { code, stdout, stderr } = await runCli([
    'similarity',
    'run',
    '--data',
    corpus,
    '--count',
    '220',
    '--out',
    out,
  ]);

  expect([code, stderr]).toEqual([0, expect.stringMatching(/\[10\/10\] Clean up/)]);
  const summary = pairSummarySchema.strict().parse(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')));
  expect(summary).toMatchObject({
    data: { name: 'corpus.txt', pairs: 1200, paraphrases: 600, train: 840, validation: 180, test: 180 },
    gate: { passed: true, reasons: [] },
    traffic: { requests: 440, labels: 440 },
    baselineRows: 180,
    hours: [
      { state: 'Completed', violations: 0, requests: 220, flipped: 0 },
      { state: 'CompletedWithViolations', requests: 220, flipped: 0.4 },
    ],
  });
  expect(summary.gate.f1).toBeGreaterThan(0.8);
  expect(summary.hours[1]!.f1!).toBeLessThan(summary.hours[0]!.f1! - 0.1);
  const [first, second] = summary.hours.map(({ window }) => Date.parse(`${window}:00:00Z`));
  expect(second! - first!).toBe(3_600_000);
  // By stacks and what they leave: all of it.
  expect(summary.cleanup.removed).toBeGreaterThan(5);
  // By the schedule of the deployed monitors, which watch more than the answers.
  for (const { report } of summary.hours) {
    expect(existsSync(join(out, report))).toBe(true);
    const others = ['data-quality', 'explainability'].map((kind) => join(out, report, '../..', kind, 'report.json'));
    expect(others.map((file) => JSON.parse(readFileSync(file, 'utf8')).state)).toEqual(['Completed', 'Completed']);
  }
  const [calm, alarmed] = summary.hours.map(({ report }) =>
    JSON.parse(readFileSync(join(out, report, '../report.json'), 'utf8')),
  );
  expect([calm.usedRows, alarmed.usedRows]).toEqual([220, 220]);
  expect(alarmed.violations.map((each: { metric_name: string }) => each.metric_name)).toEqual(
    expect.arrayContaining(['accuracy', 'precision']),
  );
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain(`F1 ${summary.gate.f1.toFixed(3)} on 180 pairs`);
  expect(stdout).toContain(`report      ${join(out, 'report.html')}`);
});
