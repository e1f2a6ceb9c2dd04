import { formatSummary } from '../../../core/report/format-summary';
import { makeRun } from './make-run';

it('writes nine short lines when a run is done', () => {
  expect(formatSummary(makeRun({ failed: 1 }).summary, 0.93)).toMatchInlineSnapshot(`
"data set    synthetic: 1,000 train, 200 test; bicycle, motorcycle
training    40 epochs in 31.4 s; test accuracy 92.5 %
evaluation  expected calibration error 3.1 %; recommended threshold 0.88 accepts 81.5 %
workflow    50 images: 32 accepted, 17 for a second look, 1 failed (threshold 0.93)
duration    p50 9.4 ms, p99 41 ms an execution
alerts      17 published, 17 e-mails arrived
capture     250 records in 3 files
labels      3 second looks answered by the run itself, from the known labels
batch       200 images: 163 accepted, 37 for a second look, 0 failed; 211 images/s
total       1 min 03 s; largest process 412 MB
"
`);
});

it('names three classes and counts the rest when there are many', () => {
  const { summary } = makeRun({ classes: ['a', 'b', 'c', 'd', 'e'] });

  expect(formatSummary(summary)).toContain('a, b, c and 2 more');
});
