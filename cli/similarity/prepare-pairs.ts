import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { makePairs } from '../../core/similarity/corpus/make-pairs';
import { formatFeatureTable, formatLabelledTable } from '../../core/similarity/feature-table';
import { formatParaphraseCorpus, parseParaphraseCorpus } from '../../core/similarity/paraphrase-corpus';
import type { SentencePair } from '../../core/similarity/sentence-pair';
import { PAIR_SPLITS, splitPairs } from '../../core/similarity/split-pairs';
import { UsageError } from '../usage-error';
import { RunFile, RunFolder } from './run-folder';

export interface PreparePairs {
  /** A corpus in the layout of Microsoft's; the project's own where absent. */
  readonly data?: string;
  /** How many pairs the project's own corpus has. */
  readonly pairs: number;
  readonly seed: number;
}

/** The real corpus has 2 MB; what is a thousand times larger is another file. Bytes. */
const MAX_CORPUS_BYTES = 256 * 2 ** 20;

/**
 * Reads or draws the pairs and writes corpus, splits and features into a folder.
 * @throws UsageError for a file that cannot be read; DataSetError for what is in it
 */
export function preparePairs(path: string, { data, pairs: count, seed }: PreparePairs): RunFolder {
  const pairs = data === undefined ? makePairs(count, seed) : readCorpus(data);
  const splits = splitPairs(pairs, seed);
  const folder = RunFolder.begin(path, {
    name: data === undefined ? 'own corpus' : basename(data),
    seed,
    pairs: pairs.length,
    paraphrases: pairs.filter(({ label }) => label === 1).length,
    train: splits.train.length,
    validation: splits.validation.length,
    test: splits.test.length,
  });
  for (const split of PAIR_SPLITS) writeFileSync(folder.file(RunFile[split]), formatFeatureTable(splits[split]));
  writeFileSync(folder.file(RunFile.labelled), formatLabelledTable(splits.test));
  writeFileSync(folder.file(RunFile.corpus), formatParaphraseCorpus(pairs));
  writeFileSync(folder.file(RunFile.testPairs), formatParaphraseCorpus(splits.test));
  return folder;
}

/** @throws UsageError; ParaphraseCorpusInvalid naming the line */
export function readCorpus(file: string): SentencePair[] {
  let bytes: Buffer;
  try {
    const { size } = statSync(file);
    if (size > MAX_CORPUS_BYTES)
      throw new UsageError(`${file} has ${size} bytes; a corpus of pairs may have ${MAX_CORPUS_BYTES} at most.`);
    bytes = readFileSync(file);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`The corpus cannot be read: ${(cause as Error).message}`, { cause });
  }
  return parseParaphraseCorpus(textOf(bytes, file), basename(file));
}

function textOf(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError(`${file} is not in UTF-8: convert it first, e.g. iconv -f latin1 -t utf8.`, { cause });
  }
}
