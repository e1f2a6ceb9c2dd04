import { packageFacts } from '../../../cli/release/package-facts';

const spec = (...SupportedContentTypes: string[]) => ({
  InferenceSpecification: { Containers: [], SupportedContentTypes },
});

it('tells from the content types whether the model takes rows', () => {
  expect(packageFacts(spec('image/png', 'image/jpeg'))).toEqual({ takesRows: false, classes: undefined });
  expect(packageFacts(spec('text/csv')).takesRows).toBe(true);
  expect(packageFacts({}).takesRows).toBe(false);
});

it('reads classes and test data from the metadata of a model from elsewhere', () => {
  const CustomerMetadataProperties = { classes: 'bad risk/good', testData: 's3://images/a/b.csv', labelColumn: 'y' };

  expect(packageFacts({ ...spec('text/csv'), CustomerMetadataProperties })).toEqual({
    takesRows: true,
    classes: ['bad risk', 'good'],
    testData: { bucket: 'images', key: 'a/b.csv', labelColumn: 'y' },
  });
});
