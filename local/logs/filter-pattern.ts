import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import { parseJsonPath } from '../states/path/json-path';
import { selectPath } from '../states/path/select-path';

export type MessageFilter = (message: string) => boolean;

type Condition = (members: JsonObject) => boolean;

/**
 * Compiles a filter pattern of CloudWatch Logs: terms (`ERROR -debug ?a ?b "two words"`), or a condition on JSON
 * (`{ $.level = "ERROR" && ($.count > 3 || $.name = "a*") }`).
 * @throws AwsError `InvalidParameterException` for what the laptop cannot read.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilter(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (!text.startsWith('{')) return terms(text);
  if (!text.endsWith('}')) throw invalid(pattern, 'the brace is not closed');
  const tokens = text.slice(1, -1).match(TOKEN) ?? [];
  const parser = new ConditionParser(tokens, pattern);
  const condition = parser.whole();
  return (message) => {
    const members = jsonOf(message);
    return members !== undefined && condition(members);
  };
}

/** All of the plain terms, none of those with `-`, and one of those with `?` where there are any. */
function terms(text: string): MessageFilter {
  const found = [...text.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, quoted, plain]) => ({
    sign,
    term: quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '',
  }));
  const signed = (sign: string) => found.filter((each) => each.sign === sign).map(({ term }) => term);
  const [needed, excluded, optional] = [signed(''), signed('-'), signed('?')];
  return (message) =>
    needed.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term)) &&
    (optional.length === 0 || optional.some((term) => message.includes(term)));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|&&|\|\||[()]|!=|>=|<=|[=<>]|[^\s()=<>!&|"]+/g;

class ConditionParser {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly pattern: string,
  ) {}

  whole(): Condition {
    const condition = this.either();
    if (this.at < this.tokens.length) throw invalid(this.pattern, `'${this.tokens[this.at]}' is not expected`);
    return condition;
  }

  private either(): Condition {
    let left = this.both();
    while (this.takes('||')) {
      const [first, second] = [left, this.both()];
      left = (members) => first(members) || second(members);
    }
    return left;
  }

  private both(): Condition {
    let left = this.single();
    while (this.takes('&&')) {
      const [first, second] = [left, this.single()];
      left = (members) => first(members) && second(members);
    }
    return left;
  }

  private single(): Condition {
    if (this.takes('(')) {
      const inner = this.either();
      if (!this.takes(')')) throw invalid(this.pattern, 'a parenthesis is not closed');
      return inner;
    }
    const selector = this.next();
    if (!selector.startsWith('$')) throw invalid(this.pattern, `'${selector}' is no selector`);
    const values = reader(selector, this.pattern);
    const operator = this.next();
    if (operator === 'IS' || operator === 'NOT') return this.existence(operator, values);
    return comparison(operator, this.next(), values, this.pattern);
  }

  /** `IS TRUE`, `IS NULL`, `NOT EXISTS` */
  private existence(operator: string, values: (members: JsonObject) => readonly unknown[]): Condition {
    const wanted = this.next();
    if (operator === 'NOT' && wanted === 'EXISTS') return (members) => values(members).length === 0;
    const literals: Readonly<Record<string, unknown>> = { TRUE: true, FALSE: false, NULL: null };
    if (operator === 'NOT' || !Object.hasOwn(literals, wanted)) throw invalid(this.pattern, `'${operator} ${wanted}'`);
    return (members) => values(members).includes(literals[wanted]);
  }

  private takes(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private next(): string {
    const token = this.tokens[this.at++];
    if (token === undefined) throw invalid(this.pattern, 'it ends too early');
    return token;
  }
}

function reader(selector: string, pattern: string): (members: JsonObject) => readonly unknown[] {
  try {
    const path = parseJsonPath(selector);
    return (members) => {
      const value = selectPath(path, members);
      return typeof value === 'symbol' ? [] : path.definite ? [value] : (value as unknown[]);
    };
  } catch (error) {
    throw invalid(pattern, (error as Error).message);
  }
}

function comparison(
  operator: string,
  operand: string,
  values: (members: JsonObject) => readonly unknown[],
  pattern: string,
): Condition {
  const isQuoted = operand.startsWith('"');
  const text = isQuoted ? operand.slice(1, -1).replace(/\\(.)/g, '$1') : operand;
  const number = isQuoted || text.trim() === '' ? Number.NaN : Number(text);
  if (operator === '=' || operator === '!=') {
    const expression = new RegExp(`^${text.split('*').map(escaped).join('[\\s\\S]*')}$`);
    const equals = (value: unknown) =>
      typeof value === 'number' && !Number.isNaN(number) ? value === number : expression.test(String(value));
    if (operator === '=') return (members) => values(members).some(equals);
    // A field that is not there is not unequal to anything.
    return (members) => values(members).length > 0 && !values(members).some(equals);
  }
  const compare = ORDERS[operator];
  if (compare === undefined || Number.isNaN(number)) throw invalid(pattern, `'${operator} ${operand}'`);
  return (members) => values(members).some((value) => typeof value === 'number' && compare(value, number));
}

const ORDERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

function jsonOf(message: string): JsonObject | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    return JSON.parse(message) as JsonObject;
  } catch {
    return undefined;
  }
}

const invalid = (pattern: string, reason: string): AwsError =>
  new AwsError('InvalidParameterException', `The filter pattern '${pattern}' cannot be read: ${reason}.`);
