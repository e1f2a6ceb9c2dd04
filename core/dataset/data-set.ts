/** One image of a data set. */
export interface DataItem {
  /** Row in the archive or list that the image comes from; unique within its split. */
  readonly row: number;
  /** Index into the data set's classes. */
  readonly label: number;
  /** Relative path with `/`, unique within its split: the S3 key under `train/` or `test/`. */
  readonly file: string;
  /** Becomes the object's S3 user metadata: site, camera … */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The encoded image, PNG or JPEG. Produced on demand: a data set in memory is small. */
  read(): Promise<Uint8Array>;
}

export interface DataSet {
  readonly name: string;
  /** At least two; a label is an index into it. */
  readonly classes: readonly string[];
  readonly train: readonly DataItem[];
  readonly test: readonly DataItem[];
}

/** Progress of something that takes a while; `total` is absent where nobody knows it. */
export interface DataSetProgress {
  /** `downloading`, `reading the archive` … */
  readonly step: string;
  readonly done: number;
  readonly total?: number;
  readonly unit: 'bytes' | 'images';
}
