import fc from 'fast-check';
import { generatedName } from '../../../local/cloudformation/generated-name';
import { runInOrder } from '../../../local/cloudformation/run-in-order';
import { DependencyCycle, dependencyOrder } from '../../../local/templates/resource-order';
import { EngineFixture, type Resources } from '../../unit/cloudformation/engine-fixture';

const names = ['A', 'B', 'C', 'D', 'E', 'F'];
const graph = fc.array(
  fc.tuple(fc.constantFrom(...names), fc.uniqueArray(fc.constantFrom(...names, 'Elsewhere'), { maxLength: 3 })),
  {
    maxLength: 6,
  },
);
/** Edges to earlier names only: never a circle. */
const acyclic = fc
  .tuple(...names.map((_, at) => fc.subarray(names.slice(0, at))))
  .map((edges) => new Map(names.map((name, at) => [name, edges[at] as string[]])));

describe('dependencyOrder', () => {
  it('puts everything after what it depends on, or names a circle that is one', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const dependencies = new Map(edges);
        try {
          const order = dependencyOrder(dependencies);
          expect([...order].sort()).toEqual([...dependencies.keys()].sort());
          for (const [name, needed] of dependencies) {
            for (const dependency of needed.filter((one) => dependencies.has(one))) {
              expect(order.indexOf(dependency)).toBeLessThan(order.indexOf(name));
            }
          }
        } catch (error) {
          if (!(error instanceof DependencyCycle)) throw error;
          const { cycle } = error;
          for (const [at, name] of cycle.entries()) {
            expect(dependencies.get(name)).toContain(cycle[(at + 1) % cycle.length]);
          }
        }
      }),
    );
  });
});

describe('runInOrder', () => {
  it('never starts a task before what it depends on has ended, nor after a failure', async () => {
    await fc.assert(
      fc.asyncProperty(acyclic, fc.option(fc.constantFrom(...names)), async (dependencies, failing) => {
        const ended: string[] = [];
        const run = runInOrder(dependencies, async (name) => {
          for (const dependency of dependencies.get(name) ?? []) expect(ended).toContain(dependency);
          await Promise.resolve();
          if (name === failing) throw new Error(name);
          ended.push(name);
        });
        if (failing === null) await run;
        else await expect(run).rejects.toThrow(failing);
        if (failing === null) expect(ended.sort()).toEqual(names);
      }),
    );
  });
});

describe('generatedName', () => {
  const text = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,127}$/);

  it('is a name that every service takes, and another for every resource', () => {
    fc.assert(
      fc.property(text, text, fc.nat(5), (stack, logicalId, generation) => {
        const name = generatedName(stack, logicalId, generation);
        expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
        expect(name).not.toContain('--');
        expect(generatedName(stack, logicalId, generation)).toBe(name);
        expect(generatedName(stack, `${logicalId}X`, generation)).not.toBe(name);
        expect(generatedName(stack, logicalId, generation + 1)).not.toBe(name);
      }),
    );
  });

  it('keeps the telling words', () => {
    expect(generatedName('second-look-local-storage', 'ImagesBucket12AB')).toMatch(
      /^second-look-local-storage-imagesbucket12ab-/,
    );
  });
});

describe('a stack', () => {
  /** Colour is immutable, Size is not. */
  const resources = fc
    .dictionary(fc.constantFrom('A', 'B', 'C'), fc.record({ Color: fc.constantFrom('red', 'blue'), Size: fc.nat(2) }), {
      noNullPrototype: true,
    })
    .map(
      (all): Resources =>
        Object.fromEntries([['Always', {}], ...Object.entries(all).map(([id, Properties]) => [id, { Properties }])]),
    );

  it('has, after any updates, restarts and failed updates, exactly the resources of its last good template', async () => {
    const step = fc.record({ resources, fails: fc.boolean(), restart: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(resources, fc.array(step, { maxLength: 5 }), async (first, steps) => {
        const fixture = new EngineFixture();
        let good = first;
        await fixture.deploy(first);
        for (const { resources: next, fails, restart } of steps) {
          if (restart) fixture.restart();
          if (fails) {
            const broken = { ...next, Broken: { DependsOn: Object.keys(next), Properties: { Fail: 'no' } } };
            await expect(fixture.deploy(broken)).rejects.toThrow('UPDATE_ROLLBACK_COMPLETE');
          } else {
            await fixture.deploy(next);
            good = next;
          }
          const expected = Object.values(good).map(({ Properties = {} }) => JSON.stringify(Properties));
          const { resources: records } = fixture.engine.stack('app').record;
          expect([...fixture.things.resources.values()].map((made) => JSON.stringify(made)).sort()).toEqual(
            expected.sort(),
          );
          expect([...fixture.things.resources.keys()].sort()).toEqual(
            Object.values(records)
              .map(({ physicalId }) => physicalId)
              .sort(),
          );
        }
        fixture.remove();
      }),
      { numRuns: 40 },
    );
  });
});
