import { type HtmlValue, html, type Markup } from '../html';

/** One part of the report: a heading, a sentence that says what is to be seen, and the thing itself. */
export function section(id: string, title: string, lead: HtmlValue, body: HtmlValue): Markup {
  return html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="lead">${lead}</p>
${body}
</section>`;
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => HtmlValue;
  readonly numeric?: boolean;
}

/** Rows of a table; the page stays quick to open with thousands of images. */
const MAX_TABLE_ROWS = 500;

/** A table; rows beyond the limit are counted below it. On a screen that is too narrow for it, it scrolls sideways. */
export const table = <Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  limit = MAX_TABLE_ROWS,
): Markup => drawnTable(caption, columns, rows, limit);

/** A table whose words are to be read, not compared: on a narrow screen each row is a block, with a cell a line and its title before it. */
export const stackingTable = <Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup =>
  drawnTable(caption, columns, rows, MAX_TABLE_ROWS, html` class="stacking"`);

function drawnTable<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  limit: number,
  look?: Markup,
): Markup {
  const left = rows.length - limit;
  const kind = ({ numeric }: Column<Row>) => (numeric ? html` class="number"` : undefined);
  const title = (column: Column<Row>) => (look === undefined ? undefined : html` data-title="${column.title}"`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table${look}>
<caption class="unseen">${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${kind(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows
    .slice(0, limit)
    .map(
      (row) =>
        html`<tr>${columns.map((column) => html`<td${kind(column)}${title(column)}>${column.cell(row)}</td>`)}</tr>\n`,
    )}</tbody></table></div>${left > 0 ? html`<p class="note">${left} more rows are left out here.</p>` : undefined}`;
}

/** The same facts as a chart's, for those who cannot see it or want the numbers. */
export function numbers(title: string, content: Markup): Markup {
  return html`<details><summary>${title}</summary>${content}</details>`;
}

/** One number of a report's head, what it is, and what it says: an entry of `<dl class="tiles">`. */
export const tile = (name: string, value: string, note: string): Markup =>
  html`<div><dt>${name}</dt><dd><strong>${value}</strong><span>${note}</span></dd></div>\n`;
