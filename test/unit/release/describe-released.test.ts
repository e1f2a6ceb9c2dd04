import { describeReleased } from '../../../cli/release/describe-released';
import { ReleaseRefused } from '../../../cli/release/release-errors';
import { evidenceOf } from '../../fixtures/laptop/registered-package';

const chosen = {
  arn: 'arn:aws:sagemaker:us-east-1:000000000000:model-package/group/1',
  evidence: undefined,
  facts: { takesRows: false },
  approved: true,
};
const named = (characters: number) => Array.from({ length: 100 }, (_, index) => `${index}`.padEnd(characters, 'x'));

it('takes what the user says of a package without evidence', () => {
  expect(describeReleased(chosen, { classes: ['left', 'right'], temperature: 2 })).toEqual({
    modelPackage: chosen.arn,
    classes: ['left', 'right'],
    temperature: 2,
  });
});

it('takes a hundred classes with names of thirty characters', () => {
  expect(describeReleased(chosen, { classes: named(30) }).classes).toHaveLength(100);
});

it('refuses more class names than the parameter holds, before anything is begun', () => {
  const release = () => describeReleased(chosen, { classes: named(40) });
  expect(release).toThrow(ReleaseRefused);
  expect(release).toThrow(/The names of the 100 classes .* take 4\d{3} bytes .* holds 4096: give shorter ones/);
});

describe('a package of a model of tables', () => {
  const testData = { bucket: 'images', key: 'rows.csv', labelColumn: 'y' };

  it('tells its classes and its test data itself, where it has no evidence', () => {
    const facts = { takesRows: true, classes: ['no', 'yes'], testData };

    expect(describeReleased({ ...chosen, facts }, {})).toEqual({
      modelPackage: chosen.arn,
      classes: ['no', 'yes'],
      temperature: 1,
      contentType: 'text/csv',
      testData,
    });
  });

  it('goes by the evidence where there is some', () => {
    const evidence = { ...evidenceOf('job'), testData };

    expect(describeReleased({ ...chosen, evidence, facts: { takesRows: true } }, {})).toMatchObject({
      classes: evidence.classes,
      contentType: 'text/csv',
      testData,
    });
  });
});
