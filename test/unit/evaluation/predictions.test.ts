import { reliabilityDiagram } from '../../../core/evaluation/charts/reliability-diagram';
import { riskCoverageChart } from '../../../core/evaluation/charts/risk-coverage-chart';
import { evaluate } from '../../../core/evaluation/evaluate';
import { EvaluationState } from '../../../core/evaluation/evaluation-state';
import { escapeMarkdown, markdownCode } from '../../../core/evaluation/predictions/markdown';
import type { PredictionsSubject } from '../../../core/evaluation/predictions/predictions-subject';
import { renderPredictions } from '../../../core/evaluation/predictions/render-predictions';
import { renderSvgFile } from '../../../core/report/charts/chart';
import { SeededRandom } from '../../../core/seeded-random';

const SUBJECT: PredictionsSubject = {
  endpointName: 'second-look-dev',
  modelPackage: 'arn:aws:sagemaker:eu-central-1:123456789012:model-package/vehicles/7',
  data: 's3://images/test.lst',
  evaluatedAt: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
  rowNoun: 'image',
  plots: { reliability: 'reliability.svg', riskCoverage: 'risk-coverage.svg' },
};

function evaluationOf(classes: readonly string[], rows: number, temperature = 1, accuracy = 0.9) {
  const state = new EvaluationState({ classes, temperature });
  const random = new SeededRandom('predictions', rows);
  for (let row = 0; row < rows; row += 1) {
    const label = row % classes.length;
    const said = random.chance(accuracy) ? label : random.below(classes.length);
    const confidence = random.between(0.55, 1);
    state.add(
      label,
      classes.map((_, index) => (index === said ? confidence : (1 - confidence) / (classes.length - 1))),
    );
  }
  return evaluate(state, { threshold: 0.93, target: { maxErrorRate: 0.02 } });
}

const VEHICLES = ['bicycle', 'motorcycle'];

it('is a page of headline, facts, confusion matrix, classes and confidence', () => {
  const evaluation = evaluationOf(VEHICLES, 200, 1.4);

  const page = renderPredictions(evaluation, SUBJECT);

  expect(page.match(/^#+ .*/gm)).toEqual([
    '# Predictions of `second-look-dev`',
    '## Confusion matrix',
    '## Classes',
    '## Confidence',
    '## How these numbers are made',
  ]);
  expect(page).toMatch(
    /^\*\*Accuracy \d\d\.\d %\*\* of 200 images \(95 %: \d\d\.\d % to \d\d\.\d %\)\. Always saying bicycle/m,
  );
  expect(page).toContain(`| Model | \`${SUBJECT.modelPackage}\` |`);
  expect(page).toContain('| Time | 2026-01-02T03:04:05.000Z |');
  const [[right, wrong]] = evaluation.confusion as [[number, number]];
  expect(page).toContain(`| **bicycle** | **${right}** | ${wrong} |`);
  expect(page).toContain('| temperature 1.4 | before | after |');
  expect(page).toContain('![Reliability diagram: accuracy against confidence](reliability.svg)');
});

it('gives the same bytes for the same rows in another order', () => {
  const make = (reversed: boolean) => {
    const state = new EvaluationState({ classes: VEHICLES, temperature: 1.2 });
    const rows = Array.from({ length: 250 }, (_, index) => [index % 2, 0.5 + ((index * 7919) % 250) / 500] as const);
    for (const [label, p] of reversed ? rows.reverse() : rows) state.add(label, [p, 1 - p]);
    const evaluation = evaluate(state, { threshold: 0.9, target: { maxErrorRate: 0.02 } });
    const charts = [reliabilityDiagram(evaluation), riskCoverageChart(evaluation)].map(renderSvgFile);
    return [renderPredictions(evaluation, SUBJECT), JSON.stringify(evaluation.modelQuality), ...charts];
  };

  expect(make(true)).toEqual(make(false));
});

it('keeps tables whole when class names are hostile', () => {
  const classes = ['a|b', '<img src=x onerror=alert(1)>', '**bold** `code`', 'line\nbreak', ''];

  const page = renderPredictions(evaluationOf(classes, 50), SUBJECT);

  const matrix = page.slice(page.indexOf('## Confusion'), page.indexOf('## Classes'));
  const lines = matrix.split('\n').filter((line) => line.startsWith('|'));
  expect(lines).toHaveLength(classes.length + 2);
  for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(classes.length + 2);
  expect(page).not.toMatch(/<img|\*\*bold/);
});

it('tells the most confused pairs instead of a matrix when there are many classes', () => {
  const classes = Array.from({ length: 30 }, (_, index) => `class ${index}`);

  const page = renderPredictions(evaluationOf(classes, 300, 1, 0.5), SUBJECT);

  expect(page).toContain('| is | taken for | count | of the class |');
  expect(page).toContain('The most confused pairs of 30 classes');
});

it('says 0/0 with a dash and explains it', () => {
  const state = new EvaluationState({ classes: ['a', 'b', 'c'], temperature: 1 });
  state.add(0, [0.9, 0.1, 0]);
  state.add(1, [0.9, 0.1, 0]);

  const page = renderPredictions(evaluate(state, { threshold: 0.5, target: { maxErrorRate: 0.02 } }), SUBJECT);

  expect(page).toContain('| b | – | 0.000 | 0.000 | 1 | 0 |');
  expect(page).toContain('| c | – | – | – | 0 | 0 |');
  expect(page).toContain('– is 0/0');
  expect(page).toContain('no threshold reaches the target of at most 2 % errors');
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

it('tells of rows without an answer, and notes', () => {
  const state = new EvaluationState({ classes: VEHICLES, temperature: 1 });
  state.add(0, [0.9, 0.1]);
  state.addFailure('ImageUnreadable', 3);
  const evaluation = evaluate(state, { threshold: 0.5, target: { maxErrorRate: 0.02 } });

  const page = renderPredictions(evaluation, { ...SUBJECT, rowNoun: 'row', notes: ['2 rows repeat an earlier one.'] });

  expect(page).toContain('> **3 of 4 rows got no answer** (3 ImageUnreadable)');
  expect(page).toContain('accuracy to 25.0 %');
  expect(page).toContain('> 2 rows repeat an earlier one.');
  expect(page).toContain('1 row cannot tell the model from that');
});

it('says so when the model is worse than the majority class', () => {
  const state = new EvaluationState({ classes: VEHICLES, temperature: 1 });
  for (let row = 0; row < 100; row += 1) state.add(0, row < 90 ? [0.1, 0.9] : [0.9, 0.1]);

  const page = renderPredictions(evaluate(state, { threshold: 0.5, target: { maxErrorRate: 0.02 } }), SUBJECT);

  expect(page).toContain('**the model is worse than that**');
});

describe('the pictures beside it', () => {
  const evaluation = evaluationOf(VEHICLES, 300, 1.5);
  const pictures = [reliabilityDiagram(evaluation), riskCoverageChart(evaluation)].map(renderSvgFile);

  it.each([0, 1])('draws picture %i with nothing from elsewhere', (index) => {
    const picture = pictures[index]!;

    expect(picture).toMatch(
      /^<svg role="img" aria-label="[^"]+" .*xmlns="http:\/\/www.w3.org\/2000\/svg".*<\/svg>\n$/s,
    );
    expect(picture).not.toMatch(/var\(|inherit|<script|<style|@import|url\(http|NaN/);
    expect(picture.match(/(?:href|src)="[^#]/g)).toBeNull();
  });

  it('has a curve before and one after calibration, and only one where there is none', () => {
    expect(pictures[0]).toContain('before calibration');
    expect(renderSvgFile(reliabilityDiagram(evaluationOf(VEHICLES, 300)))).not.toContain('before calibration');
  });

  it('draws degenerate evaluations', () => {
    for (const rows of [1, 2]) {
      const one = evaluationOf(VEHICLES, rows, 2, 0);
      for (const chart of [reliabilityDiagram(one), riskCoverageChart(one)]) {
        expect(renderSvgFile(chart)).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  });
});

it.each([
  ['pickup_truck', 'pickup\\_truck'],
  ['a|b', 'a\\|b'],
  ['1 * 2 <b> & $x$', '1 \\* 2 &lt;b&gt; &amp; &#36;x&#36;'],
  ['https://a.example', 'https&#58;//a.example'],
  ['back\\slash\r\nline\u2028next', 'back\\\\slash line next'],
  [' ', '(no name)'],
])('escapes %j as literal text', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

it.each([
  ['s3://b/k', '`s3://b/k`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['a|b', '`a\\|b`'],
  ['', '(none)'],
])('sets %j as code', (text, expected) => {
  expect(markdownCode(text)).toBe(expected);
});
