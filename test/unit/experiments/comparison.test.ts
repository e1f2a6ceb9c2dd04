import { comparisonParts } from '../../../core/experiments/comparison-parts';
import { readViolations } from '../../../core/experiments/read-violations';
import { renderComparison } from '../../../core/experiments/render-comparison';
import { renderSvgFile } from '../../../core/report/charts/chart';
import { driftedRun, stillRun } from '../../fixtures/drift/compared-runs';

const parts = comparisonParts([driftedRun, stillRun]);
const part = (id: string) => parts.find((each) => each.id === id)!;
const captions = (id: string) => part(id).figures.map(({ caption }) => caption);
const page = renderComparison({ title: 'Two runs', about: 'about', runs: [driftedRun, stillRun], parts });

it('draws every part that a run has something to say about', () => {
  expect(parts.map(({ id }) => id)).toEqual([
    'feature-drift',
    'model-quality',
    'acceptance',
    'bias',
    'group-acceptance',
    'histograms',
    'attributions',
  ]);
  expect(captions('model-quality')).toEqual(['precision', 'auc', 'accuracy']);
  expect(captions('group-acceptance')).toEqual(['foreign_worker = 1', 'foreign_worker = 2']);
  expect(captions('attributions')).toEqual(['nDCG', 'systematic-feature-drift']);
});

it('draws features that have moved, beside the threshold, and says where none has', () => {
  const [figure, ...more] = part('feature-drift').figures;
  const svg = renderSvgFile(figure!.chart);
  expect(more).toEqual([]);
  expect(svg).toContain('>duration<');
  expect(svg).toContain('>status<');
  expect(svg).not.toContain('>age<');
  expect(svg).toContain('>0.1<');
  expect(page).toContain('No feature has moved in concept-drift.');
});

it('shows what files of violations say, which is all that they say, and explains no outlines that are not there', () => {
  const description = 'Numerical distance: 0.5 exceeds threshold: 0.1';
  const violation = { feature_name: 'amount', constraint_check_type: 'baseline_drift_check', description };
  const runs = [readViolations('yesterday', { violations: [violation] })];

  const text = renderComparison({ title: 'A file', about: 'about', runs, parts: comparisonParts(runs) });
  const outsideDetails = text.replace(/<details.*?<\/details>/gs, '');

  expect(outsideDetails).toContain(description);
  expect(page.replace(/<details.*?<\/details>/gs, '')).not.toContain(driftedRun.violations[0]!.description);
  expect([page, text].map((one) => one.includes('outlined: before the correction'))).toEqual([true, false]);
});

it('tells of ratios only where bias has them', () => {
  const leadOf = (...bias: (typeof driftedRun.bias)[number][]) =>
    comparisonParts([{ ...driftedRun, bias }]).find(({ id }) => id === 'bias')?.lead;
  const metric = { metric: 'DPL', facet: 'sex = 1', observed: 0.1, baseline: 0, isViolated: false };

  expect(leadOf(metric)).not.toMatch(/DI/);
  expect(leadOf(metric, { ...metric, metric: 'DI' })).toMatch(/1 for DI/);
});

it('has what is infinite in the table and in the drawing', () => {
  const [figure] = part('bias').figures;
  const svg = renderSvgFile(figure!.chart);
  expect(svg).toContain('>KL<');
  expect(svg).toContain('>∞<');
  expect(part('bias').table.text).toContain('>∞<');
});

it('says which monitor has found what, and what became of those that could not tell', () => {
  const [, row = ''] = /<code>systematic-feature-drift<\/code>(.*?)<\/tr>/s.exec(page) ?? [];
  const cells = [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell);
  expect(cells.slice(0, 4)).toEqual(['<b>1</b>', '0', 'NotEnoughData', '<b>1</b>']);
  expect(cells[4]).toContain('Every credit arrives with a duration of 1.');
  expect(cells[4]).toContain('duration set to 1; the model answers; labels stay as they are');
});

it('escapes names, which may come from files', () => {
  const name = '<script>alert(1)</script>';
  const hostile = { ...driftedRun, name };
  const text = renderComparison({
    ...{ title: name, about: name, runs: [hostile], parts: comparisonParts([hostile]) },
  });
  expect(text).not.toContain('<script');
});

it('writes a plot as a file that needs no page around it', () => {
  for (const { chart } of parts.flatMap(({ figures }) => figures)) {
    const svg = renderSvgFile(chart);
    expect(svg).toMatch(/^<svg /);
    expect(svg).not.toContain('var(');
    expect(svg).toContain('fill="#ffffff"');
  }
});

it('draws nothing of runs that say nothing', () => {
  const silent = { ...stillRun, features: [], metrics: [], groups: [] };
  expect(comparisonParts([silent])).toEqual([]);
});
