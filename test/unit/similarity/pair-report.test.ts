import { renderSvgFile } from '../../../core/report/charts/chart';
import { PAIR_FEATURES, pairFeatures } from '../../../core/similarity/pair-features';
import { answerBins, answerHistogram } from '../../../core/similarity/report/answer-histogram';
import { meanDistances } from '../../../core/similarity/report/mean-distances';
import { type AnsweredPair, renderPairReport } from '../../../core/similarity/report/render-pair-report';
import { PAIR_SUMMARY } from '../../fixtures/similarity/pair-summary';

const pair = (label: 0 | 1, probability: number, first = 'One came.', second = 'One went.'): AnsweredPair => ({
  label,
  probability,
  first,
  second,
});

const render = (answered: readonly AnsweredPair[], summary = PAIR_SUMMARY): string =>
  renderPairReport({
    summary,
    finishedAt: '2026-01-01T12:30:00.000Z',
    answered,
    distances: meanDistances([{ row: 0, label: 1, first: 'a b', second: 'a c' }]),
    baselineF1: 0.776,
  });

describe('renderPairReport', () => {
  it('tells figures, hours with links to their reports, and the mistakes, surest first', () => {
    const page = render([pair(1, 0.9), pair(0, 0.6, 'Slightly wrong.'), pair(1, 0.1, 'Quite wrong.'), pair(0, 0.2)]);

    expect(page).toContain('F1 0.876 on 15 pairs of sentences.');
    for (const hour of PAIR_SUMMARY.hours) expect(page).toContain(`href="${hour.report}"`);
    expect(page).toContain('1 hour');
    expect(page).toContain('2 test pairs of 4 taken for the other kind');
    expect(page.indexOf('Quite wrong.')).toBeGreaterThan(0);
    expect(page.indexOf('Quite wrong.')).toBeLessThan(page.indexOf('Slightly wrong.'));
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('escapes sentences, and needs nothing from elsewhere', () => {
    const page = render([pair(1, 0.1, '<script>alert("x")</script>', '& so on')]);

    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('&amp; so on');
    expect(page.match(/(?:src|href)="(?!(a|b|c)\/report)[^"]*"/g)).toBeNull();
  });

  it('says that there is no mistake, and why a gate was not passed', () => {
    expect(render([pair(1, 0.9)])).toContain('None on the test pairs.');
    const refused = { ...PAIR_SUMMARY, gate: { ...PAIR_SUMMARY.gate, passed: false, reasons: ['The F1 is 0.1.'] } };
    expect(render([pair(1, 0.9)], refused)).toContain('The F1 is 0.1.');
    expect(render([pair(1, 0.9)])).not.toContain('The gate was not passed');
  });

  it('gives the same bytes for the same run', () => {
    expect(render([pair(1, 0.3)])).toBe(render([pair(1, 0.3)]));
  });
});

describe('answerBins', () => {
  it('counts by kind in twentieths, 1 in the last', () => {
    const { same, different } = answerBins([pair(1, 1), pair(1, 0.95), pair(0, 0), pair(0, 0.0499), pair(0, 0.05)]);

    expect([same.at(-1), different[0], different[1]]).toEqual([2, 2, 1]);
    expect([...same, ...different].reduce((sum, count) => sum + count)).toBe(5);
  });
});

describe('answerHistogram', () => {
  it('draws the line where the division stands on the scale, between two bins', () => {
    const svg = renderSvgFile(answerHistogram([pair(1, 0.9), pair(0, 0.2)]));

    const [, line] = /<path d="M([\d.]+) [^"]*"[^>]*stroke-dasharray/.exec(svg) ?? [];
    const [, division] = /translate\(([\d.]+) [\d.]+\)"[^>]*>0\.5</.exec(svg) ?? [];
    expect(Number(line)).toBeGreaterThan(0);
    expect(line).toBe(division);
  });
});

describe('meanDistances', () => {
  it('means each distance over the pairs of a kind', () => {
    const pairs = [
      { row: 0, label: 1, first: 'the dog', second: 'a dog' },
      { row: 1, label: 1, first: 'two cats ran', second: 'one cat ran' },
      { row: 2, label: 0, first: 'x', second: 'y z' },
    ] as const;

    const means = meanDistances(pairs);

    const [one, two, other] = pairs.map(({ first, second }) => pairFeatures(first, second));
    expect(means.map(({ name }) => name)).toEqual(PAIR_FEATURES);
    for (const [at, { same, different }] of means.entries()) {
      expect(same).toBeCloseTo((one![at]! + two![at]!) / 2, 12);
      expect(different).toBe(other![at]);
    }
  });
});
