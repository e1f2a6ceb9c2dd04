import * as z from 'zod';
import { configurationPage } from '../../../cli/config/configuration-page';
import { SettingUndescribed, settingsTable } from '../../../cli/config/settings-table';
import { runCommand } from '../../fixtures/cli/run-command';

const rowsOf = (shape: z.ZodRawShape): string[] => settingsTable(z.strictObject(shape)).split('\n').slice(2);

it.each<[string, z.ZodType, string]>([
  ['a required text', z.string(), 'none: required | text'],
  ['a number in a range', z.number().min(0).max(1).default(0.5), '`0.5` | number, 0 to 1'],
  ['a whole number with a least', z.int().min(1).default(3), '`3` | whole number from 1'],
  ['a choice', z.enum(['one', 'two']).default('two'), '`two` | `one`, `two`'],
  ['one of some numbers', z.union([z.literal(1), z.literal(3)]).default(1), '`1` | 1, 3'],
  ['a switch', z.boolean().default(false), '`false` | `true`, `false`'],
  ['mail addresses', z.array(z.email()).default([]), '`[]` | list of e-mail addresses'],
  ['texts by name', z.record(z.string(), z.string()).default({}), '`{}` | names and texts'],
])('has a row for %s', (_, schema, cells) => {
  expect(rowsOf({ key: schema.describe('what it does') })).toEqual([`| \`key\` | ${cells} | what it does |`]);
});

it('says in words what happens where a key without default is absent', () => {
  const size = z.int().optional().meta({ description: 'how large', defaultText: 'by image' });

  expect(rowsOf({ size })).toEqual(['| `size` | by image | whole number | how large |']);
});

it('names nested keys with dots, and says which member of a union a key belongs to', () => {
  const member = (mode: string, key: string) =>
    z.strictObject({ mode: z.literal(mode).describe('which'), [key]: z.string().default(key).describe('a word') });
  const union = z.discriminatedUnion('mode', [member('a', 'x'), member('b', 'y')]).prefault({ mode: 'a', x: 'x' });

  expect(
    rowsOf({
      serving: union,
      outer: z.strictObject({ inner: z.boolean().default(true).describe('deep') }).prefault({}),
    }),
  ).toEqual([
    '| `serving.mode` | `a` | `a`, `b` | which |',
    '| `serving.x` | `x` | text | a: a word |',
    '| `serving.y` | `y` | text | b: a word |',
    '| `outer.inner` | `true` | `true`, `false` | deep |',
  ]);
});

it('refuses a setting that nobody has described', () => {
  expect(() => rowsOf({ secret: z.string() })).toThrow(SettingUndescribed);
});

it('keeps the text around the table, and refuses a page without a place for it', () => {
  const page = 'before\n<!-- settings: x -->\nold\n<!-- end of settings -->\nafter\n';

  expect(configurationPage(page)).toMatch(
    /^before\n<!-- settings: x -->\n\n\| key [\s\S]*\n\n<!-- end of settings -->\nafter\n$/,
  );
  expect(() => configurationPage('no marks')).toThrow(/has no '<!-- settings/);
});

it('is what config docs --check looks at', async () => {
  const { code, stdout } = await runCommand(['config', 'docs', '--check', '--json']);

  expect({ code, result: JSON.parse(stdout) }).toMatchObject({ code: 0, result: { current: true, written: false } });
});
