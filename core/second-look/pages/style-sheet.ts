/**
 * The look of the second-look pages: a phone held in one hand first, so the buttons are tall, across the width and beneath the picture. Colours are the
 * report's: contrast of text at least 4.5 in both schemes.
 */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f7f7f4; --panel: #ffffff; --ink: #17191c; --muted: #5a616b; --rule: #d5d7d0; --accent: #1d5fc4; --soft: #eaf1fc; --done: #1f7a3d;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #121315; --panel: #1b1d20; --ink: #eceef0; --muted: #a2a9b3; --rule: #3a3f45; --accent: #74aefc; --soft: #1f2c40; --done: #6fcf8f; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 17px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 940px; margin: 0 auto; padding: 20px 16px 64px; }
h1, p, ol, fieldset { margin: 0; padding: 0; border: 0; }
fieldset { min-width: 0; }
h1 { font-size: 26px; line-height: 1.15; letter-spacing: -0.015em; font-weight: 670; margin-bottom: 14px; }
legend { padding: 0; margin: 0 0 10px; font-weight: 640; }
.lead { font-size: 19px; margin-bottom: 14px; text-wrap: pretty; }
.note, .keys { color: var(--muted); font-size: 14px; margin-top: 12px; overflow-wrap: anywhere; }
.keys { display: none; margin: 0 0 12px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

.cards { list-style: none; display: grid; gap: 16px; margin-top: 14px; }
.card { background: var(--panel); border: 1px solid var(--rule); border-radius: 14px; overflow: hidden; scroll-margin: 12px; }
.card:focus { outline: 3px solid var(--accent); outline-offset: 1px; }
.picture { background: #2a2d31; display: grid; place-items: center; padding: 8px; }
.picture img {
  display: block; width: min(100%, 46vh); max-height: 46vh; object-fit: contain; aspect-ratio: 1; border-radius: 6px; color: #eceef0; overflow-wrap: anywhere;
}
.question { padding: 16px; }
.thought { margin-bottom: 16px; text-wrap: pretty; }

.classes { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr)); gap: 10px; }
.others { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; margin-top: 10px; }
button {
  font: inherit; color: var(--ink); background: var(--panel); border: 1.5px solid var(--rule); border-radius: 10px; min-height: 52px; padding: 8px 14px;
  display: flex; align-items: center; gap: 10px; text-align: left; cursor: pointer; overflow-wrap: anywhere; touch-action: manipulation;
}
.classes button { border-color: var(--accent); font-weight: 600; }
.classes .name { flex: 1; min-width: 0; }
.classes .guess { background: var(--soft); }
.share { color: var(--muted); font-size: 14px; font-weight: 400; font-variant-numeric: tabular-nums; white-space: nowrap; }
.others button { color: var(--muted); justify-content: center; text-align: center; }
button:hover:not(:disabled) { background: var(--soft); }
button:disabled { opacity: 0.5; cursor: default; }
kbd {
  display: none; font: 13px/1 ui-monospace, SFMono-Regular, Menlo, monospace; color: var(--muted); border: 1px solid var(--rule); border-radius: 4px; padding: 3px 6px;
}
.who { margin-top: 16px; font-size: 15px; }
.who span { color: var(--muted); }
.who input {
  display: block; width: 100%; max-width: 420px; margin-top: 4px; font: inherit; font-size: 16px; color: inherit; background: var(--page);
  border: 1px solid var(--muted); border-radius: 8px; padding: 8px 12px;
}
.closing { margin-top: 20px; }
.status { font-weight: 600; }
.status:not(:empty) { margin-top: 12px; }
.done .picture, .done form, .done .thought { display: none; }
.done .status { color: var(--done); margin: 0; }
.key { overflow-wrap: anywhere; }
nav { margin-top: 20px; display: flex; gap: 12px; flex-wrap: wrap; }
.onward {
  display: inline-block; padding: 12px 20px; border: 1.5px solid var(--accent); border-radius: 10px; font-weight: 600; text-decoration: none; margin-top: 8px;
}

@media (min-width: 720px) {
  main { padding: 36px 28px 80px; }
  .card { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); }
  .cards .card { grid-template-columns: 260px minmax(0, 1fr); }
  .card.done { display: block; }
  .picture { align-items: center; }
  .single .picture img { width: min(100%, 62vh); max-height: 62vh; }
  .question { padding: 22px 24px; }
}
@media (min-width: 720px) and (hover: hover) and (pointer: fine) {
  .scripted kbd { display: inline-block; }
  .scripted .keys { display: block; }
}
@media (forced-colors: active) { button, .card { border: 1px solid; } }
@media (prefers-reduced-motion: no-preference) { button { transition: background-color 0.12s; } }
`;
