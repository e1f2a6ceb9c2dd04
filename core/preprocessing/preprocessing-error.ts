/** Why a table, or a row of it, cannot be made into numbers. */
export const PreprocessingErrorName = {
  /** The declaration, or the fitted description, is none: the message names the field. */
  PreprocessingInvalid: 'PreprocessingInvalid',
  /** The table cannot be read, or is not the one that the declaration speaks of: the message names file, line and column. */
  TableInvalid: 'TableInvalid',
  /** A row holds a category that the training table did not, and the declaration refuses such rows. */
  UnknownCategory: 'UnknownCategory',
} as const;

export type PreprocessingErrorName = (typeof PreprocessingErrorName)[keyof typeof PreprocessingErrorName];

/** Base of the errors of preprocessing. None of them goes away by trying again. */
export class PreprocessingError extends Error {
  override readonly name: PreprocessingErrorName;

  constructor(name: PreprocessingErrorName, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

export class PreprocessingInvalid extends PreprocessingError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(PreprocessingErrorName.PreprocessingInvalid, message, options);
  }
}

export class TableInvalid extends PreprocessingError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(PreprocessingErrorName.TableInvalid, message, options);
  }
}

export class UnknownCategory extends PreprocessingError {
  constructor(message: string) {
    super(PreprocessingErrorName.UnknownCategory, message);
  }
}
