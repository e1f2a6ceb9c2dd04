/**
 * Text of somebody else's on one line, as it reads: whoever may upload names the key, and a line break or a change of the writing direction in
 * it could make a link of theirs look like ours.
 */
export const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
