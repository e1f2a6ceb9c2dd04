import { existsSync, readFileSync, statSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './error-shape';

/** A handler in either of its styles. */
export type Handler = (
  event: unknown,
  context: object,
  callback: (error?: unknown, result?: unknown) => void,
) => unknown;

export interface LoadedHandler {
  readonly handler: Handler;
  readonly entryFile: string;
}

const HANDLER_FORM = /^([^.]*)\.(.*)$/;
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/**
 * Loads `folder/file.export.nested` the way Lambda's Node.js runtime does.
 * @throws RuntimeError `Runtime.MalformedHandlerName`, `Runtime.ImportModuleError`, `Runtime.UserCodeSyntaxError`,
 *   `Runtime.HandlerNotFound`; whatever else the module throws while it is loaded comes through.
 */
export async function loadHandler(taskRoot: string, name: string): Promise<LoadedHandler> {
  const slash = name.lastIndexOf('/');
  const match = HANDLER_FORM.exec(name.slice(slash + 1));
  if (name.includes('..') || match === null) {
    throw new RuntimeError('Runtime.MalformedHandlerName', `Bad handler: '${name}' is not of the form file.function.`);
  }
  const [, module = '', path = ''] = match;
  const stem = resolve(taskRoot, name.slice(0, slash + 1), module);
  const entryFile = EXTENSIONS.map((extension) => stem + extension).find((file) => module !== '' && isFile(file));
  if (entryFile === undefined) {
    throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${module}' in ${taskRoot}`);
  }
  const exported = await importModule(entryFile);
  const handler = path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], exported);
  if (handler === undefined) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${name.slice(slash + 1)} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new RuntimeError('Runtime.HandlerNotFound', `${name.slice(slash + 1)} is not a function`);
  }
  return { handler: handler as Handler, entryFile };
}

/**
 * On AWS nothing lies above the task's folder. Here the repository's node_modules does, and would hide that a bundle forgot one
 * of its packages: CommonJS look-ups above the task's folder are cut off.
 */
export function confineResolution(taskRoot: string): void {
  const root = resolve(taskRoot);
  const module = Module as unknown as { _nodeModulePaths(from: string): string[] };
  const unconfined = module._nodeModulePaths;
  module._nodeModulePaths = (from) => unconfined(from).filter((path) => path.startsWith(root));
}

async function importModule(file: string): Promise<unknown> {
  try {
    if (isEsModule(file)) return await import(pathToFileURL(file).href);
    return Module.createRequire(file)(file);
  } catch (error) {
    throw importError(error);
  }
}

function importError(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof SyntaxError) {
    return named('Runtime.UserCodeSyntaxError', error);
  }
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') return named('Runtime.ImportModuleError', error);
  return error;
}

function named(name: string, error: unknown): RuntimeError {
  const renamed = new RuntimeError(name, String(error), { cause: error });
  const stack = (error as Error).stack ?? '';
  renamed.stack = `${name}: ${stack}`;
  return renamed;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function isEsModule(file: string): boolean {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest))
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string }).type === 'module';
    if (dirname(folder) === folder) return false;
  }
}
