/** The custom properties of the light scheme, without their dashes. */
export const LIGHT_COLOURS: Readonly<Record<string, string>> = {
  page: '#f7f7f4',
  panel: '#ffffff',
  ink: '#17191c',
  muted: '#5a616b',
  rule: '#e2e3de',
  above: '#1d5fc4',
  below: '#c33a22',
  failed: '#6b5b95',
};

/**
 * The report's look. Blue and red are far apart for every common kind of colour blindness (and differ in lightness); shape, position or
 * words always say the same. Text has a contrast of at least 4.5 in both schemes.
 */
export const STYLE_SHEET = `
:root {
  color-scheme: light dark;
  ${Object.entries(LIGHT_COLOURS)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')}
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121315; --panel: #1b1d20; --ink: #eceef0; --muted: #a2a9b3; --rule: #33373c;
    --above: #74aefc; --below: #ff8a73; --failed: #b9a8e0;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; text-rendering: optimizeLegibility;
}
main { max-width: 1040px; margin: 0 auto; padding: clamp(24px, 5vw, 64px) clamp(16px, 4vw, 40px) 80px; }
h1, h2, p, ul, dl, dd, figure { margin: 0; padding: 0; }
ul { list-style: none; }
a { color: var(--above); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--above); outline-offset: 2px; }

.brand { color: var(--muted); font-size: 14px; font-weight: 600; letter-spacing: 0.01em; }
h1 { font-size: clamp(30px, 5.2vw, 52px); line-height: 1.08; letter-spacing: -0.025em; font-weight: 680; text-wrap: balance; margin: 10px 0 28px; }
h1 .below { color: var(--below); display: inline-block; }
h2 { font-size: 24px; line-height: 1.2; letter-spacing: -0.015em; font-weight: 650; }
.about { color: var(--muted); font-size: 15px; margin-top: 14px; overflow-wrap: anywhere; }
.lead { color: var(--muted); max-width: 68ch; margin: 6px 0 20px; text-wrap: pretty; }
.note, figcaption { color: var(--muted); font-size: 14px; overflow-wrap: anywhere; }
.warning { margin-top: 20px; padding: 12px 16px; background: var(--panel); border-left: 4px solid var(--failed); border-radius: 4px; }

.proportions { display: flex; gap: 3px; height: 14px; margin-bottom: 12px; }
.proportions span { min-width: 6px; border-radius: 3px; }
.above { background: var(--above); }
.below.swatch, .proportions .below { background: repeating-linear-gradient(135deg, var(--below) 0 5px, color-mix(in srgb, var(--below) 72%, var(--panel)) 5px 8px); }
.failed { background: var(--failed); }
.legend { display: flex; flex-wrap: wrap; gap: 6px 22px; font-size: 14px; color: var(--muted); }
.legend li { display: flex; align-items: center; gap: 7px; }
.legend b { color: var(--ink); font-weight: 600; }
.swatch { width: 11px; height: 11px; border-radius: 3px; }
.mark { width: 11px; height: 11px; flex: none; }
.mark.line { width: 22px; }

.tiles { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1px; margin-top: 32px; background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; overflow: hidden; }
@media (min-width: 901px) {
  .tiles:has(> div:nth-child(4):last-child) { grid-template-columns: repeat(4, minmax(0, 1fr)); }
}
.tiles div { padding: 18px 22px; box-shadow: 0 0 0 1px var(--rule); }
.tiles dt { color: var(--muted); font-size: 14px; }
.tiles strong { display: block; font-size: 27px; line-height: 1.25; font-weight: 640; letter-spacing: -0.02em; }
.tiles span { display: block; color: var(--muted); font-size: 13px; line-height: 1.4; margin-top: 2px; }

section { margin-top: clamp(48px, 7vw, 80px); }
figure { background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; padding: 16px; margin-top: 14px; }
figure > figcaption { margin: 0 4px 8px; }
figure > .chart + figcaption { margin: 8px 4px 0; }
figcaption b { color: var(--ink); font-size: 16px; margin-right: 6px; }
.chart svg { display: block; width: 100%; height: auto; font-family: inherit; }
.medium, .narrow { display: none; }
.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr)); gap: 14px; margin-top: 14px; }
.multiples figure { margin: 0; min-width: 0; }

.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(148px, 1fr)); gap: 14px; }
.card { background: var(--panel); border: 1px solid var(--rule); border-radius: 12px; padding: 12px; min-width: 0; }
.card img, .no-picture { display: block; width: 100%; height: auto; aspect-ratio: 1; border-radius: 6px; object-fit: contain; background: var(--page); image-rendering: pixelated; }
.no-picture { display: grid; place-items: center; color: var(--muted); font-size: 13px; }
.card .confidence { margin-top: 8px; color: var(--below); font-size: 19px; line-height: 1.3; font-weight: 640; letter-spacing: -0.01em; }
.card .label { font-size: 15px; line-height: 1.35; font-weight: 550; overflow-wrap: anywhere; }
.verdict { font-size: 13px; color: var(--muted); overflow-wrap: anywhere; }
.verdict.wrong { color: var(--ink); font-weight: 600; }
.key { font-size: 12px; line-height: 1.35; margin-top: 4px; color: var(--muted); overflow-wrap: anywhere; }

.scroll { overflow: auto hidden; max-width: 100%; }
table { border-collapse: collapse; font-size: 14px; min-width: min(100%, 420px); }
th, td { text-align: left; padding: 7px 14px 7px 0; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; white-space: nowrap; }
thead th { color: var(--muted); }
.number { text-align: right; white-space: nowrap; }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: nowrap; }
#failures td { min-width: 110px; }
#monitors td + td { white-space: nowrap; }
#hours td, #hours th { white-space: nowrap; }
#mistakes td:nth-child(n+3) { min-width: 200px; }
#violations td:last-child, #monitors-found td:last-child { min-width: 240px; }
#accuracy td:first-child { min-width: 120px; }
.confusion { border-collapse: separate; border-spacing: 6px; margin: -6px; }
.confusion th, .confusion td { border: 0; }
.confusion thead th { text-align: center; padding: 0 8px 2px; color: var(--ink); }
.confusion tbody th { text-align: right; padding: 0 10px 0 0; vertical-align: middle; }
.confusion tbody td { min-width: 96px; padding: 14px 10px; text-align: center; border-radius: 8px; }
.confusion td.right { background: color-mix(in srgb, var(--above) calc(4% + 0.26 * var(--share)), var(--panel)); }
.confusion td.wrong { background: color-mix(in srgb, var(--below) calc(3% + 0.4 * var(--share)), var(--panel)); }
.confusion td b { display: block; font-size: 22px; line-height: 1.2; font-weight: 640; }
.confusion td span { font-size: 13px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

details { margin-top: 14px; font-size: 14px; }
summary { cursor: pointer; color: var(--muted); width: fit-content; padding: 4px 0; }
details td { overflow-wrap: break-word; }
details td:first-child { overflow-wrap: anywhere; min-width: 130px; }
details .scroll { max-height: 420px; overflow-y: auto; margin-top: 8px; }

@media (min-width: 561px) and (max-width: 900px) {
  .wide { display: none; }
  .medium { display: block; }
  .tiles:has(> div:nth-child(4):last-child) { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  #monitors-found th { white-space: normal; }
  #monitors-found td:last-child { min-width: 140px; }
}
@media (max-width: 560px) {
  .wide { display: none; }
  .narrow { display: block; }
  figure { padding: 10px 8px; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .tiles div { padding: 14px; }
  .tiles strong { font-size: 23px; }
  .gallery { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
  .confusion tbody td { min-width: 74px; padding: 12px 6px; }
  .stacking, .stacking tbody, .stacking tr { display: block; }
  .stacking thead { display: none; }
  .stacking tr { padding: 9px 0; border-bottom: 1px solid var(--rule); }
  .stacking tbody td { display: grid; grid-template-columns: 112px minmax(0, 1fr); min-width: 0; padding: 1px 0; border: 0; text-align: left; }
  .stacking tbody td:empty { display: none; }
  .stacking td::before { content: attr(data-title); color: var(--muted); }
  .stacking code { white-space: normal; overflow-wrap: anywhere; }
}
@media print {
  :root { --page: #ffffff; --panel: #ffffff; --ink: #17191c; --muted: #4a5058; --rule: #d5d6d2; --above: #1d5fc4; --below: #c33a22; --failed: #6b5b95; }
  .chart.wide, figcaption.wide { display: block; }
  .chart.medium, .chart.narrow, figcaption.medium, figcaption.narrow { display: none; }
  body { font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  section { margin-top: 28pt; }
  figure, .card, .tiles, tr { break-inside: avoid; }
  h2, .lead { break-after: avoid; }
  details { display: none; }
  .gallery { grid-template-columns: repeat(6, 1fr); }
}
`;
