import type { ServerResponse } from 'node:http';
import { escapeHtml } from './html';

export interface Page {
  readonly title: string;
  /** HTML; everything foreign in it is escaped already. */
  readonly main: string;
}

/** Nothing from elsewhere, no script, no framing. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** One look for all pages of the laptop: readable on a phone, in light and dark, without a script. */
export function sendPage(response: ServerResponse, { title, main }: Page, status = 200): void {
  response.writeHead(status, HEADERS).end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · second-look</title><style>${STYLE}</style></head>
<body><header><span><strong><a href="/_local">second-look</a></strong> on this laptop</span>
<nav><a href="/_local/inbox">Inbox</a><a href="/_local/executions">Executions</a></nav></header>
<main><h1>${escapeHtml(title)}</h1>${main}</main></body></html>`);
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--paper:#fff;--wash:#f5f7fa;--accent:#0b63ce;--bad:#b3261e;--good:#1a7f4b}
@media(prefers-color-scheme:dark){:root{--ink:#e8ebf0;--soft:#9aa5b4;--line:#343c48;--paper:#14181e;--wash:#1c222b;--accent:#7db4ff;--bad:#ff8a80;--good:#6fd6a0}}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header{display:flex;gap:.6rem;flex-wrap:wrap;align-items:baseline;padding:.8rem 1.2rem;border-bottom:1px solid var(--line);background:var(--wash)}
nav{margin-left:auto;display:flex;gap:1.2rem}a{color:var(--accent)}
main{max-width:64rem;margin:0 auto;padding:1.2rem}h1{font-size:1.5rem;line-height:1.25}h1,h2,h3,p{overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse}th{text-align:left;color:var(--soft);font-weight:600}
th,td{padding:.5rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
pre{background:var(--wash);border:1px solid var(--line);border-radius:.4rem;padding:.8rem;white-space:pre-wrap;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.soft{color:var(--soft)}.bad{color:var(--bad)}.good{color:var(--good)}
@media(max-width:40rem){th:nth-child(n+3),td:nth-child(n+3){display:none}}
`;
