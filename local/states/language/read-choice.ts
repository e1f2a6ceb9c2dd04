import { COMPARISONS, type ComparisonName } from '../choice/comparisons';
import type { Condition } from '../choice/condition';
import { compilePathReader } from '../expression/compile-path';
import type { ChoiceState } from './definition';
import type { FieldReader } from './field-reader';
import type { FlowContext } from './flow-context';
import { readDataPath, readOptionalPath } from './read-expression';

export function readChoice(name: string, reader: FieldReader, flow: FlowContext): ChoiceState {
  const choices = reader.list('Choices', 'at least one').map((value, index) => {
    const rule = reader.element('Choices', index, value);
    const next = rule.requiredString('Next');
    flow.target(next, rule.pointerOf('Next'));
    return { condition: readCondition(rule), next };
  });
  const fallback = reader.string('Default');
  if (fallback !== undefined) flow.target(fallback, reader.pointerOf('Default'));
  return {
    type: 'Choice',
    name,
    inputPath: readDataPath(reader, 'InputPath'),
    outputPath: readDataPath(reader, 'OutputPath'),
    choices,
    default: fallback,
  };
}

const NEVER: Condition = { kind: 'not', condition: { kind: 'and', conditions: [] } };

function readCondition(reader: FieldReader): Condition {
  reader.string('Comment');
  const condition = readCombination(reader) ?? readComparison(reader);
  reader.end();
  return condition;
}

function readCombination(reader: FieldReader): Condition | undefined {
  const field = ['And', 'Or', 'Not'].find((name) => reader.has(name));
  if (field === undefined) return undefined;
  if (field === 'Not') return { kind: 'not', condition: readCondition(reader.object('Not')) };
  const conditions = reader
    .list(field, 'at least one')
    .map((value, index) => readCondition(reader.element(field, index, value)));
  return { kind: field === 'And' ? 'and' : 'or', conditions };
}

function readComparison(reader: FieldReader): Condition {
  if (!reader.has('Variable')) {
    reader.note('', "A choice rule needs 'Variable' with a comparison, 'And', 'Or' or 'Not'");
    // The operators are still known fields; only the condition is missing.
    return NEVER;
  }
  const variable = readOptionalPath(reader, 'Variable') ?? { path: '$', read: compilePathReader('$') };
  const fields = Object.keys(COMPARISONS)
    .flatMap((name) => [name, `${name}Path`])
    .filter((name) => reader.has(name));
  const [field, ...others] = fields;
  if (field === undefined || others.length > 0) {
    reader.note('', 'A choice rule needs exactly one comparison');
    for (const name of fields) reader.raw(name);
    return NEVER;
  }
  if (Object.hasOwn(COMPARISONS, field)) {
    const comparison = field as ComparisonName;
    const expected = reader.raw(field);
    if (!COMPARISONS[comparison].accepts(expected)) {
      reader.note(field, `'${field}' must be compared with ${COMPARISONS[comparison].operand}`);
    }
    return { kind: 'comparison', comparison, variable, expected: { value: expected } };
  }
  const comparison = field.slice(0, -'Path'.length) as ComparisonName;
  if (!COMPARISONS[comparison].byPath) {
    // Left unread, so that the reader reports it as unknown.
    return NEVER;
  }
  const expected = readOptionalPath(reader, field) ?? variable;
  return { kind: 'comparison', comparison, variable, expected };
}
