import { TrainingMetrics } from '../../../local/sagemaker/training/training-metrics';

describe('TrainingMetrics', () => {
  it('reads the lines of the built-in algorithm without being told', () => {
    const metrics = new TrainingMetrics();
    metrics.read('[12/01/2024 10:00:00 INFO] Epoch[3] Train-accuracy=0.921875', 10);
    metrics.read('Epoch[3] Validation-accuracy=9.5e-1', 11);
    metrics.read('Epoch[4] Train-accuracy=1', 12);

    expect(metrics.final()).toEqual([
      { MetricName: 'train:accuracy', Value: 1, Timestamp: 12 },
      { MetricName: 'validation:accuracy', Value: 0.95, Timestamp: 11 },
    ]);
    expect(metrics.points).toHaveLength(3);
  });

  it('reads the first group of the definitions alone when there are some', () => {
    const metrics = new TrainingMetrics([{ Name: 'loss', Regex: 'loss: ([0-9.]+);' }]);
    metrics.read('Train-accuracy=0.5 loss: 0.25; loss: 0.5;', 1);
    metrics.read('loss: none;', 2);

    expect(metrics.points).toEqual([{ name: 'loss', value: 0.25, time: 1 }]);
  });
});
