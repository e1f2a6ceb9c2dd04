interface Signature {
  readonly name: string;
  readonly offset: number;
  readonly text: string;
}

/** First bytes (Latin-1) of what people upload instead of a PNG or JPEG. */
const SIGNATURES: readonly Signature[] = [
  { name: 'a GIF image', offset: 0, text: 'GIF8' },
  { name: 'a WebP image', offset: 8, text: 'WEBP' },
  { name: 'a BMP image', offset: 0, text: 'BM' },
  { name: 'a TIFF image', offset: 0, text: 'II*\0' },
  { name: 'a TIFF image', offset: 0, text: 'MM\0*' },
  { name: 'a HEIC image', offset: 4, text: 'ftyphei' },
  { name: 'a HEIC image', offset: 4, text: 'ftypmif1' },
  { name: 'an AVIF image', offset: 4, text: 'ftypavif' },
  { name: 'a PDF document', offset: 0, text: '%PDF' },
  { name: 'a ZIP archive', offset: 0, text: 'PK\x03\x04' },
  { name: 'a gzip archive', offset: 0, text: '\x1f\x8b' },
  { name: 'a web page', offset: 0, text: '<!DOCTYPE' },
  { name: 'a web page', offset: 0, text: '<html' },
  { name: 'an XML or SVG document', offset: 0, text: '<?xml' },
  { name: 'an SVG document', offset: 0, text: '<svg' },
];

const SAMPLE_BYTES = 64;
const SHOWN_CHARACTERS = 24;

/** What bytes that are neither PNG nor JPEG look like, for an error message: `a GIF image`, `text ("hello…")`, `bytes 00 01 …`. */
export function describeForeignFormat(bytes: Uint8Array): string {
  const sample = String.fromCharCode(...bytes.subarray(0, SAMPLE_BYTES));
  const known = SIGNATURES.find(({ offset, text }) => sample.startsWith(text, offset));
  if (known !== undefined) return known.name;
  if (/^[\t\n\r\x20-\x7e]+$/.test(sample)) {
    const cut = bytes.length > SHOWN_CHARACTERS ? '…' : '';
    return `text (${JSON.stringify(sample.slice(0, SHOWN_CHARACTERS) + cut)})`;
  }
  return `bytes ${[...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}
