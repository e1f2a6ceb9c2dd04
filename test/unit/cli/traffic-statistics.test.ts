import { summaryText, type TrafficRequest, TrafficStatistics } from '../../../cli/traffic/traffic-statistics';

const request = (change: Partial<TrafficRequest>): TrafficRequest => ({
  inferenceId: 'id',
  image: 'test/a.png',
  time: '2024-10-15T14:05:12Z',
  milliseconds: 10,
  predictedLabel: 'bicycle',
  confidence: 0.95,
  ...change,
});

function statisticsOf(...changes: Partial<TrafficRequest>[]): TrafficStatistics {
  const statistics = new TrafficStatistics(0.93);
  for (const change of changes) statistics.add(request(change));
  return statistics;
}

it('counts answers, labels, doubts and right answers', () => {
  const summary = statisticsOf(
    { trueLabel: 'bicycle' },
    { trueLabel: 'bicycle', predictedLabel: 'motorcycle', confidence: 0.9299, milliseconds: 30 },
    { confidence: 0.93, milliseconds: 20 },
  ).summary();

  expect(summary).toMatchObject({
    sent: 3,
    answered: 3,
    failed: 0,
    latency: { p50Ms: 20, p99Ms: 30, maxMs: 30 },
    labels: { bicycle: 2, motorcycle: 1 },
    belowThreshold: 1,
    accuracy: 0.5,
    errors: [],
  });
});

it('counts failures by name with the first message, apart from the answers', () => {
  const failure = { predictedLabel: undefined, confidence: undefined, milliseconds: 5000, error: 'ModelError' };
  const summary = statisticsOf({}, { ...failure, cause: 'first' }, { ...failure, cause: 'second' }).summary();

  expect(summary).toMatchObject({ sent: 3, answered: 1, failed: 2, latency: { maxMs: 10 }, belowThreshold: 0 });
  expect(summary.errors).toEqual([{ name: 'ModelError', count: 2, first: 'first' }]);
  expect(summaryText(summary)).toMatch(/2 x ModelError: first$/);
});

it('has no accuracy where no label is known, and divides by nothing where nothing was sent', () => {
  expect(statisticsOf({}).summary().accuracy).toBeNull();
  expect(summaryText(statisticsOf().summary())).toMatch(/0 below the threshold \(0\.0 %\)/);
});
