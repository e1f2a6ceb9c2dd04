/**
 * Orders keys by the bytes of their UTF-8 form, as S3 lists them. JavaScript's own `<` compares UTF-16 units and so puts
 * astral characters (emoji) before U+E000-U+FFFF, where UTF-8 puts them after.
 * @returns negative, zero or positive.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

const SURROGATES_FROM = 0xd800;
const SURROGATES_TO = 0xe000;

const rank = (unit: number): number => (unit < SURROGATES_FROM || unit >= SURROGATES_TO ? unit : unit + 0x10000);
