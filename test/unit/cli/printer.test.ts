import { existsSync, readFileSync } from 'node:fs';
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
  const printer = new Printer({ write: () => true }, { out: join(folder.path, 'nowhere', 'result.json') });

  expect(() => printer.assertWritable()).toThrow(UsageError);
});

describe('a failure', () => {
  const document = { error: { name: 'UsageError', message: 'no such image', exitCode: 2 } };
  const told = (options: { json?: boolean; out?: string }, result?: unknown): string => {
    let text = '';
    const printer = new Printer({ write: (part) => (text += part) }, options);
    if (result !== undefined) printer.result(result, '');
    printer.failure(document);
    return text;
  };

  it('is a document where a program reads', () => {
    expect(JSON.parse(told({ json: true }))).toEqual(document);
  });

  it('is none where people read: they are told on standard error', () => {
    expect(told({})).toBe('');
  });

  it('adds nothing to a result that is printed already', () => {
    expect(JSON.parse(told({ json: true }, { violated: true }))).toEqual({ violated: true });
  });

  it('leaves the file for the next command alone', () => {
    const out = join(folder.path, 'failed.json');
    told({ json: true, out });

    expect(existsSync(out)).toBe(false);
  });
});
