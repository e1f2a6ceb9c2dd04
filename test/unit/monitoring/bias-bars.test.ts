import { biasBars, type ComparedBiasValue } from '../../../core/monitoring/report/charts/bias-bars';
import { renderSvgFile } from '../../../core/report/charts/chart';

interface Drawn {
  readonly xAxis: { readonly min: number; readonly max: number };
  readonly series: readonly [
    { readonly data: readonly { readonly value: number }[] },
    { readonly data: readonly (number | string)[] },
  ];
}

/** Bars of each metric as parts of the longest that there is room for, the first metric first. */
function drawn(...values: readonly Omit<ComparedBiasValue, 'isViolated'>[]) {
  const chart = biasBars(
    'bias',
    'bias of x',
    values.map((value) => ({ ...value, isViolated: false })),
  );
  const { xAxis, series } = chart.option('wide') as unknown as Drawn;
  const now = series[0].data.map(({ value }) => value).reverse();
  const baseline = [...series[1].data].reverse();
  return { xAxis, now, baseline, svg: renderSvgFile(chart) };
}

it('shows what is near 0 as plainly as what is near 1: the longer bar of each metric is whole', () => {
  const { now, baseline, xAxis, svg } = drawn(
    { name: 'CI', now: 0.9, baseline: 0.9 },
    { name: 'JS', now: 0.0002, baseline: 0.0001 },
    { name: 'KL', now: 1, baseline: 4 },
  );

  expect([now, baseline]).toEqual([
    [1, 1, 0.25],
    [1, 0.5, 1],
  ]);
  expect(xAxis).toMatchObject({ min: 0, max: 1 });
  for (const number of ['0.9', '0.0002', '0.0001', '4']) expect(svg).toContain(`>${number}<`);
});

it('draws what favours the other side to the left of fair', () => {
  const { now, baseline, xAxis } = drawn({ name: 'DPL', now: 0.2, baseline: -0.1 });
  expect([now, baseline]).toEqual([[1], [-0.5]]);
  expect(xAxis).toMatchObject({ min: -0.5, max: 1 });

  expect(drawn({ name: 'DPL', now: -0.2, baseline: -0.1 }).xAxis).toMatchObject({ min: -1, max: 0 });
});

it('measures a ratio from 1', () => {
  const { now, baseline } = drawn({ name: 'DI', now: 0.5, baseline: 1.25 });
  expect([now, baseline]).toEqual([[-1], [0.5]]);
});

it('has a bar for what is infinite, and says so', () => {
  const { now, baseline, svg } = drawn(
    { name: 'KL', now: Infinity, baseline: 0.1 },
    { name: 'TE', now: -Infinity, baseline: Infinity },
  );

  expect([now, baseline]).toEqual([
    [1, -1],
    [0, 1],
  ]);
  expect(svg).toContain('>∞<');
  expect(svg).toContain('>-∞<');
});

it('draws no bar for a rounding error, for what is fair, and for a baseline that there is none of', () => {
  const { now, baseline, svg } = drawn(
    { name: 'KS', now: 1e-17, baseline: 0 },
    { name: 'DI', now: 1, baseline: 1 },
    { name: 'AD', now: 0.1 },
  );

  expect(now[0]).toBeLessThan(1e-6);
  expect([now[1], baseline[1]]).toEqual([0, 0]);
  expect(baseline[2]).toBe('-');
  expect(svg).toContain('>–<');
});
