import type { Span } from './span';

interface Segment {
  /** Bytes that all lines have here. */
  readonly literal: Buffer;
  /** Where in the literal other members lie that readers ask for. */
  readonly fixed: readonly { readonly span: Span; readonly offset: number; readonly length: number }[];
  /** The value that follows; undefined at the end. */
  readonly value: Span | undefined;
}

/**
 * What a capture line is but for its values. Lines of one endpoint have all the rest in common, so that the next one need only be compared
 * with it; a line that differs is read member by member.
 */
export class CaptureTemplate {
  readonly segments: readonly Segment[];

  /** @param spans as they lie in the line; values that are absent are empty */
  constructor(
    bytes: Buffer,
    from: number,
    to: number,
    { values, fixed }: { readonly values: readonly Span[]; readonly fixed: readonly Span[] },
  ) {
    const present = values.filter((span) => span.from > 0 || span.to > 0).sort((one, other) => one.from - other.from);
    const starts = [from, ...present.map((span) => span.to)];
    // Line ends differ between the last line and others.
    let end = to;
    while (end > from && bytes[end - 1]! <= 0x20) end -= 1;
    this.segments = starts.map((start, index) => {
      const value = present[index];
      const stop = value?.from ?? end;
      const inside = fixed.filter((span) => span.from >= start && span.to <= stop && span.from > 0);
      return {
        literal: Buffer.from(bytes.subarray(start, stop)),
        fixed: inside.map((span) => ({ span, offset: span.from - start, length: span.to - span.from })),
        value,
      };
    });
  }
}

export function startsWith(bytes: Buffer, at: number, to: number, literal: Buffer): boolean {
  const { length } = literal;
  if (at + length > to) return false;
  for (let index = 0; index < length; index += 1) if (bytes[at + index] !== literal[index]) return false;
  return true;
}
