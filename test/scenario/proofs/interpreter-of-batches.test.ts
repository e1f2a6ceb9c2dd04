import { BATCH_SOURCES, TOLERATED_FAILURES_EXCEEDED } from '../../../core/contracts/batch';
import { hasMoto } from '../../differential/s3/moto-server';
import type { Seen } from '../../differential/states/moto-states';
import { StatesFixture } from '../../unit/states/states-fixture';
import { type Canned, generatedDefinition, type MachineDefinition, withCannedTasks } from './canned-tasks';
import { bothInterpreters, comparable, startedAsText } from './comparable-runs';

const moto = hasMoto();
if (!moto) console.warn('Skipped: python3 with moto[server] is needed to run BatchClassification elsewhere too.');

interface Case {
  readonly name: string;
  readonly tasks: Readonly<Record<string, Canned>>;
  readonly expected: { readonly status: string; readonly error?: string };
}

const MAPS = ['Cases', 'Prefix', 'JsonLines', 'ImageList'];
const INPUT = { s3_prefix: 'images/', 'own field': [1, null] };
const prepared = (source: string): Canned => ({ result: { Payload: { source, 'input.$': '$' } } });
const failed = (error: string): Canned => ({ error, cause: JSON.stringify({ errorType: error }) });
const summary = (tolerated: boolean): Canned => ({
  result: {
    Payload: {
      tolerated,
      cause: 'more failed',
      confidentPredictions: [],
      'counts.$': '$',
      resultsKey: 'results',
      summaryKey: 'summary',
    },
  },
});
/** What a map answers says which it was. */
const mapped = Object.fromEntries(MAPS.map((map) => [map, { result: { map, 'asked.$': '$' } }]));
const batch = (name: string, tasks: Readonly<Record<string, Canned>>, error?: string): Case => ({
  name,
  tasks: { PrepareBatch: prepared('prefix'), ...mapped, SummarizeBatch: summary(true), ...tasks },
  expected: error === undefined ? { status: 'SUCCEEDED' } : { status: 'FAILED', error },
});
const CASES: readonly Case[] = [
  ...BATCH_SOURCES.map((source) => batch(`of ${source}`, { PrepareBatch: prepared(source) })),
  batch('of an unknown source', { PrepareBatch: prepared('other') }, 'States.NoChoiceMatched'),
  batch('refused', { PrepareBatch: failed('InvalidInput') }, 'InvalidInput'),
  batch('too many failed', { SummarizeBatch: summary(false) }, TOLERATED_FAILURES_EXCEEDED),
  batch('too many children failed', { Prefix: failed('ChildrenFailed') }, 'ChildrenFailed'),
  batch('no summary', { SummarizeBatch: failed('StorageUnavailable') }, 'StorageUnavailable'),
];

/** What moto 5.2 does otherwise, by the case's name. */
const MOTO_GAPS: Readonly<Record<string, string>> = {
  'of an unknown source': 'moto ends with States.Runtime; AWS documents States.NoChoiceMatched.',
};
const COMPARED = CASES.filter(({ name }) => !Object.hasOwn(MOTO_GAPS, name));

/**
 * The machine with its maps canned like tasks: moto 5.2 has neither ItemBatcher nor WriterConfig, JSON Lines, tabs or Express children, of which
 * these maps are made. `test/unit/states` and the scenarios of a batch hold what happens within them.
 */
function cannedBatch(assembly: string, { tasks }: Case): MachineDefinition {
  const definition = generatedDefinition(assembly, 'workflow', 'BatchClassification');
  const states = Object.entries(definition.States).map(([name, state]) => {
    const { ResultPath, Next } = state;
    return [name, state.Type === 'Map' ? { Type: 'Task', ResultPath, Next } : state];
  });
  return startedAsText(withCannedTasks({ ...definition, States: Object.fromEntries(states) }, tasks));
}

describe('BatchClassification', () => {
  const ours = new StatesFixture({ waitScale: 0 });
  const both = bothInterpreters(ours);

  it('has these maps', () => {
    const { States } = generatedDefinition(both.assembly, 'workflow', 'BatchClassification');
    expect(
      Object.keys(States)
        .filter((name) => States[name]?.Type === 'Map')
        .sort(),
    ).toEqual([...MAPS].sort());
  });

  it.each(CASES.map((each) => [each.name, each] as const))('ends as it should: %s', async (_name, each) => {
    const { status, error } = await ours.run(cannedBatch(both.assembly, each), INPUT);
    expect({ status, error }).toEqual({ error: undefined, ...each.expected });
  });

  (moto ? it : it.skip).each(COMPARED.map((each) => [each.name, each] as const))(
    'gives the same on moto: %s',
    async (name, each) => {
      const definition = cannedBatch(both.assembly, each);
      const here = (await ours.run(definition, INPUT)) as Seen;
      const there = (await both.theirs?.run({ name, definition, input: INPUT })) as Seen;
      expect(comparable(here)).toEqual(comparable(there));
    },
  );
});
