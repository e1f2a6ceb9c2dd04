/** Whether a text matches a pattern of StringMatches: `*` stands for any characters, `\*` and `\\` for themselves. */
export function matchesPattern(text: string, pattern: string): boolean {
  const [first = '', ...rest] = literals(pattern);
  if (rest.length === 0) return text === first;
  const last = rest.pop() as string;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  // The leftmost match of each part leaves the most room for the next, so no backtracking is needed.
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

/** The literal texts between the wildcards. */
function literals(pattern: string): string[] {
  const parts = [''];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (character === '*') parts.push('');
    else parts.push((parts.pop() ?? '') + (character === '\\' && at + 1 < pattern.length ? pattern[++at] : character));
  }
  return parts;
}
