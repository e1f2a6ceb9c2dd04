import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
const { '': root, ...locked } = (
  read('package-lock.json') as { packages: Record<string, Locked & typeof dependencies> }
).packages;
const packages = Object.entries(locked) as (readonly [string, Locked])[];

/** All of these let the software be used, changed and sold, and ask for no source. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
]);

/** An SPDX expression: of alternatives one has to be permissive, of what holds together all. */
const isPermissive = (license: string): boolean =>
  license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => PERMISSIVE.has(each.trim())));

it('names every version exactly', () => {
  const named = Object.entries({ ...dependencies, ...devDependencies });
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

it('locks what package.json names', () => {
  expect({ dependencies: root?.dependencies, devDependencies: root?.devDependencies }).toEqual({
    dependencies,
    devDependencies,
  });
});

it('needs nothing at run time whose licence asks for the source of what uses it', () => {
  const atRunTime = packages.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true);
  expect(atRunTime.length).toBeGreaterThan(100);
  const doubtful = atRunTime.filter(([, { license }]) => !isPermissive(license ?? 'unknown'));
  expect(doubtful.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

it('locks the binaries of every platform, each by its hash', () => {
  const names = new Set(packages.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map((name) => `${path} -> ${name}`),
  );
  expect(missing).toEqual([]);
  for (const name of ['@esbuild/darwin-arm64', '@esbuild/win32-x64', '@esbuild/linux-arm64'])
    expect(names).toContain(name);
  expect(packages.filter(([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true)).toEqual([]);
});
