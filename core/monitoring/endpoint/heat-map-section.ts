import { html, type Markup } from '../../report/html';
import { formatConfidence } from '../../report/number-format';
import { section } from '../../report/sections/section';
import type { HeatMap } from '../occlusion/explain-images';

/** The images that the model was least sure of, and what it looked at. */
export const heatMapSection = (maps: readonly HeatMap[], classes: readonly string[]): Markup =>
  section(
    'heat-maps',
    'What the model looked at',
    'The images of the window that it was least sure of. Red: covering this part makes it less sure of what it predicts; blue: surer.',
    html`<ul class="gallery">${maps.map((map) => card(map, classes))}</ul>`,
  );

const card = (
  { png, predicted, confidence, identity }: HeatMap,
  classes: readonly string[],
): Markup => html`<li class="card">
<img src="data:image/png;base64,${png.toString('base64')}" alt="Heat map of inference ${identity}" width="120" height="120">
<p class="confidence">${formatConfidence(confidence)}</p>
<p class="label">${classes[predicted]}</p>
</li>`;
