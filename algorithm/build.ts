import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const ROOT = resolve(__dirname, '..');
const OUTPUT = join(ROOT, 'build', 'algorithm');
const ASSEMBLY = join(ROOT, 'algorithm', 'kernels', 'assembly');
const COMPILER = join(ROOT, 'node_modules', 'assemblyscript');
const SCRIPT = 'algorithm.js';
const KERNELS = 'kernels.wasm';

export interface AlgorithmBuild {
  /** Run with `node <script> train` or `node <script> serve`. */
  readonly script: string;
  /** The compiled kernels, beside the script. */
  readonly kernels: string;
}

/** The builds of this process that are under way or done, by folder. */
const builds = new Map<string, Promise<AlgorithmBuild>>();

/**
 * Bundles the program and compiles its kernels into `build/algorithm/<hash of the content>/`, or finds them there. A folder appears by
 * one rename when it is complete, so processes that build at once never see each other's halves; older builds stay until somebody
 * deletes the folder, as somebody may be running them.
 */
export function buildAlgorithm(output = OUTPUT): Promise<AlgorithmBuild> {
  const build = builds.get(output) ?? buildIfChanged(output);
  builds.set(output, build);
  return build;
}

async function buildIfChanged(output: string): Promise<AlgorithmBuild> {
  const bundled = await bundle();
  const folder = join(output, contentHash(bundled));
  if (!existsSync(join(folder, SCRIPT))) await buildInto(folder, bundled);
  return { script: join(folder, SCRIPT), kernels: join(folder, KERNELS) };
}

async function buildInto(folder: string, bundled: Uint8Array): Promise<void> {
  const unfinished = `${folder}.${randomUUID()}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await compileKernels(join(unfinished, KERNELS));
    writeFileSync(join(unfinished, SCRIPT), bundled);
    moveIntoPlace(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function moveIntoPlace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process was faster: its build has the same content.
    if (!existsSync(join(to, SCRIPT))) throw error;
  }
}

/** The program as one file; fast enough to be made anew each time, and so the surest answer to whether anything has changed. */
async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'algorithm', 'main.ts')],
    absWorkingDir: ROOT,
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    legalComments: 'inline',
    logLevel: 'silent',
  });
  return outputFiles[0]!.contents;
}

async function compileKernels(file: string): Promise<void> {
  // The compiler takes paths relative to its base directory only.
  const paths = [relative(ROOT, join(ASSEMBLY, 'index.ts')), '--baseDir', ROOT, '--outFile', relative(ROOT, file)];
  const options = ['--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert', '--optimizeLevel', '3'];
  await promisify(execFile)(process.execPath, [join(COMPILER, 'bin', 'asc.js'), ...paths, ...options], { cwd: ROOT });
}

function contentHash(bundled: Uint8Array): string {
  const hash = createHash('sha256')
    .update(bundled)
    .update(readFileSync(join(COMPILER, 'package.json')));
  for (const file of readdirSync(ASSEMBLY).sort()) hash.update(`${file}\0`).update(readFileSync(join(ASSEMBLY, file)));
  return hash.digest('hex').slice(0, 16);
}
