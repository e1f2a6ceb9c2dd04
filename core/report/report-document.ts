import { html, Markup } from './html';
import { STYLE_SHEET } from './style-sheet';

/** No script and nothing from anywhere else, even if a key or a picture tried. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/**
 * A report as one HTML file in the project's look, that works offline, on paper and on a phone, light and dark.
 * @param main what stands in its `<main>`
 */
export const reportDocument = (title: string, main: Markup): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(STYLE_SHEET)}</style>
</head>
<body>
<main>${main}
</main>
</body>
</html>
`.text;
