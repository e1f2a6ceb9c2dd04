import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type * as z from 'zod';
import { environmentSchema } from '../../../core/contracts/environment';
import { PublishedName } from '../../../core/contracts/published-names';
import { STACKS } from '../../../core/contracts/stack-names';
import { RUNBOOK_ARTICLES } from '../../../lib/alarms/runbook-article';
import { synthesized } from '../synthesized';

const page = (name: string): string => readFileSync(resolve(__dirname, '../../../docs', name), 'utf8');

/** Keys of a zod object, nested ones with dots; of a union, the keys of every member. */
function keysOf(schema: z.core.$ZodType): string[] {
  const { def } = schema._zod as unknown as { def: Record<string, unknown> };
  if (def.innerType !== undefined) return keysOf(def.innerType as z.core.$ZodType);
  if (Array.isArray(def.options) && def.discriminator !== undefined) {
    return [...new Set((def.options as z.core.$ZodType[]).flatMap(keysOf))];
  }
  if (def.type !== 'object') return [];
  return Object.entries(def.shape as Record<string, z.core.$ZodType>).flatMap(([key, value]) => {
    const nested = keysOf(value);
    return nested.length === 0 ? [key] : nested.map((inner) => `${key}.${inner}`);
  });
}

/** First cells, in code quotes, of the rows of a page's table that begins under a heading. */
const firstCells = (text: string): string[] =>
  [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell]) => cell as string);

describe('docs/configuration.md', () => {
  const [settings = '', names = ''] = page('configuration.md').split('## What the stacks publish');

  it('has a row for every key of the schema, and for no other', () => {
    expect(firstCells(settings).sort()).toEqual(keysOf(environmentSchema).sort());
  });

  it('gives the defaults that the schema gives', () => {
    const parsed = environmentSchema.parse({ region: 'us-east-1' });
    const serverless = environmentSchema.parse({ region: 'us-east-1', serving: { mode: 'serverless' } });
    const monitoring = { managed: { baseline: 'loans/1', modelName: 'loans' } };
    const managed = environmentSchema.parse({ region: 'us-east-1', monitoring });
    const documented = [...settings.matchAll(/^\| `([^`]+)` \| `([^`]+)` \|/gm)];
    expect(documented.length).toBeGreaterThan(20);
    for (const [, key = '', value = ''] of documented) {
      const actual = lookUp(parsed, key) ?? lookUp(serverless, key) ?? lookUp(managed, key);
      expect([key, typeof actual === 'object' ? JSON.stringify(actual) : String(actual)]).toEqual([key, value]);
    }
  });

  it('has a row for every name that the stacks publish', () => {
    const rows = [...names.matchAll(/^\| `(\w+)` \| `\/\{app\}\/\{environment\}\/([\w-]+)` \|/gm)];
    expect(Object.fromEntries(rows.map(([, name, word]) => [name, word]))).toEqual(PublishedName);
  });
});

describe('docs/runbook.md', () => {
  const headings = [...page('runbook.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading as string);
  const anchor = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

  it('has exactly the articles that alarms can link to', () => {
    expect(Object.fromEntries(headings.map((heading) => [anchor(heading), heading]))).toEqual(RUNBOOK_ARTICLES);
  });

  it('says for each what it means, how to look and how to resolve', () => {
    const articles = page('runbook.md')
      .split(/^## .+$/m)
      .slice(1);
    for (const article of articles)
      expect(article).toMatch(/\*\*Means\.\*\*[\s\S]+\*\*Look\.\*\*[\s\S]+\*\*Resolve\.\*\*/);
  });

  it('is linked by every alarm, and every article by one alarm at least', () => {
    // One of them rings only where nobody watches: where a manifest starts trainings.
    const { templates } = synthesized('local', { training: { image: 'own', startOnManifest: true } });
    const alarms = STACKS.flatMap((word) => Object.values(templates[word].findResources('AWS::CloudWatch::Alarm')));
    const linked = alarms.map(({ Properties }) => /docs\/runbook\.md#([\w-]+)/.exec(Properties.AlarmDescription)?.[1]);
    expect([...new Set(linked)].sort()).toEqual(Object.keys(RUNBOOK_ARTICLES).sort());
  });
});

const lookUp = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
