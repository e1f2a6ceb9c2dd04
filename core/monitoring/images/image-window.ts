import { RowTable } from '../../table/row-table';
import type { Statistics } from '../formats/statistics';
import { RowSample, type StoredRowSample } from '../sample/row-sample';
import { type StoredTableAnalysis, TableAnalysis } from '../table-analysis';
import type { DescribedImage } from './describe-image';
import { NUMERIC_DESCRIPTORS } from './image-descriptor';
import type { PerceptualHash } from './perceptual-hash';

/** Images of a window whose embeddings and hashes are kept: a test of two samples of this size takes a second. */
export const SAMPLED_IMAGES = 300;
/** Hashes are small; near-duplicates want as many as can be compared each with each. */
export const SAMPLED_HASHES = 4000;

/** One image of a window, with what the model said of it. */
export interface ObservedImage {
  /** What makes it this image: its inference id. */
  readonly identity: string;
  readonly described: DescribedImage;
  /** From the model, or of the pixels: the same kind as the baseline's. */
  readonly embedding: readonly number[];
  /** Absent where nobody asked a model. */
  readonly answer?: {
    readonly probabilities: readonly number[];
    readonly label: string;
    /** Calibrated, 0..1. */
    readonly confidence: number;
  };
}

/** Columns of the model's answers, beside the descriptors. */
export const ANSWER_COLUMNS = ['confidence', 'answer_entropy', 'predicted_label'] as const;

export interface StoredImageWindow {
  readonly table: StoredTableAnalysis;
  readonly hashes: StoredRowSample<PerceptualHash>;
  readonly embeddings: StoredRowSample<readonly number[]>;
}

export interface ImageWindowOptions {
  /** Of the baseline's window; absent to make one. */
  readonly baseline?: Statistics;
  readonly seed: number;
}

/**
 * What a window's images are like: descriptors as a table, and samples of hashes and embeddings. Windows of parts merge into that of the whole and
 * travel as JSON in between; the samples do not depend on the parts.
 */
export class ImageWindow {
  readonly table: TableAnalysis;
  hashes: RowSample<PerceptualHash>;
  embeddings: RowSample<readonly number[]>;
  private readonly rows: RowTable;

  constructor(readonly options: ImageWindowOptions) {
    const { baseline, seed } = options;
    this.table = new TableAnalysis({ baseline, seed });
    this.rows = new RowTable(this.table.reading);
    this.hashes = new RowSample(SAMPLED_HASHES, seed);
    this.embeddings = new RowSample(SAMPLED_IMAGES, seed);
  }

  add({ identity, described, embedding, answer }: ObservedImage): void {
    const { rows } = this;
    const { descriptor, hash } = described;
    this.table.reading.counts.rows += 1;
    for (const name of NUMERIC_DESCRIPTORS) rows.column(name)?.putJson(rows.row, descriptor[name]);
    rows.column('format')?.putJson(rows.row, descriptor.format);
    if (answer !== undefined) {
      rows.column('confidence')?.putJson(rows.row, answer.confidence);
      rows.column('answer_entropy')?.putJson(rows.row, entropyOf(answer.probabilities));
      rows.column('predicted_label')?.putJson(rows.row, answer.label);
    }
    rows.endRow();
    this.hashes.add(identity, hash);
    this.embeddings.add(identity, embedding);
  }

  /** An image that is in the window and cannot be described. */
  addUnreadable(reason: string, file: string, line: number): void {
    this.table.reading.counts.rows += 1;
    this.table.reading.faults.add('PayloadUnreadable', reason, file, line);
  }

  /** Takes another part in, which does not change. */
  merge(other: ImageWindow): void {
    this.settle();
    other.settle();
    this.table.merge(other.table);
    this.hashes = this.hashes.merge(other.hashes);
    this.embeddings = this.embeddings.merge(other.embeddings);
  }

  /** Rows that wait for a full batch go into the table; to be called before the table is read. */
  settle(): this {
    this.rows.flush();
    return this;
  }

  stored(): StoredImageWindow {
    this.settle();
    return { table: this.table.store(), hashes: this.hashes.stored(), embeddings: this.embeddings.stored() };
  }

  /** @param options those of the window that was stored */
  static read({ table, hashes, embeddings }: StoredImageWindow, options: ImageWindowOptions): ImageWindow {
    const window = new ImageWindow(options);
    window.table.merge(TableAnalysis.read(table, { baseline: options.baseline, seed: options.seed }));
    window.hashes = RowSample.read(hashes);
    window.embeddings = RowSample.read(embeddings);
    return window;
  }
}

/** Of a model's answer. Bits; 0 where it is sure. */
function entropyOf(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0);
}
