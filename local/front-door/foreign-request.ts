import type { IncomingHttpHeaders } from 'node:http';

/** 127.0.0.1 and localhost, with or without a port and a bucket in front. */
const LOCAL_HOST = /^((.+\.)?(localhost|127\.0\.0\.1)|\[::1\])(:\d+)?$/i;

/**
 * Why a request comes from a web site rather than from this machine's own programs; undefined where it does not. The laptop takes
 * any signature, so a page in the user's browser must not be able to make requests: neither across sites, nor through a host name
 * that the site's own DNS points at 127.0.0.1. A followed link is let through: mails hold links to pages and to presigned objects. What
 * it may reach is the front door's to say; see `followsForeignLink`.
 * @param options.takesFormsWithoutOrigin for addresses that are public on AWS too: only there may a form come without its origin.
 */
export function foreignRequest(
  method: string,
  headers: IncomingHttpHeaders,
  { takesFormsWithoutOrigin = false }: { readonly takesFormsWithoutOrigin?: boolean } = {},
): string | undefined {
  const { host, origin } = headers;
  if (host !== undefined && !LOCAL_HOST.test(host))
    return `The laptop answers to 127.0.0.1 and localhost, not to '${host}'.`;
  if (followsForeignLink(method, headers)) return undefined;
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined || site === 'same-origin' || site === 'none';
  // A page that sends no referrer sends no origin with its forms either; the browser itself vouches for where they come from.
  if (takesFormsWithoutOrigin && site === 'same-origin' && origin === 'null') return undefined;
  // Browsers that send no Sec-Fetch-Site yet do name the origin of whatever could change something.
  if (isOurs && (origin === undefined || origin === `http://${host}`)) return undefined;
  return `The laptop takes no request from another web site (${origin ?? 'no origin'}).`;
}

const DOCUMENTS: ReadonlySet<string | undefined> = new Set(['document', 'iframe', 'frame', 'embed', 'object']);

/** Whether a link on a web site or in a mail brought the browser here. */
export function followsForeignLink(method: string, headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  return isForeign && method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers.origin === undefined;
}

/** Whether a browser shows the answer as a page of its own, instead of as an image within one. */
export const showsDocument = (headers: IncomingHttpHeaders): boolean =>
  DOCUMENTS.has(headers['sec-fetch-dest'] as string | undefined);
