/** One line of a JSON Lines file: its value, or why it has none. Lines count from 1. */
export type JsonLine =
  | { readonly line: number; readonly value: unknown }
  | { readonly line: number; readonly fault: string };

/**
 * Reads JSON Lines one by one, so that memory does not grow with the file. Empty lines are skipped but counted; the last line may lack
 * its newline. A line that is not JSON is a value, never an exception.
 * @param text the whole file, or its lines.
 */
export function* readJsonLines(text: string | Iterable<string>): Generator<JsonLine> {
  let line = 0;
  let broken: JsonLine | undefined;
  for (const content of typeof text === 'string' ? linesOf(text) : text) {
    line += 1;
    if (broken !== undefined) yield broken;
    broken = undefined;
    if (content.trim() === '') continue;
    try {
      yield { line, value: JSON.parse(content) };
    } catch (error) {
      broken = { line, fault: `is not JSON: ${(error as Error).message}` };
    }
  }
  if (broken === undefined) return;
  // Where the very last line does not parse, its writer was most likely cut off.
  const endsInNewline = typeof text === 'string' && text.endsWith('\n');
  yield endsInNewline ? broken : { line: broken.line, fault: 'is cut off: the file ends within a record' };
}

function* linesOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const found = text.indexOf('\n', from);
    const to = found < 0 ? text.length : found;
    yield text.slice(from, to);
    from = to + 1;
  }
}
