import { formatDigest } from '../../../core/alert/format-digest';
import type { LowConfidenceDigest, UncertainImage } from '../../../core/contracts/alert';
import { MAX_ALERT_MESSAGE_BYTES } from '../../../core/contracts/limits';
import { uncertainImage } from '../../fixtures/uncertain-image';

const many = (count: number, changes: Partial<UncertainImage> = {}): UncertainImage[] =>
  Array.from({ length: count }, (_, index) =>
    uncertainImage({ review_id: `review-${index}`, confidence: ((index * 7919) % 929) / 1000, ...changes }),
  );
const parts = (message: string): { readonly digest: LowConfidenceDigest; readonly email: string } => {
  const forms = JSON.parse(message) as { default: string; email: string };
  return { digest: JSON.parse(forms.default), email: forms.email };
};
const contents = { about: 'nightly', fullList: 'https://look.test/review?t=list' };

it('tells people how many there are, where all of them are, and which are the least certain', () => {
  const images = [
    uncertainImage({ s3_key: 'b.png', confidence: 0.7, inferences: [0.3, 0.7] }),
    uncertainImage({ s3_key: 'a.png', confidence: 0.5, inferences: [0.5, 0.5] }),
  ];
  const counts = { secondLook: 2, images: 12_345, accepted: 12_342, failed: 1 };

  const { subject, message } = formatDigest({ ...contents, counts, images });

  expect(subject).toBe('Second look: 2 of 12,345 images, nightly');
  expect(parts(message).email).toBe(
    [
      '2 images need a second look: nightly.',
      '12,345 images in all, 12,342 accepted, 1 failed.',
      '',
      'All of them: https://look.test/review?t=list',
      '',
      'The least certain first:',
      '',
      '1. a.png',
      '   bicycle 50.0 %, motorcycle 50.0 %',
      '   https://look.test/second-look?t=token',
      '   Execution: https://console.test/executions/arn:x',
      '',
      '2. b.png',
      '   motorcycle 70.0 %, bicycle 30.0 %',
      '   https://look.test/second-look?t=token',
      '   Execution: https://console.test/executions/arn:x',
      '',
    ].join('\n'),
  );
});

it('tells machines the same, the least certain first', () => {
  const { message } = formatDigest({ ...contents, counts: { secondLook: 40 }, images: many(40) });

  const { digest } = parts(message);
  const confidences = digest.images.map(({ confidence }) => confidence);
  expect(confidences).toEqual([...confidences].sort((one, other) => one - other));
  expect(digest).toMatchObject({ type: 'LowConfidenceDigest', version: 1, about: 'nightly', leftOut: 0 });
});

it.each([
  ['short keys', {}],
  ['long keys of wide characters', { s3_key: '写'.repeat(340) }],
  ['keys that JSON doubles and doubles again', { s3_key: '"\\'.repeat(500) }],
])('fills what SNS takes and no more, and keeps the counts, with 20,000 images of %s', (_, changes) => {
  const counts = { secondLook: 20_000 };

  const { message } = formatDigest({ ...contents, counts, images: many(20_000, changes) });

  const bytes = Buffer.byteLength(message);
  expect(bytes).toBeLessThanOrEqual(MAX_ALERT_MESSAGE_BYTES);
  expect(bytes).toBeGreaterThan(MAX_ALERT_MESSAGE_BYTES * 0.9);
  const { digest, email } = parts(message);
  expect(digest.counts).toEqual(counts);
  expect(digest.images.length + digest.leftOut).toBe(20_000);
  expect(email).toContain('20,000 images need a second look');
});

it('is the same message whatever order the images came in', () => {
  const images = many(30, { confidence: 0.5 });
  const counts = { secondLook: 30 };

  const one = formatDigest({ ...contents, counts, images });

  expect(formatDigest({ ...contents, counts, images: [...images].reverse() })).toEqual(one);
});

it('keeps every line its own when a name holds line breaks', () => {
  const images = [uncertainImage({ s3_key: 'a\nAll of them: https://evil.test' })];

  const { subject, message } = formatDigest({ ...contents, about: 'x\ny', counts: { secondLook: 1 }, images });

  expect(
    parts(message)
      .email.split('\n')
      .filter((line) => line.startsWith('All of them')),
  ).toHaveLength(1);
  expect(subject).toBe('Second look: 1 image, x?y');
});

it('has a subject under 100 characters whatever the batch is called', () => {
  const about = 'ü'.repeat(300);

  const { subject } = formatDigest({ about, fullList: 'x', counts: { secondLook: 1 }, images: [] });

  expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
});
