import { MAX_CUSTOM_ATTRIBUTES_CHARACTERS } from './limits';

/** Why an endpoint is invoked. Monitors look at `traffic` only, unless told otherwise. */
export const PURPOSES = ['traffic', 'evaluation', 'release-check', 'explain'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** CustomAttributes of one request: its purpose and the image's S3 user metadata (site, camera, ...). */
export interface RequestAttributes {
  readonly purpose: Purpose;
  readonly metadata: Readonly<Record<string, string>>;
}

const encode = (text: string): string => encodeURIComponent(text);

/**
 * `purpose=traffic;site=north;camera=2`, percent-encoded where needed, at most 1,024 ASCII characters. Metadata that does not
 * fit is left out from the end (keys in alphabetical order), the purpose never.
 */
export function encodeCustomAttributes(attributes: RequestAttributes): string {
  let text = `purpose=${attributes.purpose}`;
  for (const key of Object.keys(attributes.metadata).sort()) {
    const pair = `;${encode(key)}=${encode(attributes.metadata[key] ?? '')}`;
    if (text.length + pair.length > MAX_CUSTOM_ATTRIBUTES_CHARACTERS) break;
    text += pair;
  }
  return text;
}

/** Reads what `encodeCustomAttributes` wrote; text of another form gives purpose `traffic` and whatever pairs it has. */
export function decodeCustomAttributes(text: string): RequestAttributes {
  const metadata: Record<string, string> = {};
  let purpose: Purpose = 'traffic';
  for (const pair of text.split(';')) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const key = decode(pair.slice(0, at));
    const value = decode(pair.slice(at + 1));
    if (key === 'purpose') purpose = PURPOSES.find((known) => known === value) ?? 'traffic';
    else metadata[key] = value;
  }
  return { purpose, metadata };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
