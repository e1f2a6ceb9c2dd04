import { type DeploymentConfig, exceedsHalf, trafficSteps } from '../../../local/sagemaker/hosting/deployment-config';

type Routing = DeploymentConfig['BlueGreenUpdatePolicy']['TrafficRoutingConfiguration'];
const config = (routing: Routing, TerminationWaitInSeconds?: number): DeploymentConfig => ({
  BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: routing, TerminationWaitInSeconds },
});

describe('trafficSteps', () => {
  it('moves everything at once when there is no configuration', () => {
    expect(trafficSteps(undefined, 2)).toEqual([{ share: 1, bakeSeconds: 0 }]);
  });

  it('keeps the old fleet for the wait and the termination wait', () => {
    expect(trafficSteps(config({ Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 60 }, 30), 1)).toEqual([
      { share: 1, bakeSeconds: 90 },
    ]);
  });

  it('gives a canary its share of the instances first', () => {
    const CanarySize = { Type: 'INSTANCE_COUNT' as const, Value: 1 };

    expect(trafficSteps(config({ Type: 'CANARY', WaitIntervalInSeconds: 10, CanarySize }), 4)).toEqual([
      { share: 0.25, bakeSeconds: 10 },
      { share: 1, bakeSeconds: 10 },
    ]);
  });

  it.each([
    [1, 2, false],
    [1, 1, true],
    [2, 3, true],
    [2, 4, false],
  ])('takes a canary of %d of %d instances for more than half: %s', (Value, instances, exceeds) => {
    const CanarySize = { Type: 'INSTANCE_COUNT' as const, Value };

    expect(exceedsHalf(config({ Type: 'CANARY', WaitIntervalInSeconds: 10, CanarySize }), instances)).toBe(exceeds);
  });

  it.each([
    [50, [0.5, 1]],
    [30, [0.3, 0.6, 0.9, 1]],
    [25, [0.25, 0.5, 0.75, 1]],
  ])('moves in linear steps of %d percent', (Value, shares) => {
    const LinearStepSize = { Type: 'CAPACITY_PERCENT' as const, Value };
    const steps = trafficSteps(config({ Type: 'LINEAR', WaitIntervalInSeconds: 1, LinearStepSize }), 1);

    expect(steps.map(({ share }) => Number(share.toFixed(6)))).toEqual(shares);
  });
});
