const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** Characters that XML 1.0 cannot hold even when escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const UNREPRESENTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text for element content and attribute values; what XML 1.0 cannot hold becomes U+FFFD. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"'\r]/g, (character) => ESCAPES[character] as string).replace(UNREPRESENTABLE, '\ufffd');

/** `<name>content</name>`; the content is XML already, the name a constant of ours. */
export const xmlElement = (name: string, content: string): string =>
  content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;

/**
 * A value as the query protocol writes it: object members become elements, lists `<member>`s, a `Map` `<entry>`s with key and
 * value, a `Date` ISO 8601, a `Buffer` base64; undefined and null vanish.
 */
export function xmlOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (Array.isArray(value)) return value.map((item) => xmlElement('member', xmlOf(item))).join('');
  if (value instanceof Map) {
    return [...value]
      .map(([key, item]) => xmlElement('entry', xmlElement('key', xmlOf(key)) + xmlElement('value', xmlOf(item))))
      .join('');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined && member !== null)
      .map(([name, member]) => xmlElement(name, xmlOf(member)))
      .join('');
  }
  return escapeXml(String(value));
}
