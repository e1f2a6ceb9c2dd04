import type { Finding } from './invalid-definition';
import { UNSUPPORTED_FIELDS } from './unsupported-fields';

/** Reads the fields of one JSON object of a definition, notes every fault, and in the end every field nobody asked for. */
export class FieldReader {
  private readonly fields: Readonly<Record<string, unknown>>;
  private readonly read = new Set<string>();

  constructor(
    value: unknown,
    readonly pointer: string,
    private readonly findings: Finding[],
  ) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) this.note('', 'Expected a JSON object');
    this.fields = isObject ? (value as Record<string, unknown>) : {};
  }

  /** Notes a fault of a field, or of the object itself for the field ''. */
  note(field: string, message: string): void {
    this.findings.push({ pointer: field === '' ? this.pointer : this.pointerOf(field), message });
  }

  /** Notes a fault deep within a field, at a JSON pointer relative to it. */
  noteBelow(field: string, pointer: string, message: string): void {
    this.findings.push({ pointer: this.pointerOf(field) + pointer, message });
  }

  pointerOf(field: string | number): string {
    return `${this.pointer}/${String(field).replace(/~/g, '~0').replace(/\//g, '~1')}`;
  }

  has(field: string): boolean {
    return Object.hasOwn(this.fields, field);
  }

  /** Any JSON value. */
  raw(field: string): unknown {
    this.read.add(field);
    return this.has(field) ? this.fields[field] : undefined;
  }

  string(field: string): string | undefined {
    const value = this.raw(field);
    if (value === undefined || typeof value === 'string') return value;
    this.note(field, `'${field}' must be a string`);
    return undefined;
  }

  requiredString(field: string): string {
    if (!this.has(field)) this.note(field, `'${field}' is missing`);
    return this.string(field) ?? '';
  }

  /** One of several words. */
  choice<Word extends string>(field: string, words: readonly Word[]): Word | undefined {
    const value = this.string(field);
    const word = words.find((known) => known === value);
    if (value !== undefined && word === undefined) this.note(field, `'${field}' must be one of ${words.join(', ')}`);
    return word;
  }

  boolean(field: string): boolean | undefined {
    const value = this.raw(field);
    if (value === undefined || typeof value === 'boolean') return value;
    this.note(field, `'${field}' must be true or false`);
    return undefined;
  }

  /** A number within bounds, both inclusive. */
  number(field: string, least: number, most: number, kind: 'integer' | 'number' = 'integer'): number | undefined {
    const value = this.raw(field);
    if (value === undefined) return undefined;
    const fits = typeof value === 'number' && value >= least && value <= most;
    if (fits && (kind === 'number' || Number.isInteger(value))) return value;
    this.note(field, `'${field}' must be ${kind === 'integer' ? 'an integer' : 'a number'} from ${least} to ${most}`);
    return undefined;
  }

  /** A list; `at least one` notes an empty or missing one. */
  list(field: string, need: 'at least one' | 'optional' = 'optional'): readonly unknown[] {
    const value = this.raw(field);
    if (value === undefined && need === 'optional') return [];
    if (!Array.isArray(value) || (need === 'at least one' && value.length === 0)) {
      this.note(field, `'${field}' must be a list${need === 'at least one' ? ' with at least one element' : ''}`);
      return [];
    }
    return value;
  }

  /** A reader for an object within this one. */
  object(field: string): FieldReader {
    return new FieldReader(this.raw(field), this.pointerOf(field), this.findings);
  }

  /** A reader for an element of a list within this one. */
  element(field: string, index: number, value: unknown): FieldReader {
    return new FieldReader(value, `${this.pointerOf(field)}/${index}`, this.findings);
  }

  /** Notes all but one of several fields that exclude each other. */
  exclusive(...fields: readonly string[]): void {
    const [first, ...others] = fields.filter((field) => this.has(field));
    for (const other of others) this.note(other, `'${other}' and '${first}' exclude each other`);
  }

  /** Notes every field that has not been asked for: unsupported ones with the reason, all others as unknown. */
  end(): void {
    for (const field of Object.keys(this.fields)) {
      if (this.read.has(field)) continue;
      const reason = Object.hasOwn(UNSUPPORTED_FIELDS, field) ? UNSUPPORTED_FIELDS[field] : undefined;
      this.note(
        field,
        reason === undefined ? `Field '${field}' is unknown here` : `Field '${field}' is refused: ${reason}`,
      );
    }
  }
}
