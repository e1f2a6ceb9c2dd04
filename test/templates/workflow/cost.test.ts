import { idleBill } from '../../../core/cost/idle-bill';
import { batchBill, chainBill, type Load, singleBill } from '../../../core/cost/image-bills';
import type { PricedTemplate } from '../../../core/cost/template-facts';
import { synthesized } from '../synthesized';

const templatesOf = (environment: 'dev' | 'staging' | 'prod' | 'local', overrides?: object): PricedTemplate[] =>
  Object.values(synthesized(environment, overrides as never).templates).map((each) => each.toJSON() as PricedTemplate);
const MILLION: Load = { images: 1_000_000, secondLookShare: 0.2, emails: 1, parallelImages: 16 };

describe.each(['dev', 'staging', 'prod'] as const)('a million images in %s', (environment) => {
  it.each([0, 0.2, 1])(
    'cost at most a tenth as one batch of what the plain chain costs, a share of %d doubtful',
    (secondLookShare) => {
      const templates = templatesOf(environment);
      const load = { ...MILLION, secondLookShare };
      expect(batchBill(templates, load).dollars).toBeLessThanOrEqual(chainBill(templates, load).dollars / 10);
    },
  );
});

it('counts the states that an image visits', () => {
  const [transitions] = singleBill(templatesOf('prod'), MILLION).lines;
  expect(transitions).toMatchObject({ quantity: 5_000_000, dollars: 125 });
});

it('adds up its lines, each a quantity of a price', () => {
  for (const make of [batchBill, singleBill, chainBill]) {
    const { lines, dollars } = make(templatesOf('prod'), MILLION);
    expect(lines.reduce((sum, line) => sum + line.dollars, 0)).toBeCloseTo(dollars, 9);
  }
});

it('has the endpoint by the hour in the idle month, and nothing for a serverless one', () => {
  const prod = idleBill(templatesOf('prod'));
  expect(prod.lines[0]).toMatchObject({ what: 'endpoint, 2 ml.m5.xlarge', dollars: 2 * 730 * 0.23 });
  const serverless = idleBill(templatesOf('dev', { serving: { mode: 'serverless' } }));
  expect(serverless.lines.map(({ what }) => what)).toEqual(
    expect.not.arrayContaining([expect.stringContaining('endpoint')]),
  );
});
