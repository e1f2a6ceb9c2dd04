/** Text that is HTML already. Only `html` makes it, from templates in the source and escaped values. */
export class Markup {
  constructor(readonly text: string) {}
}

export type HtmlValue = string | number | Markup | undefined | readonly HtmlValue[];

/**
 * A template of HTML: every value is escaped, for text and for quoted attributes alike; markup and lists of it pass; `undefined` is
 * nothing. There is no way to put a value in unescaped by accident.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Markup {
  return new Markup(strings.map((text, index) => text + rendered(values[index])).join(''));
}

function rendered(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(rendered).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters, which HTML forbids, show as a replacement character; so do lone surrogates when the text becomes UTF-8. */
export const escapeHtml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
