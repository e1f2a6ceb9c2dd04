import * as z from 'zod';

/** What `z.toJSONSchema` gives of a setting, as far as the table needs it. */
interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly defaultText?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One row of the table. */
interface Setting {
  /** Nested keys with dots. */
  readonly key: string;
  readonly default: string;
  readonly values: string;
  readonly meaning: string;
}

/** A setting of the schema has no description, so nobody could know what it does. */
export class SettingUndescribed extends Error {
  override readonly name = 'SettingUndescribed';
}

/**
 * The settings of a zod schema as a Markdown table: key, default, values, meaning. Defaults and values are the schema's own.
 * @throws SettingUndescribed that names a key without `.describe(…)` or `.meta({ description })`
 */
export function settingsTable(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  const rows = settingsOf(json, '').map(
    (row) => `| \`${row.key}\` | ${row.default} | ${row.values} | ${row.meaning} |`,
  );
  return ['| key | default | values | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function settingsOf({ properties = {}, required = [] }: JsonSchema, path: string): Setting[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const key = `${path}${name}`;
    if (schema.oneOf !== undefined) return unionSettings(schema, schema.oneOf, key);
    if (schema.properties !== undefined) return settingsOf(schema, `${key}.`);
    return [settingOf(key, schema, required.includes(name))];
  });
}

/** A union whose members differ by one key, `mode`: that key once, then what each member has. */
function unionSettings(union: JsonSchema, members: readonly JsonSchema[], key: string): Setting[] {
  const modes = members.map(({ properties = {} }) => String(properties.mode?.const));
  const [first] = members;
  const { mode: chosen } = (union.default ?? {}) as { readonly mode?: string };
  const mode = settingOf(
    `${key}.mode`,
    { ...first?.properties?.mode, const: undefined, enum: modes, default: chosen },
    true,
  );
  const rows = members.flatMap(({ properties = {}, required }, index) => {
    const { mode: _, ...others } = properties;
    const inner = settingsOf({ properties: others, required }, `${key}.`);
    return inner.map((row) => ({ ...row, meaning: `${modes[index]}: ${row.meaning}` }));
  });
  return [mode, ...rows];
}

function settingOf(key: string, schema: JsonSchema, isRequired: boolean): Setting {
  const { description, defaultText } = schema;
  if (description === undefined) {
    throw new SettingUndescribed(`The setting ${key} has no description: give its schema .describe('…').`);
  }
  const absent = isRequired ? 'none: required' : (defaultText ?? 'none');
  const given = schema.default === undefined ? absent : `\`${textOf(schema.default)}\``;
  return { key, default: given, values: valuesOf(schema), meaning: description.replaceAll('|', '\\|') };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function valuesOf({ type, format, enum: choices, anyOf, items, minimum, maximum }: JsonSchema): string {
  if (choices !== undefined) return choices.map((choice) => `\`${textOf(choice)}\``).join(', ');
  if (anyOf !== undefined) return anyOf.map((choice) => textOf(choice.const)).join(', ');
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'array')
    return `list of ${items?.format === 'email' ? 'e-mail addresses' : `${items?.type ?? 'value'}s`}`;
  if (type === 'object') return 'names and texts';
  if (type === 'number' || type === 'integer')
    return range(type === 'integer' ? 'whole number' : 'number', minimum, maximum);
  return format === 'starts_with' ? 'instance type' : 'text';
}

/** JavaScript's largest whole number is how zod says that there is no limit. */
function range(kind: string, from: number | undefined, to: number | undefined): string {
  const highest = to === Number.MAX_SAFE_INTEGER ? undefined : to;
  const lowest = from === Number.MIN_SAFE_INTEGER ? undefined : from;
  if (lowest !== undefined && highest !== undefined) return `${kind}, ${lowest} to ${highest}`;
  return lowest === undefined ? kind : `${kind} from ${lowest}`;
}
