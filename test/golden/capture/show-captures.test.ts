import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../fixtures/cli/run-command';
import { describeRealData } from '../../fixtures/real-data';

interface Label {
  readonly eventId: string;
  readonly inferenceTime: string;
  readonly probabilities: readonly number[];
}

interface Shown {
  readonly eventId: string;
  readonly inferenceTime: string;
  readonly confidence: number;
  readonly input: object;
}

describeRealData('data-capture', (path) => {
  const labels = JSON.parse(readFileSync(join(path, 'labels.json'), 'utf8')) as Label[];
  const show = async (...more: string[]) => {
    const { code, stdout } = await runCommand(['captures', 'show', path, '--json', ...more]);
    expect(code).toBe(0);
    return JSON.parse(stdout) as { counts: { files: number; records: number; faults: number }; records: Shown[] };
  };

  it('is shown record by record, as the service answered', async () => {
    const { counts, records } = await show();

    expect(counts).toMatchObject({ files: 8, records: labels.length, faults: 0 });
    const expected = labels.map(({ eventId, inferenceTime, probabilities }) => ({
      eventId,
      inferenceTime,
      confidence: Math.max(...probabilities),
    }));
    const actual = records.map(({ eventId, inferenceTime, confidence }) => ({ eventId, inferenceTime, confidence }));
    const byId = (one: { eventId: string }, other: { eventId: string }) => (one.eventId < other.eventId ? -1 : 1);
    expect(actual.sort(byId)).toEqual(expected.sort(byId));
    expect(records.every(({ input }) => 'width' in input && input.width === 32)).toBe(true);
  });

  it('is shown for a window alone', async () => {
    const { records } = await show('--window', '2024-10-16T09/T10');

    const within = labels.filter(({ inferenceTime }) => inferenceTime.startsWith('2024-10-16T09'));
    expect(records.map(({ eventId }) => eventId).sort()).toEqual(within.map(({ eventId }) => eventId).sort());
    expect(within.length).toBeGreaterThan(5);
  });
});
