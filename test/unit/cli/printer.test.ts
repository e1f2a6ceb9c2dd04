import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Printer } from '../../../cli/command/printer';
import { UsageError } from '../../../cli/usage-error';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function printed(options: { json?: boolean; out?: string }): string {
  let text = '';
  const printer = new Printer({ write: (part) => (text += part) }, options);
  printer.line('first');
  printer.result({ count: 2 }, 'two in all');
  return text;
}

it('prints lines as they come and the text at the end when people read', () => {
  expect(printed({})).toBe('first\ntwo in all\n');
});

it('prints one JSON document and nothing else when a program reads', () => {
  expect(JSON.parse(printed({ json: true }))).toEqual({ count: 2 });
});

it('writes the document to the file of --out, whatever is printed', () => {
  const out = join(folder.path, 'result.json');

  expect(printed({ out })).toBe('first\ntwo in all\n');

  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({ count: 2 });
});

it('refuses a file without a folder before anything is done', () => {
  expect(() => printed({ out: join(folder.path, 'nowhere', 'result.json') })).toThrow(UsageError);
});
