import { SeededRandom } from '../../core/seeded-random';
import type { TargetContext } from '../command/command-action';
import { findImages } from '../images/find-images';

export interface TestCasesOptions {
  readonly count: number;
  readonly seed: number;
}

/**
 * Prints inputs of executions for some images of a prefix, drawn without repetition; all of them where there are no more than asked for.
 * @throws UsageError where the prefix has no image
 */
export async function makeTestCases(
  { target, printer }: TargetContext,
  prefix: string,
  { count, seed }: TestCasesOptions,
): Promise<void> {
  const { clients, outputs } = target;
  const where = { s3: clients.s3, imagesBucket: outputs.get('ImagesBucket'), s3Only: true };
  const images = await findImages([prefix], where);
  const cases = new SeededRandom(seed, 'test-cases')
    .shuffled(images)
    .slice(0, count)
    .flatMap(({ place }) => (place === undefined ? [] : [{ s3_bucket: place.bucket, s3_key: place.key }]));
  printer.result({ cases }, cases.map((input) => JSON.stringify(input)).join('\n'));
}
