import { isDeepStrictEqual } from 'node:util';
import { StatesFixture } from '../../unit/states/states-fixture';
import { hasMoto } from '../s3/moto-server';
import { CASES, type Case } from './definitions';
import { KNOWN_GAPS } from './moto-gaps';
import { MotoStates } from './moto-states';
import { randomCase } from './random-definitions';

const RANDOM_CASES = 25;
const AT_ONCE = 4;
const moto = hasMoto();
if (!moto)
  console.warn(
    'Skipped: python3 with moto[server] is needed to compare Step Functions with an independent interpreter.',
  );

(moto ? describe : describe.skip)('our interpreter and moto’s', () => {
  const ours = new StatesFixture({ waitScale: 0 });
  let theirs: MotoStates;
  beforeAll(async () => {
    [theirs] = await Promise.all([MotoStates.start(), ours.open()]);
  }, 30_000);
  afterAll(() => Promise.all([theirs?.stop(), ours.close()]));

  async function differences(cases: readonly Case[]): Promise<object[]> {
    const found: object[] = [];
    const queue = cases.filter(({ name }) => !Object.hasOwn(KNOWN_GAPS, name));
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [{ status, output, error }, other] = await Promise.all([
          ours.run(next.definition, next.input),
          theirs.run(next),
        ]);
        if (!isDeepStrictEqual({ status, output, error }, { ...other })) {
          found.push({ name: next.name, ours: JSON.stringify({ status, output, error }), moto: JSON.stringify(other) });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  it('give every feature the same meaning', async () => {
    expect(await differences(CASES)).toEqual([]);
  }, 60_000);

  it(`run ${RANDOM_CASES} random definitions alike`, async () => {
    const cases = Array.from({ length: RANDOM_CASES }, (_, index) => randomCase(index + 1));
    expect(await differences(cases)).toEqual([]);
  }, 60_000);

  it('lists no gap that is not a case', () => {
    const names = new Set(CASES.map(({ name }) => name));
    expect(Object.keys(KNOWN_GAPS).filter((name) => !names.has(name))).toEqual([]);
  });
});
