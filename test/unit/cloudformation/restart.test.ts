import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedName } from '../../../local/cloudformation/generated-name';
import type { StackRecord } from '../../../local/cloudformation/stack-record';
import { EngineFixture, typed } from './engine-fixture';

describe('StackEngine after a restart', () => {
  let fixture: EngineFixture;
  beforeEach(() => {
    fixture = new EngineFixture();
  });
  afterEach(() => fixture.remove());

  const resources = { A: { Properties: { Size: 1 } }, B: { Properties: { Of: { Ref: 'A' } } } };

  it('makes everything known again in silence when nothing has changed', async () => {
    await fixture.deploy(resources);
    const { record, events } = fixture.engine.stack('app');
    fixture.restart();
    await fixture.deploy(resources);
    expect(fixture.things.calls).toEqual(['update A', 'update B']);
    expect(fixture.engine.stack('app').record).toEqual(record);
    expect(fixture.engine.stack('app').events).toEqual(events);
  });

  it('updates when the template has changed meanwhile, and makes the unchanged known too', async () => {
    await fixture.deploy(resources);
    fixture.restart();
    await fixture.deploy({ ...resources, C: {} });
    expect(fixture.things.calls.sort()).toEqual(['create C', 'update A', 'update B']);
    expect(fixture.status()).toBe('UPDATE_COMPLETE');
    expect(fixture.events().filter((event) => event.startsWith('A:'))).toEqual([
      'A: CREATE_IN_PROGRESS',
      'A: CREATE_COMPLETE',
    ]);
  });

  it('makes everything of before known when the changed template fails', async () => {
    await fixture.deploy(resources);
    fixture.restart();
    await expect(fixture.deploy({ ...resources, C: { Properties: { Fail: 'no' } } })).rejects.toThrow(/no/);
    expect([...fixture.things.resources.keys()].sort()).toEqual([generatedName('app', 'A'), generatedName('app', 'B')]);
    expect(fixture.status()).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('keeps the generated name of a replacement', async () => {
    await fixture.deploy({ A: { Properties: { Color: 'red' } } });
    await fixture.deploy({ A: { Properties: { Color: 'blue' } } });
    fixture.restart();
    await fixture.deploy({ A: { Properties: { Color: 'blue' } } });
    expect([...fixture.things.resources.keys()]).toEqual([generatedName('app', 'A', 1)]);
  });

  it('takes an interrupted update back, and can do it again', async () => {
    await fixture.deploy(resources);
    const [file = ''] = readdirSync(join(fixture.folder, 'stacks')).filter((name) => name.endsWith('.json'));
    const path = join(fixture.folder, 'stacks', file);
    const record = JSON.parse(readFileSync(path, 'utf8')) as StackRecord;
    writeFileSync(path, JSON.stringify({ ...record, status: 'UPDATE_IN_PROGRESS' }));
    fixture.restart();
    expect(fixture.status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    await fixture.deploy({ ...resources, C: {} });
    expect(fixture.status()).toBe('UPDATE_COMPLETE');
  });

  it('keeps parameters given before, and lets new ones win', async () => {
    const parameters = {
      Parameters: { Size: { Type: 'Number', Default: 1 }, Note: { Type: 'String', Default: 'none' } },
    };
    const sized = { A: { Properties: { Size: { Ref: 'Size' }, Note: { Ref: 'Note' } } } };
    await fixture.deploy(sized, parameters, { Size: '2', Note: 'kept' });
    fixture.restart();
    await fixture.deploy(sized, parameters, { Size: '3' });
    expect([...fixture.things.resources.values()]).toEqual([{ Size: '3', Note: 'kept' }]);
  });

  it.each([
    [
      'a signal',
      (stop: AbortController) => ({ signal: stop.signal, onProgress: () => stop.abort(new Error('Ctrl-C')) }),
    ],
    [
      'its listener',
      () => ({
        onProgress: () => {
          throw new Error('Ctrl-C');
        },
      }),
    ],
  ])('goes on where %s interrupted the creation, without a rollback', async (_, options) => {
    const assembly = fixture.assembly({ app: { Resources: typed(resources) } });
    await expect(fixture.engine.deploy(assembly, options(new AbortController()))).rejects.toThrow(/^Ctrl-C$/);
    expect(fixture.things.calls).toEqual(['create A']);
    fixture.restart();
    await fixture.engine.deploy(assembly);
    expect(fixture.things.calls).toEqual(['create A', 'create B']);
    expect(fixture.status()).toBe('CREATE_COMPLETE');
  });
});
