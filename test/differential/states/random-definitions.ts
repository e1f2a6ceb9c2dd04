import { Random } from '../s3/random';
import type { Case } from './definitions';

const KEYS = ['a', 'b', 'c'] as const;

/** Definitions of up to six states, nested up to two deep, that only compute. */
export function randomCase(seed: number): Case {
  const random = new Random(seed);
  const draw = (below: number): number => random.below(below);
  let count = 0;
  const one = <Item>(items: readonly Item[]): Item => random.pick(items);
  const path = (): string => one(['$', '$.a', '$.b', '$.c', '$.a.b', '$.items', '$.items[0]']);
  const call = (): string =>
    one([
      `States.Format('{}-{}', $.a, ${draw(9)})`,
      'States.ArrayLength($.items)',
      `States.MathAdd(${draw(9)}, ${draw(9)})`,
      'States.JsonToString($.items)',
      'States.ArrayUnique($.items)',
      `States.ArrayContains($.items, ${draw(4)})`,
    ]);
  const value = (): unknown => one<unknown>([draw(100), 'text', true, null, [draw(4), draw(4)], { b: draw(9) }]);

  const state = (depth: number): object => {
    const kind = draw(depth < 2 ? 8 : 5);
    if (kind === 0) return { Type: 'Pass', Result: value(), ResultPath: `$.${one(KEYS)}` };
    if (kind === 1) return { Type: 'Pass', Parameters: { 'a.$': path(), 'b.$': call(), items: [draw(4), draw(4)] } };
    if (kind === 2) return { Type: 'Pass', InputPath: path(), ResultPath: '$.c' };
    if (kind === 3) return { Type: 'Pass', Parameters: { 'n.$': call() }, ResultPath: `$.${one(KEYS)}` };
    if (kind === 4) return { Type: 'Pass', ResultPath: null };
    if (kind === 5) {
      const Branches = Array.from({ length: 1 + draw(2) }, () => flow(depth + 1));
      return { Type: 'Parallel', Branches, ResultPath: '$.c' };
    }
    if (kind === 6) {
      const ItemSelector = { 'a.$': '$$.Map.Item.Value', 'b.$': '$$.Map.Item.Index', 'items.$': '$.items' };
      return {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemSelector,
        ItemProcessor: flow(depth + 1),
        ResultPath: '$.b',
        MaxConcurrency: draw(3),
      };
    }
    const failing = {
      StartAt: `F${++count}`,
      States: { [`F${count}`]: { Type: 'Fail', Error: one(['E', 'G']), Cause: 'c' } },
    };
    return {
      Type: 'Parallel',
      Branches: [failing],
      ResultPath: null,
      Catch: [{ ErrorEquals: [one(['E', 'States.ALL'])], ResultPath: '$.c' }],
    };
  };

  const flow = (depth: number): object => {
    const names = Array.from({ length: 1 + draw(depth === 0 ? 6 : 2) }, () => `S${++count}`);
    const states = names.map((name, index): [string, object] => {
      const next = names[index + 1];
      const made = state(depth) as { Catch?: { Next?: string }[] };
      const last = `L${count}`;
      if (made.Catch === undefined)
        return [name, { ...made, ...(next === undefined ? { End: true } : { Next: next }) }];
      return [
        name,
        { ...made, Catch: made.Catch.map((catcher) => ({ ...catcher, Next: next ?? last })), Next: next ?? last },
      ];
    });
    const closing = states.flatMap(([, made]) => {
      const target = (made as { Next?: string }).Next;
      return target?.startsWith('L') ? [[target, { Type: 'Pass', End: true }] as const] : [];
    });
    return { StartAt: names[0], States: Object.fromEntries([...states, ...closing]) };
  };

  return {
    name: `seed ${seed}`,
    definition: flow(0),
    input: { a: { b: draw(9) }, b: 'text', items: [draw(4), draw(4), draw(4)] },
  };
}
