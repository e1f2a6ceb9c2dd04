import { CaptureTemplate, startsWith } from './capture-template';
import { Span } from './span';

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, BLANK] = [0x7b, 0x7d, 0x5b, 0x5d, 0x20];
/** Strings up to here are read byte by byte; longer ones (pictures) are searched for their end at once. */
const SHORT = 512;
const MAX_TEMPLATES = 16;

/** One captured payload as it lies in the line. */
export class PayloadSpan {
  isPresent = false;
  readonly type = new Span();
  readonly mode = new Span();
  readonly data = new Span();
  readonly encoding = new Span();
  /** Whether `data` holds escapes, so that its bytes are not yet its text. */
  isEscaped = false;
}

/**
 * Finds the members of a capture record in the bytes of its line, without making objects and strings of them: parsing the JSON would be
 * most of what reading captures costs. Knows records as the service writes them, with members in any order; of anything else it
 * says so, and the line is then parsed and checked the long way, which alone decides what is a fault.
 */
export class CaptureScanner {
  readonly input = new PayloadSpan();
  readonly output = new PayloadSpan();
  readonly eventId = new Span();
  readonly inferenceId = new Span();
  readonly inferenceTime = new Span();
  /** The list as it is written, with its brackets. */
  readonly customAttributes = new Span();
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private to = 0;
  private readonly key = new Span();
  private readonly version = new Span();
  private isEscaped = false;

  private template: CaptureTemplate | undefined;
  /** Templates made; a file of many forms is not worth one for each line. */
  private templates = 0;

  /** @returns whether the line is a record of the usual form */
  scan(bytes: Buffer, from: number, to: number): boolean {
    this.bytes = bytes;
    this.to = to;
    if (this.template !== undefined && this.scanLike(this.template, from)) {
      return !this.eventId.isEmpty && isUsualTime(bytes, this.inferenceTime);
    }
    if (!this.scanMembers(from)) return false;
    if (this.templates < MAX_TEMPLATES) {
      this.templates += 1;
      this.template = new CaptureTemplate(bytes, from, this.to, this.spans());
    }
    return true;
  }

  /** A line that differs from the last one in its values alone, as lines of one endpoint do. */
  private scanLike(template: CaptureTemplate, from: number): boolean {
    const { bytes, to } = this;
    let at = from;
    for (const { literal, fixed, value } of template.segments) {
      if (!startsWith(bytes, at, to, literal)) return false;
      for (const { span, offset, length } of fixed) span.set(at + offset, at + offset + length);
      at += literal.length;
      if (value === undefined) break;
      this.at = at;
      if (!(value === this.customAttributes ? this.list(value) : this.stringBody(value))) return false;
      const isId = value === this.eventId || value === this.inferenceId;
      if (isId && (this.isEscaped || value.isEmpty)) return false;
      if (value === this.input.data) this.input.isEscaped = this.isEscaped;
      if (value === this.output.data) this.output.isEscaped = this.isEscaped;
      at = value.to;
    }
    this.at = at;
    return this.isEnd();
  }

  private spans() {
    const { input, output } = this;
    const payloads = [input, output].filter(({ isPresent }) => isPresent);
    return {
      values: [
        ...payloads.map(({ data }) => data),
        this.eventId,
        this.inferenceId,
        this.inferenceTime,
        this.customAttributes,
      ],
      fixed: payloads.flatMap(({ type, mode, encoding }) => [type, mode, encoding]),
    };
  }

  private scanMembers(from: number): boolean {
    this.at = from;
    const { bytes } = this;
    this.input.isPresent = false;
    this.output.isPresent = false;
    for (const span of [this.eventId, this.inferenceId, this.inferenceTime, this.customAttributes, this.version])
      span.set(0, 0);
    return (
      this.object(this.topMember) &&
      this.isEnd() &&
      !this.eventId.isEmpty &&
      isUsualTime(bytes, this.inferenceTime) &&
      this.is(this.version, '0')
    );
  }

  private readonly topMember = (key: Span): boolean => {
    if (this.is(key, 'captureData')) return this.object(this.dataMember);
    if (this.is(key, 'eventMetadata')) return this.object(this.metadataMember);
    return this.is(key, 'eventVersion') && this.string(this.version);
  };

  private readonly dataMember = (key: Span): boolean => {
    if (this.is(key, 'endpointInput')) return this.payload(this.input, 'INPUT');
    return this.is(key, 'endpointOutput') && this.payload(this.output, 'OUTPUT');
  };

  private readonly metadataMember = (key: Span): boolean => {
    if (this.is(key, 'eventId')) return this.string(this.eventId) && !this.isEscaped;
    if (this.is(key, 'inferenceTime')) return this.string(this.inferenceTime);
    if (this.is(key, 'inferenceId'))
      return this.string(this.inferenceId) && !this.isEscaped && !this.inferenceId.isEmpty;
    return this.is(key, 'customAttributes') && this.list(this.customAttributes);
  };

  private payload(payload: PayloadSpan, mode: 'INPUT' | 'OUTPUT'): boolean {
    this.current = payload;
    for (const span of [payload.type, payload.mode, payload.data, payload.encoding]) span.set(0, 0);
    payload.isPresent = this.object(this.payloadMember);
    return payload.isPresent && this.is(payload.mode, mode) && !payload.encoding.isEmpty && payload.data.from > 0;
  }

  private current = this.input;

  private readonly payloadMember = (key: Span): boolean => {
    const { current } = this;
    if (this.is(key, 'data')) {
      const isRead = this.string(current.data);
      current.isEscaped = this.isEscaped;
      return isRead;
    }
    if (this.is(key, 'observedContentType')) return this.string(current.type);
    if (this.is(key, 'encoding')) return this.string(current.encoding);
    return this.is(key, 'mode') && this.string(current.mode);
  };

  is({ from, to }: Span, text: string): boolean {
    if (to - from !== text.length) return false;
    for (let index = 0; index < text.length; index += 1) {
      if (this.bytes[from + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  private object(member: (key: Span) => boolean): boolean {
    if (!this.take(OPEN_BRACE)) return false;
    for (;;) {
      if (!this.string(this.key) || !this.take(COLON) || !member(this.key)) return false;
      if (this.take(CLOSE_BRACE)) return true;
      if (!this.take(COMMA)) return false;
    }
  }

  /** A list of strings without escapes. */
  private list(span: Span): boolean {
    if (!this.take(OPEN_BRACKET)) return false;
    const from = this.at - 1;
    do {
      if (!this.string(this.key) || this.isEscaped) return false;
    } while (this.take(COMMA));
    if (!this.take(CLOSE_BRACKET)) return false;
    span.set(from, this.at);
    return true;
  }

  private string(span: Span): boolean {
    return this.take(QUOTE) && this.stringBody(span);
  }

  /** What follows an opening quote. */
  private stringBody(span: Span): boolean {
    const { bytes, to, at: from } = this;
    this.isEscaped = false;
    const near = Math.min(to, from + SHORT);
    let at = from;
    while (at < near) {
      const mark = bytes[at]!;
      if (mark === QUOTE) return this.close(span, from, at);
      // Control characters within a string are no JSON.
      if (mark < BLANK) return false;
      if (mark !== BACKSLASH) at += 1;
      else {
        this.isEscaped = true;
        at += 2;
      }
    }
    return this.longString(span, from, at);
  }

  private longString(span: Span, from: number, reached: number): boolean {
    const { bytes, to } = this;
    let end = bytes.indexOf(QUOTE, reached);
    while (end >= 0 && end < to && bytes[end - 1] === BACKSLASH) {
      let slashes = 1;
      while (bytes[end - 1 - slashes] === BACKSLASH) slashes += 1;
      if (slashes % 2 === 0) break;
      end = bytes.indexOf(QUOTE, end + 1);
    }
    if (end < 0 || end >= to) return false;
    this.isEscaped ||= bytes.subarray(reached, end).includes(BACKSLASH);
    return this.close(span, from, end);
  }

  private close(span: Span, from: number, end: number): boolean {
    span.set(from, end);
    this.at = end + 1;
    return true;
  }

  /** Takes a mark, and blanks before it. */
  private take(mark: number): boolean {
    while (this.at < this.to && this.bytes[this.at] === BLANK) this.at += 1;
    if (this.at >= this.to || this.bytes[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  private isEnd(): boolean {
    for (let at = this.at; at < this.to; at += 1) if (this.bytes[at]! > BLANK) return false;
    return true;
  }
}

const USUAL = '0000-00-00T00:00:00Z';

/** `2024-10-15T14:05:12Z`; whether the day exists is asked of days that may not. */
function isUsualTime(bytes: Buffer, { from, to }: Span): boolean {
  if (to - from !== USUAL.length) return false;
  for (let index = 0; index < USUAL.length; index += 1) {
    const mark = bytes[from + index]!;
    const usual = USUAL.charCodeAt(index);
    if (usual === 0x30 ? mark < 0x30 || mark > 0x39 : mark !== usual) return false;
  }
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  if (month < 1 || month > 12 || day < 1 || day > 28) return false;
  return twoDigits(bytes, from + 11) < 24 && twoDigits(bytes, from + 14) < 60 && twoDigits(bytes, from + 17) < 60;
}

const twoDigits = (bytes: Buffer, at: number): number => bytes[at]! * 10 + bytes[at + 1]! - 528;
