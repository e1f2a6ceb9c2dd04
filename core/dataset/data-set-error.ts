/**
 * The data a user pointed at cannot be used. The message is one line that says what is wrong, where, and what to do; the command line
 * prints it and ends with exit code 2.
 */
export class DataSetError extends Error {
  override readonly name: 'DataSetError' | 'ImageListError' | 'ArchiveError' | 'ParaphraseCorpusInvalid' =
    'DataSetError';
}

/** A `.lst` file is malformed; the message names the line. */
export class ImageListError extends DataSetError {
  override readonly name = 'ImageListError';
}

/** An archive is not what it should be, or holds what a data file has no business holding. */
export class ArchiveError extends DataSetError {
  override readonly name = 'ArchiveError';
}

/** `a, b, c and 14 more`: the first few of a list that may be long. */
export function firstFew(names: readonly string[], shown = 3): string {
  const head = names.slice(0, shown).join(', ');
  return names.length > shown ? `${head} and ${names.length - shown} more` : head;
}
