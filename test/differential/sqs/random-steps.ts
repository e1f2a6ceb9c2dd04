import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

/** One call that both sides make; messages are named by their bodies, which are unique in a sequence. */
export type Step =
  | {
      readonly do: 'send';
      readonly bodies: readonly string[];
      readonly attributes: Record<string, MessageAttributeValue>;
    }
  | { readonly do: 'receive'; readonly visibilitySeconds: number; readonly wanted: readonly string[] }
  | { readonly do: 'delete'; readonly bodies: readonly string[] }
  | { readonly do: 'change'; readonly body: string; readonly seconds: number }
  | { readonly do: 'count' }
  | { readonly do: 'purge' }
  | { readonly do: 'configure'; readonly attributes: Record<string, string> }
  | { readonly do: 'wrong'; readonly what: Wrong };

export const WRONG = [
  'no such queue',
  'handle of nobody',
  'eleven messages',
  'empty batch',
  'repeated ids',
  'unknown attribute',
  'too long a wait',
] as const;
export type Wrong = (typeof WRONG)[number];

/** One receive gives at most ten: with no more than that in the queue, what it gives does not depend on the order. */
const MOST_MESSAGES = 8;
/** Nothing here waits for a time-out to end: a message is hidden for good or not at all. Seconds. */
const FOR_GOOD = 600;

/** A seeded sequence of calls (mulberry32). */
export function randomSteps(seed: number, length: number): Step[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const held = new Set<string>();
  let sent = 0;
  const body = (): string =>
    `${sent++} ${pick(['plain', 'größe 🚲', '{"json":[1,2]}', '<xml a="1"/>', 'tab\tand\nline'])}`;
  const next = (): Step => {
    const chance = random();
    if (chance < 0.25 && held.size < MOST_MESSAGES) {
      const bodies = Array.from({ length: random() < 0.7 ? 1 : Math.min(3, MOST_MESSAGES - held.size) }, body);
      for (const one of bodies) held.add(one);
      return { do: 'send', bodies, attributes: attributes(random) };
    }
    if (chance < 0.6) {
      return { do: 'receive', visibilitySeconds: pick([0, FOR_GOOD]), wanted: pick([[], ['All'], ['kind']]) };
    }
    if (chance < 0.72 && held.size > 0) {
      const bodies = [...held].filter(() => random() < 0.3).slice(0, 10);
      if (bodies.length > 0) return { do: 'delete', bodies };
    }
    if (chance < 0.8 && held.size > 0) return { do: 'change', body: pick([...held]), seconds: pick([0, FOR_GOOD]) };
    if (chance < 0.88) return { do: 'count' };
    if (chance < 0.9) return { do: 'purge' };
    if (chance < 0.94) return { do: 'configure', attributes: { MessageRetentionPeriod: pick(['60', '7200']) } };
    return { do: 'wrong', what: pick(WRONG) };
  };
  return Array.from({ length }, next);
}

function attributes(random: () => number): Record<string, MessageAttributeValue> {
  if (random() < 0.5) return {};
  return {
    kind: { DataType: 'String', StringValue: 'é' },
    score: { DataType: 'Number', StringValue: String(Math.floor(random() * 100)) },
    bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 255) },
  };
}
