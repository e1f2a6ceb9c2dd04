/** Gives the value of a variable; undefined where there is none. */
export type VariableLookup = (name: string) => unknown;

type Part = string | { readonly name: string; readonly quoted: boolean };

const VARIABLE = /<([A-Za-z0-9_.-]+)>/y;

/**
 * Compiles an `InputTemplate`: JSON in which `<name>` stands for a value. Outside of quotes the value is put in as JSON, within quotes as text, so that
 * the result is JSON whatever the event holds. A value that the event does not have is null, or an empty text.
 * @param names the variables that are declared.
 * @param invalid makes the error that is thrown for a template that is no JSON or names another variable.
 */
export function compileTemplate(
  template: string,
  names: ReadonlySet<string>,
  invalid: (reason: string) => Error,
): (lookup: VariableLookup) => string {
  const parts = partsOf(template);
  for (const part of parts) {
    if (typeof part === 'string' || names.has(part.name)) continue;
    throw invalid(`InputTemplate names <${part.name}>, which InputPathsMap does not declare`);
  }
  const render = (lookup: VariableLookup): string =>
    parts.map((part) => (typeof part === 'string' ? part : inserted(lookup(part.name), part.quoted))).join('');
  try {
    JSON.parse(render(() => undefined));
  } catch (error) {
    throw invalid(`InputTemplate is no JSON once its variables have values (${(error as Error).message})`);
  }
  return render;
}

function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let text = '';
  let quoted = false;
  for (let at = 0; at < template.length; at++) {
    VARIABLE.lastIndex = at;
    const [whole, name] = VARIABLE.exec(template) ?? [];
    if (whole !== undefined && name !== undefined) {
      parts.push(text, { name, quoted });
      text = '';
      at += whole.length - 1;
      continue;
    }
    const character = template[at] as string;
    text += character;
    if (character === '\\' && quoted) text += template[++at] ?? '';
    else if (character === '"') quoted = !quoted;
  }
  return [...parts, text];
}

function inserted(value: unknown, quoted: boolean): string {
  if (!quoted) return JSON.stringify(value ?? null);
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
