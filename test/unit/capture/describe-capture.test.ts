import { describeCapture } from '../../../core/capture/describe-capture';
import { captureRecord, captureWithOutput } from '../../fixtures/capture-record';
import { pngImage } from '../../fixtures/images';

it('tells picture, label, confidence, purpose and attributes', () => {
  const image = pngImage(8, 6);
  const record = captureRecord('event', {
    captureData: {
      endpointInput: {
        observedContentType: 'image/png',
        mode: 'INPUT',
        data: image.toString('base64'),
        encoding: 'BASE64',
      },
      endpointOutput: { observedContentType: 'application/json', mode: 'OUTPUT', data: '[0.2, 0.8]', encoding: 'JSON' },
    },
    eventMetadata: {
      eventId: 'event',
      inferenceId: 'inference',
      customAttributes: ['purpose=traffic;site=north'],
      inferenceTime: '2024-10-15T14:05:12Z',
    },
  });

  expect(describeCapture(record, ['bicycle', 'motorcycle'])).toEqual({
    eventId: 'event',
    inferenceId: 'inference',
    inferenceTime: '2024-10-15T14:05:12Z',
    input: { contentType: 'image/png', bytes: image.length, width: 8, height: 6 },
    label: 'motorcycle',
    confidence: 0.8,
    probabilities: [0.2, 0.8],
    purpose: 'traffic',
    attributes: { site: 'north' },
  });
});

it('leaves out what is not there and never fails', () => {
  expect(describeCapture(captureRecord('a', { captureData: {} }))).toEqual({
    eventId: 'a',
    inferenceTime: '2024-10-15T14:05:12Z',
    attributes: {},
  });
});

it('numbers the classes where names are unknown or of another count', () => {
  expect(describeCapture(captureRecord('a')).label).toBe('class 0');
  expect(describeCapture(captureRecord('a'), ['one', 'two', 'three']).label).toBe('class 0');
});

it('gives an answer that is no list of probabilities as it is, shortened', () => {
  const described = describeCapture(captureWithOutput(Buffer.from('x'.repeat(80)).toString('base64'), 'BASE64'));

  expect(described).toMatchObject({ answer: `${'x'.repeat(60)}…` });
  expect(described.confidence).toBeUndefined();
});
