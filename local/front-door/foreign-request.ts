import type { IncomingHttpHeaders } from 'node:http';

/** 127.0.0.1 and localhost, with or without a port and a bucket in front. */
const LOCAL_HOST = /^((.+\.)?(localhost|127\.0\.0\.1)|\[::1\])(:\d+)?$/i;

/**
 * Why a request comes from a web site rather than from this machine's own programs; undefined where it does not. The laptop takes
 * any signature, so a page in the user's browser must not be able to make requests: neither across sites, nor through a host name
 * that the site's own DNS points at 127.0.0.1.
 */
export function foreignRequest(method: string, headers: IncomingHttpHeaders): string | undefined {
  const { host } = headers;
  if (host !== undefined && !LOCAL_HOST.test(host))
    return `The laptop answers to 127.0.0.1 and localhost, not to '${host}'.`;
  const site = headers['sec-fetch-site'];
  const followsLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  if (site === undefined || site === 'same-origin' || site === 'none' || followsLink) return undefined;
  return `The laptop takes no request from another web site (${String(headers.origin ?? 'no origin')}).`;
}
