import { imageBytesOf, inferenceTimeOf, probabilitiesOf } from '../../../core/capture/capture-contents';
import { captureRecord, captureWithOutput } from '../../fixtures/capture-record';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('probabilitiesOf', () => {
  it.each([
    ['JSON', '[0.9, 0.1]'],
    ['CSV', '0.9,0.1'],
    ['BASE64', base64('[0.9, 0.1]')],
    ['BASE64', base64('0.9,0.1\n')],
  ] as const)('reads an output of encoding %s: %s', (encoding, data) => {
    expect(probabilitiesOf(captureWithOutput(data, encoding))).toEqual({ probabilities: [0.9, 0.1] });
  });

  it('says what is wrong with an output instead of throwing', () => {
    expect(probabilitiesOf(captureWithOutput('{"error": true}', 'JSON'))).toEqual({
      fault: expect.stringContaining('is not a list of probabilities'),
    });
    expect(probabilitiesOf(captureWithOutput('[0.9, 0.1]', 'JSON'), 3)).toEqual({
      fault: expect.stringContaining('2 probabilities for 3 classes'),
    });
  });

  it('says that the output was not captured', () => {
    expect(probabilitiesOf(captureRecord('a', { captureData: {} }))).toEqual({
      fault: expect.stringContaining('holds no output'),
    });
  });
});

it('gives the image’s bytes, or nothing when the input was not captured', () => {
  expect(imageBytesOf(captureRecord('a'))).toEqual(Buffer.from([0, 1, 2]));
  expect(imageBytesOf(captureRecord('a', { captureData: {} }))).toBeUndefined();
});

it('gives the time of the inference', () => {
  expect(inferenceTimeOf(captureRecord('a'))).toEqual(new Date('2024-10-15T14:05:12Z'));
});
