import { html, type Markup } from '../../report/html';
import { formatConfidence } from '../../report/number-format';
import type { HeatMap } from '../occlusion/explain-images';

/** The images that the model was least sure of, and what it looked at. */
export const heatMapSection = (maps: readonly HeatMap[], classes: readonly string[]): Markup => html`<section>
<h2>What the model looked at</h2>
<p>The images of the window that it was least sure of. Red: covering this part makes it less sure of what it predicts; blue: surer.</p>
<ul class="pictures">
${maps.map(({ png, predicted, confidence, identity }) => html`<li><img src="data:image/png;base64,${png.toString('base64')}" alt="Heat map of inference ${identity}" width="128"><br>${classes[predicted]}, ${formatConfidence(confidence)}</li>`)}
</ul>
</section>`;
