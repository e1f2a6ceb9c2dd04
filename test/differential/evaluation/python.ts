import { spawnSync } from 'node:child_process';

/** Whether `python3` has numpy and scipy. */
export const hasScipy = (): boolean => spawnSync('python3', ['-c', 'import numpy, scipy.stats']).status === 0;

/** Runs a program that reads JSON from its input and prints JSON. @throws Error with what Python said */
export function runPython(program: string, input: unknown): unknown {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`python3 failed: ${stderr}`);
  return JSON.parse(stdout);
}
