import * as z from 'zod';

const keySchema = z.object({
  /** Travels in every link, so that the right secret is found. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'letters, digits, _ and -'),
  /** At least 32 characters: as many bits as the hash has, even in hex. */
  secret: z.string().min(32),
  /** ISO 8601: since when it signs no more. Absent for the key in use. */
  retiredAt: z.iso.datetime().optional(),
});
export type LinkKey = z.infer<typeof keySchema>;

/** The keys that links are signed with, the one in use first; the others are kept as long as a link of theirs may live. */
export type LinkKeys = readonly [LinkKey, ...LinkKey[]];

/** The secret's value is this form, or, before its first rotation, the one key that Secrets Manager has made. */
const secretSchema = z.union([z.object({ keys: z.array(keySchema).min(1) }), keySchema]);

/** The secret cannot be read as keys. The message never quotes it. */
export class LinkKeysInvalid extends Error {
  override readonly name = 'LinkKeysInvalid';
}

/** @throws LinkKeysInvalid */
export function parseLinkKeys(secret: string): LinkKeys {
  let value: unknown;
  try {
    value = JSON.parse(secret);
  } catch {
    // Without the cause: a syntax error quotes the text.
    throw new LinkKeysInvalid('The secret of the second-look links is not JSON: rotate it.');
  }
  const parsed = secretSchema.safeParse(value);
  if (!parsed.success) {
    throw new LinkKeysInvalid(
      'The secret of the second-look links holds no keys ({"keys":[{"id","secret"}]}): rotate it.',
    );
  }
  const [first, ...others] = 'keys' in parsed.data ? parsed.data.keys : [parsed.data];
  return [first as LinkKey, ...others];
}

export const formatLinkKeys = (keys: LinkKeys): string => JSON.stringify({ keys });

/**
 * Puts a new key in front. The one before it is retired now; keys that have been retired for longer than any link lives are dropped: an overlap that
 * holds however often somebody rotates.
 */
export function rotateLinkKeys(keys: LinkKeys, fresh: LinkKey, now: Date, longestLinkSeconds: number): LinkKeys {
  const oldest = now.getTime() - longestLinkSeconds * 1_000;
  const kept = keys
    .map((key) => ({ ...key, retiredAt: key.retiredAt ?? now.toISOString() }))
    .filter(({ id, retiredAt }) => id !== fresh.id && Date.parse(retiredAt) >= oldest);
  return [{ id: fresh.id, secret: fresh.secret }, ...kept];
}
