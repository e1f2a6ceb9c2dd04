import { DataSetError } from '../dataset/data-set-error';
import type { SentencePair } from './sentence-pair';

/** A paraphrase corpus is malformed; the message names the line. */
export class ParaphraseCorpusInvalid extends DataSetError {
  override readonly name = 'ParaphraseCorpusInvalid';
}

/** The first line of every file of the Microsoft Research Paraphrase Corpus. */
const COLUMNS = ['Quality', '#1 ID', '#2 ID', '#1 String', '#2 String'] as const;

/**
 * Reads pairs of sentences in the layout of the Microsoft Research Paraphrase Corpus: a header, then a line a pair, five fields separated by tabs. A
 * quotation mark is a character like any other (the corpus has sentences that open one and never close it), so a field holds neither tab nor line
 * break. A byte-order mark, line ends of Windows and blank lines are taken as they come.
 * @param text the whole file
 * @param name how errors call the file, e.g. `msr_paraphrase_train.txt`
 * @throws ParaphraseCorpusInvalid naming the line
 * @see https://www.microsoft.com/en-us/download/details.aspx?id=52398
 */
export function parseParaphraseCorpus(text: string, name: string): SentencePair[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = (lines[0] ?? '').split('\t').map((field) => field.trim());
  if (header.length !== COLUMNS.length || COLUMNS.some((column, at) => column !== header[at])) {
    throw new ParaphraseCorpusInvalid(
      `${name} line 1: the header is ${quoted(lines[0] ?? '')}; it must be ${COLUMNS.join(', ')}, separated by tabs.`,
    );
  }
  const pairs: SentencePair[] = [];
  lines.slice(1).forEach((line, index) => {
    if (line.trim() !== '') pairs.push(pairOf(line, pairs.length, `${name} line ${index + 2}`));
  });
  if (pairs.length === 0) throw new ParaphraseCorpusInvalid(`${name} has a header and no pair of sentences.`);
  return pairs;
}

function pairOf(line: string, row: number, at: string): SentencePair {
  const fields = line.split('\t');
  if (fields.length !== COLUMNS.length) {
    throw new ParaphraseCorpusInvalid(
      `${at}: has ${fields.length} fields separated by tabs; it needs ${COLUMNS.length}: ${COLUMNS.join(', ')}.`,
    );
  }
  const [quality = '', , , first = '', second = ''] = fields.map((field) => field.trim());
  if (quality !== '0' && quality !== '1') {
    throw new ParaphraseCorpusInvalid(`${at}: Quality is ${quoted(quality)}; it must be 1 (paraphrases) or 0.`);
  }
  for (const [sentence, column] of [
    [first, COLUMNS[3]],
    [second, COLUMNS[4]],
  ]) {
    if (sentence === '') throw new ParaphraseCorpusInvalid(`${at}: ${column} is empty; it must be a sentence.`);
  }
  return { row, label: quality === '1' ? 1 : 0, first, second };
}

/** As a user would recognise it, in one line. */
const quoted = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

/**
 * Writes pairs in the same layout; the ids are made of the row.
 * @throws ParaphraseCorpusInvalid for a sentence that the layout cannot hold: empty, or with a tab or a line break
 */
export function formatParaphraseCorpus(pairs: readonly SentencePair[]): string {
  const lines = pairs.map(({ row, label, first, second }) => {
    for (const sentence of [first, second]) {
      if (sentence.trim() === '' || /[\t\r\n]/.test(sentence))
        throw new ParaphraseCorpusInvalid(`Row ${row}: ${quoted(sentence)} is empty, or holds a tab or a line break.`);
    }
    return [label, 2 * row + 1, 2 * row + 2, first, second].join('\t');
  });
  return [COLUMNS.join('\t'), ...lines, ''].join('\n');
}
