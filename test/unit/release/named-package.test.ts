import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedPackage } from '../../../cli/release/named-package';
import { UsageError } from '../../../cli/usage-error';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000:model-package/group/12';

it.each([ARN, '12'])('takes %s as it is', (name) => {
  expect(namedPackage(name)).toBe(name);
});

it('takes the package from the document that a training has written', () => {
  const file = join(folder.path, 'trained.json');
  writeFileSync(file, JSON.stringify({ executionArn: 'arn:execution', modelPackage: ARN, approvalStatus: 'Approved' }));

  expect(namedPackage(file)).toBe(ARN);
});

it.each(['', '{"executionArn":"arn:execution"}'])('refuses a document that names none: %s', (text) => {
  const file = join(folder.path, 'started.json');
  writeFileSync(file, text);

  expect(() => namedPackage(file)).toThrow(UsageError);
});

it('refuses a file that is not there', () => {
  expect(() => namedPackage('absent.json')).toThrow(
    /--package absent\.json: the file is no document with a modelPackage/,
  );
});
