import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LocalPage } from '../front-door/laptop-service';
import { escapeHtml } from '../page/html';
import { sendPage } from '../page/page';
import type { Inbox, ReceivedMail } from './inbox';

const PATH = '/_local/inbox';

/** The local inbox: `/_local/inbox`, one mail under its id, and both as JSON with `?format=json`. */
export class InboxPage implements LocalPage {
  readonly pathPrefix = PATH;

  constructor(private readonly inbox: Inbox) {}

  async handle({ rawPath, query }: LaptopRequest, response: ServerResponse): Promise<void> {
    const id = rawPath.slice(PATH.length).replace(/^\//, '');
    const mail = id === '' ? undefined : this.inbox.find(id);
    const missing = id !== '' && mail === undefined;
    if (query.get('format') === 'json') {
      const body = missing ? { error: `There is no mail '${id}'.` } : (mail ?? this.inbox.list());
      response.writeHead(missing ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    } else if (missing) {
      sendPage(response, { title: 'No such mail', main: `<p><a href="${PATH}">Back to the inbox</a></p>` }, 404);
    } else if (mail !== undefined) {
      sendPage(response, { title: mail.subject, main: mailOf(mail) });
    } else {
      sendPage(response, { title: 'Inbox', main: listOf(this.inbox.list()) });
    }
  }
}

function listOf(mails: readonly ReceivedMail[]): string {
  if (mails.length === 0) return '<p class="soft">No mail yet. A low confidence sends one.</p>';
  const rows = [...mails]
    .reverse()
    .map(
      ({ id, subject, to, received }) =>
        `<tr><td><a href="${PATH}/${id}">${escapeHtml(subject)}</a></td><td>${escapeHtml(when(received))}</td><td>${escapeHtml(to)}</td></tr>`,
    );
  return `<table><thead><tr><th>Subject</th><th>Received</th><th>To</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function mailOf({ from, to, received, text }: ReceivedMail): string {
  const head = [
    ['From', from],
    ['To', to],
    ['Received', when(received)],
  ].map(([term, value]) => `<dt>${term}</dt><dd>${escapeHtml(value ?? '')}</dd>`);
  return `<dl>${head.join('')}</dl><pre>${linked(escapeHtml(text))}</pre><p><a href="${PATH}">Back to the inbox</a></p>`;
}

/** Addresses in escaped text become links. */
const linked = (html: string): string =>
  html.replace(/https?:\/\/[^\s<"]+/g, (url) => `<a href="${url}" rel="noreferrer">${url}</a>`);

const when = (iso: string): string => iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
