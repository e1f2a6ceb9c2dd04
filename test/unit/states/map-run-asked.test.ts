import { DistributedMapFixture, mapOf } from './distributed-map-fixture';

const fixture = new DistributedMapFixture({ counted: (input) => ({ got: input }) });
beforeAll(() => fixture.open());
afterAll(() => fixture.close());

it('loses no child where somebody asks how the run stands while it begins', async () => {
  for (let round = 0; round < 10; round++) {
    const executionArn = await fixture.states.start(mapOf('counted'), [1, 2, 3]);
    const asked = Array.from({ length: 5 }, () => fixture.mapRun(executionArn).catch(() => undefined));
    const { output } = await fixture.states.ended(executionArn);
    await Promise.all(asked);
    expect(output).toEqual([{ got: 1 }, { got: 2 }, { got: 3 }]);
  }
});
