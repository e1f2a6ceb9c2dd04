import { inferenceId } from '../../../core/contracts/inference-id';
import { MAX_INLINE_IMAGE_BYTES } from '../../../core/contracts/limits';
import { jpegImage } from '../../fixtures/image/jpeg-image';
import { pngImage } from '../../fixtures/images';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();

const ACCEPTED = ['SerializeImage', 'ClassifyImage', 'CheckThreshold', 'PublishImageAccepted', 'ImageAccepted'];

it('accepts an image, with the whole answer as the output of the execution', async () => {
  const key = 'incoming/accepted.png';
  const version = await laptop().upload(key);
  const execution = await laptop().classify({ s3_bucket: laptop().images, s3_key: key });
  expect(execution.path).toEqual(ACCEPTED);
  expect(execution.status).toBe('SUCCEEDED');
  const identity = { executionId: execution.arn, bucket: laptop().images, key, versionId: version };
  expect(execution.output).toEqual({
    statusCode: 200,
    body: {
      s3_bucket: laptop().images,
      s3_key: key,
      version_id: version,
      inferences: [0.97, 0.03],
      classes: ['bicycle', 'motorcycle'],
      confidence: 0.97,
      predicted_label: 'bicycle',
      inference_id: inferenceId(identity),
      model_package: expect.stringMatching(
        /^arn:aws:sagemaker:us-east-1:000000000000:model-package\/second-look-local[^/]*\/1$/,
      ),
    },
  });
});

it('tells the event bus of an accepted image, with the output’s body as detail', async () => {
  const { output } = await laptop().classifyImage('incoming/event.png');
  const events = laptop().laptop.services.events.recent();
  const told = events.filter(({ detail }) => detail.inference_id === output.body.inference_id);
  expect(told).toMatchObject([{ source: 'second-look.local', 'detail-type': 'ImageAccepted', detail: output.body }]);
});

it('sends no mail about an accepted image', async () => {
  const before = laptop().laptop.mails().length;
  await laptop().classifyImage('incoming/quiet.png');
  const doubtful = { body: '[0.5,0.5]' };
  laptop().model.behave(doubtful);
  await laptop().classifyImage('incoming/loud.png');
  const mails = await laptop().mailsAfter(before, 1);
  expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('loud.png')]);
});

it('leaves a capture with the inference id and what is known of the image', async () => {
  const image = pngImage(9, 9, 7);
  const { output } = await laptop().classifyImage('incoming/captured.png', image, { site: 'north', camera: 'dock 2' });
  const record = await laptop().capture(output.body.inference_id);
  expect(record).toEqual({
    captureData: {
      endpointInput: {
        observedContentType: 'image/png',
        mode: 'INPUT',
        data: image.toString('base64'),
        encoding: 'BASE64',
      },
      endpointOutput: {
        observedContentType: 'application/json',
        mode: 'OUTPUT',
        data: '[0.97,0.03]',
        encoding: 'JSON',
      },
    },
    eventMetadata: {
      eventId: expect.any(String),
      inferenceId: output.body.inference_id,
      customAttributes: ['purpose=traffic;camera=dock%202;site=north'],
      inferenceTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    },
    eventVersion: '0',
  });
  expect(output.body.metadata).toEqual({ site: 'north', camera: 'dock 2' });
});

it('accepts an image whose confidence is exactly the threshold', async () => {
  laptop().model.behave({ body: '[0.07,0.93]' });
  const execution = await laptop().classifyImage('incoming/exact.png');
  expect(execution.path).toEqual(ACCEPTED);
  expect(execution.output.body).toMatchObject({ confidence: 0.93, predicted_label: 'motorcycle' });
});

it('passes an image above the inline limit by reference', async () => {
  const image = pngImage(320, 320);
  expect(image.length).toBeGreaterThan(MAX_INLINE_IMAGE_BYTES);
  const execution = await laptop().classifyImage('incoming/large.png', image);
  expect(execution.path).toEqual(ACCEPTED);
  expect(laptop().model.requests()).toMatchObject([{ contentType: 'image/png', bytes: image.length }]);
});

it('classifies a JPEG as one', async () => {
  const execution = await laptop().classifyImage(
    'incoming/photo.jpg',
    jpegImage(16, 16, (x, y) => [x, y, 99]),
  );
  expect(execution.status).toBe('SUCCEEDED');
  expect(laptop().model.requests()).toMatchObject([{ contentType: 'image/jpeg' }]);
});

it('classifies the version that the input names, though there is a newer one', async () => {
  const key = 'incoming/versions.png';
  const older = pngImage(40, 40, 3);
  const version = await laptop().upload(key, older);
  await laptop().upload(key, pngImage(8, 8));
  const { output } = await laptop().classify({ s3_bucket: laptop().images, s3_key: key, version_id: version });
  expect(output.body.version_id).toBe(version);
  expect(laptop().model.requests()).toMatchObject([{ bytes: older.length }]);
});

it('accepts the older form of the input, and keeps the fields that it does not know', async () => {
  await laptop().upload('incoming/older.png');
  const extra = { order: { id: 7, lines: ['a', null] }, 'driver name': 'Zoë', inferences: [] };
  const input = { image_data: '', s3_bucket: laptop().images, s3_key: 'incoming/older.png', ...extra };
  const { output } = await laptop().classify(input);
  expect(output.body).toMatchObject({ order: extra.order, 'driver name': 'Zoë', inferences: [0.97, 0.03] });
  expect(output.body).not.toHaveProperty('image_data');
});

it.each([
  'incoming/two words.png',
  'incoming/a+b=c&d.png',
  'incoming/größe-自転車.png',
  'incoming/per%20cent.png',
  "incoming/it's (1)!*.png",
])('classifies the key %s as it stands', async (key) => {
  const execution = await laptop().classifyImage(key);
  expect(execution.path).toEqual(ACCEPTED);
  expect(execution.output.body.s3_key).toBe(key);
});
