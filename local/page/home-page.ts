import type { ServerResponse } from 'node:http';
import { HOME_PATH } from '../front-door/home-request';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LocalPage } from '../front-door/laptop-service';
import { escapeHtml } from './html';
import { sendPage } from './page';

/**
 * What a browser is shown that opens the laptop's address: where its pages are, and how programs reach it. Whatever else is asked for
 * below `/_local` is not there, so it is registered behind all other pages.
 */
export class HomePage implements LocalPage {
  readonly pathPrefix = HOME_PATH;

  /** @param serviceNames of the services behind the front door, as signatures name them */
  constructor(private readonly serviceNames: () => readonly string[]) {}

  async handle({ method, rawPath, headers }: LaptopRequest, response: ServerResponse): Promise<void> {
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    if (rawPath === '/' || rawPath.replace(/\/$/, '') === HOME_PATH) {
      sendPage(response, { title: 'AWS on this laptop', main: mainOf(headers.host ?? '', this.serviceNames()) });
      return;
    }
    const main = `<p>The laptop has no page <code>${escapeHtml(rawPath)}</code>.</p>`;
    sendPage(response, { title: 'Not found', main }, 404);
  }
}

function mainOf(host: string, serviceNames: readonly string[]): string {
  const names = [...serviceNames].sort().map(escapeHtml).join(', ');
  return `<ul>
<li><a href="/_local/inbox">Inbox</a>: the mails that SNS delivers</li>
<li><a href="/_local/executions">Executions</a> of the state machines, step by step</li>
</ul>
<p>Programs reach it as any AWS, with region <code>us-east-1</code> and any access key:</p>
<pre>export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1
export AWS_ENDPOINT_URL=http://${escapeHtml(host)}
aws s3 ls</pre>
<p class="soft">Services: ${names}.</p>`;
}
