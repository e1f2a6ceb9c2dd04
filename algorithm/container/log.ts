/** Writes one line to the log of the container: its standard output. */
export function log(line: string): void {
  process.stdout.write(`${line}\n`);
}
