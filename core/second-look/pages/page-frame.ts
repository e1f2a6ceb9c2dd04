import { type HtmlValue, html, type Markup } from '../../report/html';
import { REVIEW_PATH } from '../review-link';

/** Files of the pages, beneath `second-look/`; relative addresses, so that any address of the service will do. */
export const STYLE_FILE = `${REVIEW_PATH}/page.css`;
export const SCRIPT_FILE = `${REVIEW_PATH}/page.js`;
export const IMAGE_FILE = `${REVIEW_PATH}/image`;

/** A whole page. Everything works without its script, which adds keys and saves reloads. */
export function pageFrame(title: string, body: HtmlValue): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_FILE}">
<script src="${SCRIPT_FILE}" defer></script>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}
