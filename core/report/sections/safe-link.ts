/**
 * An address that may become a link: http and https only. Keys and causes come from outside, and so may addresses.
 * @returns undefined for anything else
 */
export function safeLink(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}

/** A picture that may be shown: a PNG or JPEG within the page. @returns undefined for anything else */
export function safePicture(uri: string | undefined): string | undefined {
  return uri !== undefined && /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/.test(uri) ? uri : undefined;
}
