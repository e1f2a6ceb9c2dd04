import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Which top-level folders a folder may import from, besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  lambdas: ['core'],
  lib: ['core', 'lambdas'],
  bin: ['lib', 'core'],
  algorithm: ['core'],
  local: ['core'],
  cli: ['core', 'local', 'algorithm'],
  bench: ['core', 'lambdas', 'lib', 'algorithm', 'local', 'cli', 'bin', 'test'],
};

/** What a folder may import from another only in part: the allowed paths of the other. */
const NARROWED: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  lib: { core: /^core\/contracts\//, lambdas: /^lambdas\/[^/]+\/env$/ },
};

/** Packages that a folder must do without. */
const FORBIDDEN_PACKAGES: Readonly<Record<string, RegExp>> = {
  core: /^(@aws-sdk|@aws-lambda-powertools|aws-cdk-lib|constructs|node:(fs|child_process|http|https|net|worker_threads))/,
  lambdas: /^(aws-cdk-lib|constructs)/,
  lib: /^(@aws-sdk|@aws-lambda-powertools|node:(fs|http|https|child_process))/,
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = text.matchAll(/(?:from|import|import\(|require\()\s*'([^']+)'/g);
  return [...found].map(([, specifier = '']) => ({
    file,
    target: specifier.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), specifier)) : specifier,
  }));
}

describe.each(Object.keys(ALLOWED))('%s', (folder) => {
  const imports = sources(folder).flatMap(importsOf);

  it('imports only folders that lie further in', () => {
    const wrong = imports.filter(({ target }) => {
      const top = target.split('/')[0] ?? '';
      if (!Object.hasOwn(ALLOWED, top) && top !== 'test') return false;
      if (top === folder) return false;
      if (!ALLOWED[folder]?.includes(top)) return true;
      const narrowed = NARROWED[folder]?.[top];
      return narrowed !== undefined && !narrowed.test(target);
    });
    expect(wrong).toEqual([]);
  });

  it('does without the packages that are not its business', () => {
    const forbidden = FORBIDDEN_PACKAGES[folder];
    const wrong = imports.filter(({ target }) => forbidden?.test(target) ?? false);
    expect(wrong).toEqual([]);
  });
});

it('keeps every source file under 400 lines', () => {
  const long = [...Object.keys(ALLOWED), 'test']
    .flatMap(sources)
    .filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 400);
  expect(long).toEqual([]);
});
