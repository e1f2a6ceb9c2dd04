/** What a pickle of plain data holds. Python's bytes and byte strings are `Uint8Array` or, where they are short text, `string`. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PickleValue[]
  | PickleDictionary
  | PickleName
  | PickleCall
  | StreamedBytes;

/** A dictionary; byte-string keys of Python 2 read as text. */
export class PickleDictionary {
  readonly entries = new Map<PickleValue, PickleValue>();
}

/** The name of something in a Python module. Never imported, never called: only the names of `CALLABLE_NAMES` are let in. */
export class PickleName {
  constructor(readonly name: string) {}
}

/** A call of a known name with its arguments, and the state set on the result; kept as data for the caller to interpret. */
export class PickleCall {
  state: PickleValue | undefined;

  constructor(
    readonly name: string,
    readonly argumentList: readonly PickleValue[],
  ) {}
}

/** Stands for a long byte string that went to the machine's consumer instead of into memory. */
export class StreamedBytes {
  constructor(readonly length: number) {}
}
