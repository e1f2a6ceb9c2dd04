import { groundTruthKey, groundTruthRecord, readGroundTruth } from '../../../core/capture/ground-truth-record';
import { joinGroundTruth, labelledRows, type MergedRecord } from '../../../core/capture/join-ground-truth';
import { captureRecord, captureWithOutput } from '../../fixtures/capture-record';

describe('joinGroundTruth', () => {
  it('joins by inference id where there is one, else by event id, and counts the rest', () => {
    const captures = [captureRecord('e1', {}, 'i1'), captureRecord('e2'), captureRecord('e3', {}, 'i3')];
    const labels = [groundTruthRecord('i1', 1), groundTruthRecord('e2', 0), groundTruthRecord('e3', 1)];
    const { merged, counts } = joinGroundTruth(captures, labels);

    expect(merged.map((record) => [record.eventMetadata.eventId, record.groundTruthData.data])).toEqual([
      ['e1', '1'],
      ['e2', '0'],
    ]);
    expect(counts).toEqual({ matched: 2, unlabelled: 1, orphans: 1, duplicateCaptures: 0, replacedLabels: 0 });
  });

  it('counts two captures of one inference once', () => {
    const captures = [captureRecord('e1', {}, 'same'), captureRecord('e2', {}, 'same')];
    const { merged, counts } = joinGroundTruth(captures, [groundTruthRecord('same', 1)]);

    expect(merged.map(({ eventMetadata }) => eventMetadata.eventId)).toEqual(['e1']);
    expect(counts).toMatchObject({ matched: 1, duplicateCaptures: 1, unlabelled: 0 });
  });

  it('takes the later of two labels', () => {
    const { merged, counts } = joinGroundTruth(
      [captureRecord('a')],
      [groundTruthRecord('a', 0), groundTruthRecord('a', 1)],
    );

    expect(merged[0]?.groundTruthData.data).toBe('1');
    expect(counts).toMatchObject({ matched: 1, replacedLabels: 1 });
  });
});

describe('labelledRows', () => {
  const merge = (output: MergedRecord, data: string, encoding: 'CSV' | 'JSON'): MergedRecord => ({
    ...output,
    groundTruthData: { data, encoding },
  });
  const merged = (text: string, how: 'CSV' | 'JSON' | 'BASE64', data: string, encoding: 'CSV' | 'JSON' = 'CSV') =>
    labelledRows(merge(captureWithOutput(text, how) as MergedRecord, data, encoding));

  it('takes the probabilities of one image as one row', () => {
    expect(merged('[0.9, 0.1]', 'JSON', '1')).toEqual({ rows: [{ output: [0.9, 0.1], label: '1' }] });
  });

  it.each([
    ['CSV', '0.1\n0.8\n', '0\n1', 'CSV'],
    ['CSV', '0.1,0.8', '0\n1', 'CSV'],
    ['JSON', '[[0.1], [0.8]]', '[0, 1]', 'JSON'],
    ['BASE64', Buffer.from('0.1\n0.8').toString('base64'), '0\n1', 'CSV'],
    [
      'JSON',
      '{"predictions": [{"score": 0.1}, {"score": 0.8}]}',
      '{"instances": [{"label": 0}, {"label": 1}]}',
      'JSON',
    ],
  ] as const)('joins rows by position: %s %s', (how, text, data, encoding) => {
    const joined = merged(text, how, data, encoding);

    expect(joined).toEqual({ rows: [expect.anything(), expect.anything()] });
  });

  it('names the inference when the counts differ or the label is not readable', () => {
    expect(merged('0.1\n0.8', 'CSV', '1')).toEqual({ fault: 'Inference a has 2 predictions and 1 labels.' });
    expect(merged('[0.1]', 'JSON', '{', 'JSON')).toEqual({
      fault: expect.stringMatching(/^The record of inference a/),
    });
  });
});

it('writes ground truth that it reads again, under the hour of the label', () => {
  const text = JSON.stringify(groundTruthRecord('i1', 3));

  expect([...readGroundTruth(`${text}\n{"groundTruthData": 1}`, 'f')]).toEqual([
    { file: 'f', line: 1, record: groundTruthRecord('i1', 3) },
    { file: 'f', line: 2, fault: expect.stringMatching(/^is no ground-truth record/) },
  ]);
  expect(groundTruthKey('ground_truth', new Date('2024-10-15T23:59:59Z'), 'i1')).toBe(
    'ground_truth/2024/10/15/23/i1.jsonl',
  );
});
