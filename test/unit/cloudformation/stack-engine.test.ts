// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub is written so.
import { generatedName } from '../../../local/cloudformation/generated-name';
import { EngineFixture, typed } from './engine-fixture';

const NAME = (logicalId: string, generation = 0): string => generatedName('app', logicalId, generation);

describe('StackEngine', () => {
  let fixture: EngineFixture;
  beforeEach(() => {
    fixture = new EngineFixture();
  });
  afterEach(() => fixture.remove());

  it('makes resources after what they refer to, and gives outputs', async () => {
    await fixture.deploy(
      {
        B: { Properties: { Of: { 'Fn::GetAtt': ['A', 'Arn'] }, Text: { 'Fn::Sub': '${A}-${AWS::Region}' } } },
        A: {},
        C: { DependsOn: ['B'] },
      },
      { Outputs: { Size: { Value: { 'Fn::GetAtt': ['A', 'Size'] } } } },
    );
    expect(fixture.things.calls).toEqual(['create A', 'create B', 'create C']);
    expect(fixture.things.resources.get(NAME('B'))).toEqual({
      Of: `arn:fake:${NAME('A')}`,
      Text: `${NAME('A')}-us-east-1`,
    });
    expect(fixture.engine.outputs('app')).toEqual({ Size: '3' });
    expect(fixture.status()).toBe('CREATE_COMPLETE');
  });

  it('starts independent resources at once', async () => {
    const begun: string[] = [];
    let release = (): void => undefined;
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    fixture.things.apply = async ({ logicalId }) => {
      begun.push(logicalId);
      if (begun.length === 3) release();
      await all;
      return { physicalId: logicalId, attributes: {} };
    };
    await fixture.deploy({ A: {}, B: {}, C: {} });
    expect(begun).toEqual(['A', 'B', 'C']);
  });

  it('changes only what has changed, and removes what is gone after the update', async () => {
    await fixture.deploy({ A: { Properties: { Size: 1 } }, B: {}, C: { Properties: { Of: { Ref: 'B' } } } });
    fixture.things.calls.length = 0;
    await fixture.deploy({ A: { Properties: { Size: 2 } }, D: { DependsOn: 'A' } });
    expect(fixture.things.calls).toEqual(['update A', 'create D', `remove ${NAME('C')}`, `remove ${NAME('B')}`]);
    expect(fixture.status()).toBe('UPDATE_COMPLETE');
    expect([...fixture.things.resources.keys()].sort()).toEqual([NAME('A'), NAME('D')].sort());
  });

  it('creates the replacement before it deletes the replaced, and lets its dependants follow', async () => {
    const user = { Properties: { Of: { Ref: 'A' } } };
    await fixture.deploy({ A: { Properties: { Color: 'red' } }, B: user });
    fixture.things.calls.length = 0;
    await fixture.deploy({ A: { Properties: { Color: 'blue' } }, B: user });
    expect(fixture.things.calls).toEqual(['create A', 'update B', `remove ${NAME('A')}`]);
    expect(fixture.things.resources.get(NAME('B'))).toEqual({ Of: NAME('A', 1) });
  });

  it('keeps what the template retains', async () => {
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    await fixture.deploy({ A: { ...kept, Properties: { Color: 'red' } }, B: kept, C: {} });
    await fixture.deploy({ A: { ...kept, Properties: { Color: 'blue' } }, C: {} });
    expect([...fixture.things.resources.keys()].sort()).toEqual([NAME('A'), NAME('A', 1), NAME('B'), NAME('C')].sort());
    expect(fixture.events()).toContain('B: DELETE_SKIPPED');
  });

  it('refuses to replace a resource that has a name of its own', async () => {
    await fixture.deploy({ A: { Properties: { Name: 'mine', Color: 'red' } } });
    await expect(fixture.deploy({ A: { Properties: { Name: 'mine', Color: 'blue' } } })).rejects.toThrow(
      /custom-named resource requires replacing. Rename mine/,
    );
    expect(fixture.status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(fixture.things.resources.get('mine')).toEqual({ Name: 'mine', Color: 'red' });
  });

  it('rolls a failed creation back, and creates anew afterwards', async () => {
    await expect(
      fixture.deploy({ A: {}, B: { DependsOn: 'A', Properties: { Fail: 'no more room' } } }),
    ).rejects.toThrow("Stack app is ROLLBACK_COMPLETE. Fake::Thing 'B': no more room");
    expect(fixture.things.resources.size).toBe(0);
    expect(fixture.events()).toEqual([
      'app: CREATE_IN_PROGRESS (User Initiated)',
      'A: CREATE_IN_PROGRESS',
      'A: CREATE_COMPLETE',
      'B: CREATE_IN_PROGRESS',
      'B: CREATE_FAILED (no more room)',
      'app: ROLLBACK_IN_PROGRESS (The following resource(s) failed to create: [B].)',
      'A: DELETE_IN_PROGRESS',
      'A: DELETE_COMPLETE',
      'app: ROLLBACK_COMPLETE (The following resource(s) failed to create: [B].)',
    ]);
    await fixture.deploy({ A: {}, B: {} });
    expect(fixture.status()).toBe('CREATE_COMPLETE');
  });

  it('brings the former properties back when an update fails', async () => {
    await fixture.deploy({ A: { Properties: { Size: 1 } }, B: { Properties: { Color: 'red' } }, C: {} });
    const before = new Map(fixture.things.resources);
    await expect(
      fixture.deploy({
        A: { Properties: { Size: 2 } },
        B: { Properties: { Color: 'blue' } },
        New: {},
        C: { DependsOn: ['A', 'B', 'New'], Properties: { Fail: 'broken' } },
      }),
    ).rejects.toThrow(/UPDATE_ROLLBACK_COMPLETE.*broken/);
    expect(fixture.things.resources).toEqual(before);
    expect(Object.keys(fixture.engine.stack('app').record.resources)).toEqual(['A', 'B', 'C']);
  });

  it('says so when even the rollback fails', async () => {
    await fixture.deploy({ A: { Properties: { Size: 1 } } });
    fixture.things.apply = async () => {
      throw new Error('the disk is gone');
    };
    await expect(fixture.deploy({ A: { Properties: { Size: 2 } } })).rejects.toThrow(/UPDATE_ROLLBACK_FAILED/);
    expect(fixture.events()).toContain('A: UPDATE_FAILED (the disk is gone)');
  });

  it('goes on when something obsolete cannot be removed, and says why', async () => {
    await fixture.deploy({ A: { Properties: { Sticky: true } }, B: {} });
    await fixture.deploy({ B: {} });
    expect(fixture.status()).toBe('UPDATE_COMPLETE');
    expect(fixture.events()).toContain('A: DELETE_FAILED (It is in use.)');
  });

  it('leaves no trace of a template with a circle', async () => {
    const circle = { A: { Properties: { Of: { Ref: 'B' } } }, B: { DependsOn: 'A' } };
    await expect(fixture.deploy(circle)).rejects.toThrow('Circular dependency: A -> B -> A.');
    expect(fixture.engine.records()).toEqual([]);
  });

  it('refuses a changed type', async () => {
    await fixture.deploy({ A: {} });
    await expect(fixture.deploy({ A: { Type: 'Other::Thing' } })).rejects.toThrow(
      /Update of resource type is not permitted/,
    );
  });

  it('lists what it does not simulate, and resolves references to it', async () => {
    await fixture.deploy(
      {
        Alarm: { Type: 'AWS::CloudWatch::CompositeAlarm' },
        Odd: { Type: 'AWS::Odd::Thing' },
        Topic: { Type: 'AWS::SNS::Topic' },
        A: {},
      },
      {
        Outputs: {
          Alarm: { Value: { 'Fn::GetAtt': ['Alarm', 'Arn'] } },
          Odd: { Value: { 'Fn::GetAtt': ['Odd', 'Arn'] } },
          Topic: { Value: { Ref: 'Topic' } },
        },
      },
    );
    expect(fixture.engine.report()).toEqual([
      {
        stackName: 'app',
        simulated: [{ logicalId: 'A', type: 'Fake::Thing' }],
        recorded: [
          {
            logicalId: 'Alarm',
            type: 'AWS::CloudWatch::CompositeAlarm',
            reason: 'only alarms on metrics are evaluated',
          },
        ],
        notSimulated: [
          { logicalId: 'Odd', type: 'AWS::Odd::Thing' },
          { logicalId: 'Topic', type: 'AWS::SNS::Topic' },
        ],
      },
    ]);
    expect(fixture.engine.outputs('app')).toEqual({
      Alarm: `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${NAME('Alarm')}`,
      Odd: `arn:aws:odd:us-east-1:000000000000:thing/${NAME('Odd')}`,
      Topic: `arn:aws:sns:us-east-1:000000000000:topic/${NAME('Topic')}`,
    });
  });

  it('reports progress up to the last resource', async () => {
    const seen: string[] = [];
    const assembly = fixture.assembly({ one: { Resources: typed({ A: {}, B: { DependsOn: 'A' } }) } });
    await fixture.engine.deploy(assembly, {
      onProgress: ({ stackName, logicalId, done, total }) => seen.push(`${stackName}/${logicalId} ${done}/${total}`),
    });
    expect(seen).toEqual(['one/A 1/2', 'one/B 2/2']);
  });
});

describe('exports', () => {
  let fixture: EngineFixture;
  beforeEach(() => {
    fixture = new EngineFixture();
  });
  afterEach(() => fixture.remove());

  const exporting = (name: string): object => ({
    Resources: typed({ A: {} }),
    Outputs: { Name: { Value: { Ref: 'A' }, Export: { Name: name } } },
  });
  const importing = { Resources: typed({ B: { Properties: { Of: { 'Fn::ImportValue': 'shared' } } } }) };

  it('reach the stack that imports them', async () => {
    await fixture.engine.deploy(fixture.assembly({ first: exporting('shared'), second: importing }));
    expect(fixture.things.resources.get(generatedName('second', 'B'))).toEqual({ Of: generatedName('first', 'A') });
  });

  it('cannot go while another stack imports them', async () => {
    await fixture.engine.deploy(fixture.assembly({ first: exporting('shared'), second: importing }));
    await expect(fixture.engine.deploy(fixture.assembly({ first: exporting('other') }))).rejects.toThrow(
      'Export shared cannot be deleted as it is in use by second.',
    );
    expect(fixture.status('first')).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(fixture.engine.exports().map(({ name }) => name)).toEqual(['shared']);
    expect(() => fixture.engine.delete('first')).toThrow(/in use by second/);
  });

  it('cannot have one name twice', async () => {
    await expect(
      fixture.engine.deploy(fixture.assembly({ first: exporting('shared'), second: exporting('shared') })),
    ).rejects.toThrow(/already exported by stack .*stack\/first/);
  });
});
