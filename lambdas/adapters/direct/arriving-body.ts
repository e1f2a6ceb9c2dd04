import { Readable } from 'node:stream';

/** The body of an answer whose head is known. */
export interface AnswerBody {
  /** @throws the connection's error where it breaks off */
  whole(): Promise<Buffer>;
  /** Lets go of what is still to come. */
  drop(): void;
}

/** A body that is gathered as it arrives: for a few KB a stream of them costs as much as the request itself. */
export class ArrivingBody implements AnswerBody {
  private readonly chunks: Buffer[] = [];
  private readonly gathered: Promise<Buffer>;
  private settle!: { readonly resolve: (bytes: Buffer) => void; readonly reject: (error: Error) => void };

  /** @param abort ends the exchange */
  constructor(private readonly abort: () => void) {
    this.gathered = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // Whoever drops a body, or reads its head alone, does not wait for its end.
    this.gathered.catch(() => undefined);
  }

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  end(): void {
    this.settle.resolve(this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks));
  }

  fail(error: Error): void {
    this.settle.reject(error);
  }

  whole(): Promise<Buffer> {
    return this.gathered;
  }

  drop(): void {
    this.chunks.length = 0;
    this.abort();
  }

  /** For whoever reads streams only. */
  stream(): Readable {
    const { gathered } = this;
    return Readable.from(
      (async function* () {
        yield await gathered;
      })(),
      { objectMode: false },
    );
  }
}
