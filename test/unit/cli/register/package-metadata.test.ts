import { packageMetadata } from '../../../../cli/register/package-metadata';
import { packageFacts } from '../../../../cli/release/package-facts';
import { UsageError } from '../../../../cli/usage-error';

const place = { bucket: 'images', key: 'incoming/registered-1/test.csv', labelColumn: 'credit risk' };
const of = (classes: readonly string[]) =>
  packageMetadata({ models: 'models', name: 'registered-1', model: { classes }, evidence: undefined, place });

it('keeps what a release reads from it again', () => {
  const CustomerMetadataProperties = of(['bad', 'good']);

  expect(packageFacts({ CustomerMetadataProperties })).toMatchObject({ classes: ['bad', 'good'], testData: place });
});

it.each([
  ['a name with a slash', ['a/b', 'c'], /'a\/b' holds a \//],
  ['a name with other signs', ['a;b', 'c'], /cannot hold its classes 'a;b\/c'/],
  ['more than a value holds', Array.from({ length: 40 }, (_, index) => `class number ${index}`), /256 in all/],
])('refuses %s', (_, classes, message) => {
  expect(() => of(classes)).toThrow(UsageError);
  expect(() => of(classes)).toThrow(message);
});
