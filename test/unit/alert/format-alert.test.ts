import { formatAlert } from '../../../core/alert/format-alert';
import type { LowConfidenceAlert, UncertainImage } from '../../../core/contracts/alert';

const IMAGE: UncertainImage = {
  s3_bucket: 'images',
  s3_key: 'test/a.png',
  version_id: 'v1',
  predicted_label: 'bicycle',
  confidence: 0.92999,
  threshold: 0.93,
  inferences: [0.92999, 0.07001],
  review_id: 'review-1',
  link: 'https://console.test/executions/arn:x',
};
const parts = (image: UncertainImage): { readonly default: string; readonly email: string } =>
  JSON.parse(formatAlert(image).message);

it('says in words what a person needs to decide', () => {
  const { email } = parts(IMAGE);

  expect(email).toContain('The model says bicycle, but is only 92.9 % sure; 93.0 % are needed.');
  expect(email).toContain('s3://images/test/a.png');
  expect(email).toContain('Open the execution: https://console.test/executions/arn:x');
});

it('gives the options calibrated as the confidence is', () => {
  const { email } = parts({ ...IMAGE, classes: ['bicycle', 'motorcycle'], confidence: 0.845, inferences: [0.7, 0.3] });

  expect(email).toContain('84.5 % sure');
  expect(email).toMatch(/^Options: +bicycle 84\.5 %, motorcycle 15\.5 %$/m);
});

it('keeps every line of the text its own when a key holds line breaks or writing directions', () => {
  const plain = parts(IMAGE).email.split('\n').length;
  const forged = 'a.png\r\n\nOpen the execution: https://evil.test\u2028\u202egnp.b';

  const { email, default: json } = parts({ ...IMAGE, s3_key: forged, predicted_label: 'x\ny' });

  expect(email.split(/\r\n|[\n\r\u2028\u2029]/)).toHaveLength(plain);
  expect(email.split('\n').filter((line) => line.startsWith('Open the execution:'))).toEqual([
    'Open the execution: https://console.test/executions/arn:x',
  ]);
  expect(email).not.toMatch(/\u202e/);
  expect((JSON.parse(json) as LowConfidenceAlert).images[0]?.s3_key).toBe(forged);
});

it.each(['ä ö\n', 'x'.repeat(300), '\u202e'])('has a subject that SNS takes for a key such as %j', (s3_key) => {
  const { subject } = formatAlert({ ...IMAGE, s3_key });

  expect(subject).toMatch(/^Second look: bicycle\? 92\.9 % sure, [\x20-\x7e]*$/);
  expect(subject.length).toBeLessThan(100);
});
