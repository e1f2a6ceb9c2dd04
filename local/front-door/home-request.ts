import type { IncomingHttpHeaders } from 'node:http';

/** Below which the laptop's own pages are, and the page of their addresses itself. No bucket of S3 has such a name. */
export const HOME_PATH = '/_local';

/** Whether it is a person who asks for `/`: SDKs sign what they ask for, and none of them asks for HTML. */
export const asksForHome = (method: string, rawPath: string, { accept }: IncomingHttpHeaders): boolean =>
  method === 'GET' && rawPath === '/' && accept?.includes('text/html') === true;
