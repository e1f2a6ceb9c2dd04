import { readFileSync } from 'node:fs';

/** The object in a JSON file; an empty one where there is no file. @throws Error naming the file, where it holds anything else */
export function readJsonFile(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${file} is no JSON object.`);
  return value as Readonly<Record<string, unknown>>;
}
