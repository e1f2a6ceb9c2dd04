const MAX_NAME_CHARACTERS = 100;

/** A person's name as they wrote it: on one line, without marks that change how other text reads. Undefined where nothing is left. */
export function cleanName(text: string | undefined): string | undefined {
  const clean = (text ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = Array.from(clean).slice(0, MAX_NAME_CHARACTERS).join('').trim();
  return short === '' ? undefined : short;
}
