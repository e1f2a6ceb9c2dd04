import type { Answer } from '../../../core/contracts/answer';
import { StorageUnavailable } from '../../../core/contracts/errors';
import { answerKey } from '../../../core/contracts/storage-layout';
import { type AnswerObjects, type Creation, claimAnswer, refusalOf } from '../../../core/second-look/claim-answer';

const ANSWER: Answer = {
  version: 1,
  review_id: 'r'.repeat(32),
  label: 'bicycle',
  class_index: 0,
  who: 'Anna',
  who_verified: false,
  answered_at: '2026-11-27T09:00:00.000Z',
  source: 'added',
};

/** A bucket that answers a write so, and has this object. */
function bucket(creation: Creation, there?: Answer): AnswerObjects & { readonly written: [string, string][] } {
  const written: [string, string][] = [];
  return {
    written,
    create: async (...object) => {
      written.push(object);
      return creation;
    },
    text: async (key) =>
      key === answerKey(ANSWER.review_id) && there !== undefined ? JSON.stringify(there) : undefined,
  };
}

describe('claimAnswer', () => {
  it('writes the answer under its review’s key when there is none', async () => {
    const objects = bucket('created');

    await expect(claimAnswer(objects, ANSWER)).resolves.toEqual({ answer: ANSWER, won: true });
    expect(objects.written).toEqual([[answerKey(ANSWER.review_id), JSON.stringify(ANSWER)]]);
  });

  it('gives back the answer that came first when there is one', async () => {
    const first = { ...ANSWER, label: 'motorcycle', class_index: 1, who: 'Ben' };

    await expect(claimAnswer(bucket('exists', first), ANSWER)).resolves.toEqual({ answer: first, won: false });
  });

  it('has won when the answer that is there is its own', async () => {
    await expect(claimAnswer(bucket('exists', ANSWER), ANSWER)).resolves.toEqual({ answer: ANSWER, won: true });
  });

  it.each<[string, Creation, RegExp]>([
    ['another is being written', 'contested', /is answering r+ at this moment: try again/],
    ['the one that was there is gone', 'exists', /was there and is gone/],
  ])('leaves it to another attempt when %s', async (_, creation, message) => {
    const claiming = claimAnswer(bucket(creation), ANSWER);

    await expect(claiming).rejects.toThrow(StorageUnavailable);
    await expect(claiming).rejects.toThrow(message);
  });

  it('writes nothing that is no answer', async () => {
    const objects = bucket('created');

    await expect(claimAnswer(objects, { ...ANSWER, who: '' })).rejects.toThrow();
    expect(objects.written).toEqual([]);
  });
});

it.each([
  ['PreconditionFailed', 'exists'],
  ['ConditionalRequestConflict', 'contested'],
  ['AccessDenied', undefined],
])('takes %s of S3 for %s', (name, refusal) => {
  expect(refusalOf(Object.assign(new Error('no'), { name }))).toBe(refusal);
});
