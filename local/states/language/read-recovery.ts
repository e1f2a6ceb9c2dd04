import type { Catcher, Retrier } from './definition';
import type { FieldReader } from './field-reader';
import { readResultPath } from './read-expression';

/** The service's bounds for the interval and the longest delay between attempts. Seconds. */
const MAX_SECONDS = 99_999_999;
const MAX_DELAY_SECONDS = 31_622_400;

export function readRetry(reader: FieldReader): readonly Retrier[] {
  const list = reader.list('Retry');
  return list.map((value, index) => {
    const retrier = reader.element('Retry', index, value);
    const errorEquals = readErrorEquals(retrier, index === list.length - 1);
    const read: Retrier = {
      errorEquals,
      intervalSeconds: retrier.number('IntervalSeconds', 1, MAX_SECONDS) ?? 1,
      maxAttempts: retrier.number('MaxAttempts', 0, MAX_SECONDS) ?? 3,
      backoffRate: retrier.number('BackoffRate', 1, Number.MAX_VALUE, 'number') ?? 2,
      maxDelaySeconds: retrier.number('MaxDelaySeconds', 1, MAX_DELAY_SECONDS),
      jitter: readJitter(retrier),
    };
    retrier.string('Comment');
    if (read.maxDelaySeconds !== undefined && read.maxDelaySeconds <= read.intervalSeconds) {
      retrier.note('MaxDelaySeconds', "'MaxDelaySeconds' must be above 'IntervalSeconds'");
    }
    retrier.end();
    return read;
  });
}

function readJitter(retrier: FieldReader): 'FULL' | 'NONE' {
  const strategy = retrier.string('JitterStrategy') ?? 'NONE';
  if (strategy === 'FULL' || strategy === 'NONE') return strategy;
  retrier.note('JitterStrategy', "'JitterStrategy' must be FULL or NONE");
  return 'NONE';
}

/** @param target notes the state that a catcher leads to. */
export function readCatch(reader: FieldReader, target: (name: string, pointer: string) => void): readonly Catcher[] {
  const list = reader.list('Catch');
  return list.map((value, index) => {
    const catcher = reader.element('Catch', index, value);
    const errorEquals = readErrorEquals(catcher, index === list.length - 1);
    const next = catcher.requiredString('Next');
    target(next, catcher.pointerOf('Next'));
    const resultPath = readResultPath(catcher);
    catcher.string('Comment');
    catcher.end();
    return { errorEquals, next, resultPath };
  });
}

function readErrorEquals(reader: FieldReader, last: boolean): readonly string[] {
  const names = reader.list('ErrorEquals', 'at least one');
  const texts = names.filter((name): name is string => typeof name === 'string');
  if (texts.length < names.length) reader.note('ErrorEquals', "'ErrorEquals' must hold strings");
  if (texts.includes('States.ALL')) {
    if (texts.length > 1) reader.note('ErrorEquals', "'States.ALL' must stand alone");
    if (!last) reader.note('ErrorEquals', "'States.ALL' must be in the last element");
  }
  return texts;
}
