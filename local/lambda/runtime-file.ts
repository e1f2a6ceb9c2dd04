import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Compiles `runtime/bootstrap.ts` to one JavaScript file under `folder`, which worker threads can start from without a
 * TypeScript loader (a tenth of the start-up time, and none of ours in the handler's world).
 * @returns the file's path; its name carries the content's hash.
 */
export function runtimeFile(folder: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'runtime', 'bootstrap.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
  });
  const text = outputFiles[0]?.text ?? '';
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const path = join(folder, `runtime-${hash}.cjs`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}
