import { describeReleased } from '../../../cli/release/describe-released';
import { ReleaseRefused } from '../../../cli/release/release-errors';

const chosen = {
  arn: 'arn:aws:sagemaker:us-east-1:000000000000:model-package/group/1',
  evidence: undefined,
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
