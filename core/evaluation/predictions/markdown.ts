const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', $: '&#36;', ':': '&#58;' };

/** Markdown is made of lines: breaks and other controls within a name become blanks. */
const inOneLine = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
    .trim();

/**
 * Any text as literal text in a paragraph or a table cell of GitHub's Markdown: no emphasis, code, link, autolink, mathematics, HTML, or
 * end of the cell comes of it.
 */
export function escapeMarkdown(text: string): string {
  const line = inOneLine(text);
  if (line === '') return '(no name)';
  return line.replace(/[\\`*_[\]|~#!@]/g, '\\$&').replace(/[&<>$:]/g, (character) => ENTITIES[character] ?? character);
}

/** Any text as a code span, within table cells too; its fence is longer than any run of backticks inside. */
export function markdownCode(text: string): string {
  const line = inOneLine(text).replaceAll('|', '\\|');
  if (line === '') return '(none)';
  const longest = [...line.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

export interface MarkdownColumn {
  /** Markdown. */
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A table of GitHub's Markdown. @param rows cells, Markdown already */
export function markdownTable(columns: readonly MarkdownColumn[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : ':---'))),
    ...rows.map(line),
  ].join('\n');
}
