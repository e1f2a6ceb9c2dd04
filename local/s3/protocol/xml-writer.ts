/** A value of an element; an array repeats the element, undefined leaves it out. */
export type XmlValue = string | number | boolean | undefined | XmlObject | readonly XmlValue[];
export interface XmlObject {
  readonly [element: string]: XmlValue;
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An XML document as S3 answers it. */
export function toXml(root: string, content: XmlObject | string): string {
  const body = typeof content === 'string' ? escapeXml(content) : elements(content);
  return `${DECLARATION}<${root} xmlns="${NAMESPACE}">${body}</${root}>`;
}

/** An error document, which has no namespace. */
export const toErrorXml = (content: XmlObject): string => `${DECLARATION}<Error>${elements(content)}</Error>`;

function elements(content: XmlObject): string {
  let text = '';
  for (const name in content) text += element(name, content[name]);
  return text;
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (isList(value)) return value.map((item) => element(name, item)).join('');
  return `<${name}>${typeof value === 'object' ? elements(value) : escapeXml(String(value))}</${name}>`;
}

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);

// biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold them, and S3 writes them as references
const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f]/g;
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeXml = (text: string): string =>
  text.replace(SPECIAL, (character) => NAMED[character] ?? `&#${character.charCodeAt(0)};`);
