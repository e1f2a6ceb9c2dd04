import { PutObjectCommand } from '@aws-sdk/client-s3';
import { alertMarkerKey } from '../../../core/contracts/storage-layout';
import { DOUBTFUL } from '../../fixtures/laptop/fake-model';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();
const REVIEW_ID = /review id ([0-9a-f]{32})/;

async function doubt(key: string) {
  laptop().model.behave(DOUBTFUL);
  const before = laptop().laptop.mails().length;
  const execution = await laptop().classifyImage(key);
  const [mail] = await laptop().mailsAfter(before, 1);
  const [, reviewId = ''] = REVIEW_ID.exec(execution.cause ?? '') ?? [];
  return { execution, mail, reviewId };
}

it('ends in the named Fail state when the confidence is below the threshold', async () => {
  const { execution } = await doubt('incoming/doubtful.png');
  expect(execution.status).toBe('FAILED');
  expect(execution.error).toBe('THRESHOLD_CONFIDENCE_NOT_MET');
  expect(execution.path).toEqual([
    'SerializeImage',
    'ClassifyImage',
    'CheckThreshold',
    'ReadSecondLook',
    'THRESHOLD_CONFIDENCE_NOT_MET',
  ]);
});

it('gives key, label, confidence, threshold and review id as cause, and no link', async () => {
  const { execution } = await doubt('incoming/cause.png');
  const image = `s3://${laptop().images}/incoming/cause.png`;
  const { cause = '' } = execution;
  expect(cause.replace(REVIEW_ID, 'review id X')).toBe(
    `${image} needs a second look: label bicycle, confidence 0.6 is below the threshold 0.93 (review id X).`,
  );
  expect(cause).not.toMatch(/https?:/);
});

it('mails what a person needs, with a link that opens the execution', async () => {
  const { execution, mail, reviewId } = await doubt('incoming/mailed.png');
  expect(mail).toMatchObject({ to: 'second-look@example.com' });
  expect(mail?.subject).toBe('Second look: bicycle? 60.0 % sure, mailed.png');
  const text = mail?.text ?? '';
  expect(text).toContain('The model says bicycle, but is only 60.0 % sure; 93.0 % are needed.');
  expect(text).toContain(`s3://${laptop().images}/incoming/mailed.png`);
  expect(text).toContain(`Review id:   ${reviewId}`);
  const [, link = ''] = /^Open the execution: (\S+)$/m.exec(text) ?? [];
  const page = await fetch(link);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain('THRESHOLD_CONFIDENCE_NOT_MET');
  expect(html).toContain(execution.arn);
});

it('publishes no event about the image', async () => {
  const { reviewId } = await doubt('incoming/no-event.png');
  const events = laptop().laptop.services.events.recent();
  expect(events.filter(({ detail }) => detail.inference_id === reviewId)).toEqual([]);
});

it('captures the inference all the same', async () => {
  const { reviewId } = await doubt('incoming/captured-too.png');
  const record = await laptop().capture(reviewId);
  expect(record.captureData.endpointOutput?.data).toBe('[0.6,0.4]');
});

it('marks the alert as sent', async () => {
  const { reviewId } = await doubt('incoming/marked.png');
  const marker = await laptop().read(laptop().images, alertMarkerKey(reviewId));
  expect(JSON.parse(marker ?? '')).toMatchObject({ state: 'sent' });
});

describe('when check-threshold runs again for the same inference', () => {
  const again = (key: string, executionId: string, inferenceId: string) =>
    laptop().invoke('CheckThreshold', {
      execution_id: executionId,
      body: {
        s3_bucket: laptop().images,
        s3_key: key,
        inferences: [0.6, 0.4],
        confidence: 0.6,
        predicted_label: 'bicycle',
        inference_id: inferenceId,
      },
    });

  it('mails nothing where the alert was sent', async () => {
    const { execution, reviewId } = await doubt('incoming/once.png');
    const before = laptop().laptop.mails().length;
    const { failed, payload } = await again('incoming/once.png', execution.arn, reviewId);
    expect({ failed, errorType: payload.errorType }).toEqual({
      failed: true,
      errorType: 'THRESHOLD_CONFIDENCE_NOT_MET',
    });
    await doubt('incoming/after.png');
    const subjects = laptop()
      .laptop.mails()
      .slice(before)
      .map(({ subject }) => subject);
    expect(subjects).toEqual(['Second look: bicycle? 60.0 % sure, after.png']);
  });

  it('mails again where nobody knows whether the alert was sent', async () => {
    const { execution, reviewId } = await doubt('incoming/pending.png');
    const before = laptop().laptop.mails().length;
    const pending = JSON.stringify({ state: 'pending', at: new Date(0).toISOString() });
    const marker = { Bucket: laptop().images, Key: alertMarkerKey(reviewId), Body: pending };
    await laptop().clients.s3.send(new PutObjectCommand(marker));
    await again('incoming/pending.png', execution.arn, reviewId);
    const [mail] = await laptop().mailsAfter(before, 1);
    expect(mail?.text).toContain(`Review id:   ${reviewId}`);
    expect(JSON.parse((await laptop().read(marker.Bucket, marker.Key)) ?? '')).toMatchObject({ state: 'sent' });
  });
});
