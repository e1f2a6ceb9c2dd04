import { fileLines } from './file-pieces';

/** Read, split, `Number()`: the least that anybody does with a CSV file. @returns the sum, so that nothing is optimised away */
export function bareCsvLoop(file: string): number {
  let sum = 0;
  for (const line of fileLines(file)) for (const field of line.split(',')) sum += Number(field);
  return sum;
}

/** Read lines, `JSON.parse`. */
export function bareJsonLoop(file: string): number {
  let records = 0;
  for (const line of fileLines(file)) if ((JSON.parse(line) as object) !== null) records += 1;
  return records;
}
