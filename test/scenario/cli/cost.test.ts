import { PRICES_OF } from '../../../core/cost/price-table';
import { runCommand } from '../../fixtures/cli/run-command';

interface CostDocument {
  readonly images: number;
  readonly bills: readonly { readonly dollars: number; readonly lines: readonly { readonly dollars: number }[] }[];
}

it('says what a million images cost in an environment, from its templates, and what a month costs without any', async () => {
  const { code, stdout } = await runCommand(['cost', '--images', '1e6', '--env', 'prod', '--json']);

  const { bills, ...rest } = JSON.parse(stdout) as CostDocument;
  const [batch, single, chain, idle] = bills.map(({ dollars }) => dollars);
  expect(code).toBe(0);
  expect(rest).toMatchObject({ environment: 'prod', pricesOf: PRICES_OF, images: 1e6, secondLookShare: 0.2 });
  expect(bills).toHaveLength(4);
  for (const { dollars, lines } of bills) {
    expect(lines.reduce((sum, line) => sum + line.dollars, 0)).toBeCloseTo(dollars, 6);
  }
  expect(batch).toBeLessThanOrEqual((chain ?? 0) / 10);
  expect(single).toBeGreaterThan(chain ?? 0);
  // Two instances of the endpoint are most of it.
  expect(idle).toBeGreaterThan(2 * 0.23 * 730);
}, 120_000);

it.each([
  ['no whole number', ['--images', '1.5'], /a whole number, such as 1e6/],
  ['more than everything', ['--second-looks', '1.1'], /a number from 0 to 1/],
  ['an environment that there is not', ['--env', 'moon'], /moon/],
])('ends with 2 and one line for %s', async (_, args, message) => {
  const { code, stdout, stderr } = await runCommand(['cost', ...args]);

  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
