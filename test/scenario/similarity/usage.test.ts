import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunFolder } from '../../../cli/similarity/run-folder';
import { makePairs } from '../../../core/similarity/corpus/make-pairs';
import { formatParaphraseCorpus } from '../../../core/similarity/paraphrase-corpus';
import { runCommand } from '../../fixtures/cli/run-command';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const HEADER = 'Quality\t#1 ID\t#2 ID\t#1 String\t#2 String';

/** A file with this content. */
function file(name: string, content: string | Buffer): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

const paraphrasesOnly = makePairs(100, 1).filter(({ label }) => label === 1);
mkdirSync(join(folder.path, 'a-folder'));

/** One line on standard error, nothing on standard output. */
async function refusal(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(args);
  const lines = stderr.split('\n').filter((line) => line !== '');
  expect({ code, stdout, lines }).toEqual({ code: 2, stdout: '', lines: [expect.any(String)] });
  return lines[0]!;
}

const BAD_CORPORA: readonly (readonly [what: string, data: string, complaint: RegExp])[] = [
  ['an empty file', file('empty.txt', ''), /^empty\.txt line 1: the header is ""/],
  ['a header without pairs', file('header.txt', `${HEADER}\r\n`), /^header\.txt has a header and no pair/],
  [
    'another header',
    file('other.csv', 'label,one,other\n1,a,b\n'),
    /^other\.csv line 1: the header is "label,one,other"/,
  ],
  ['too few columns', file('few.txt', `${HEADER}\n1\t1\t2\ta\tb\n0\t3\t4\tc\n`), /^few\.txt line 3: has 4 fields/],
  ['a label that is none', file('label.txt', `${HEADER}\n2\t1\t2\ta\tb\n`), /^label\.txt line 2: Quality is "2"/],
  [
    'one class',
    file('one.txt', formatParaphraseCorpus(paraphrasesOnly)),
    /Of 50 pairs of sentences 0 are different pairs that are none/,
  ],
  [
    'another encoding',
    file('latin1.txt', Buffer.from(`${HEADER}\n1\t1\t2\tcaf\xe9\tb\n`, 'latin1')),
    /is not in UTF-8/,
  ],
  ['a file that is not there', join(folder.path, 'absent.txt'), /^The corpus cannot be read: ENOENT/],
  ['a folder', join(folder.path, 'a-folder'), /^The corpus cannot be read: EISDIR/],
];

describe('the text-similarity example', () => {
  it.each(BAD_CORPORA)(
    'refuses %s in one line, for the whole story and for its first step, and makes nothing',
    async (_, data, complaint) => {
      const out = join(folder.path, 'untouched');

      expect(await refusal(['similarity', 'prepare', '--data', data, '--to', out])).toMatch(complaint);
      expect(await refusal(['similarity', 'run', '--data', data, '--out', out])).toMatch(complaint);

      expect(existsSync(out)).toBe(false);
    },
  );

  it.each([
    ['too few pairs', ['--pairs', '5'], /whole number of at least 20/],
    ['a gate above one', ['--min-f1', '1.5'], /number from 0 to 1/],
    ['an unknown option', ['--corpus', 'x'], /unknown option '--corpus'/],
    ['a share that is none', ['--flip', 'half'], /number from 0 to 1/],
  ])('refuses %s in one line', async (_, args, complaint) => {
    expect(await refusal(['similarity', 'run', ...args])).toMatch(complaint);
  });

  it('refuses the state of a run that is damaged', () => {
    const run = join(folder.path, 'damaged');
    mkdirSync(run);
    writeFileSync(join(run, 'run.json'), '{"version":1}');
    expect(() => RunFolder.open(run)).toThrow(/run\.json is not as expected/);
    writeFileSync(join(run, 'run.json'), '{');
    expect(() => RunFolder.open(run)).toThrow(/run\.json is no JSON/);
  });
});
