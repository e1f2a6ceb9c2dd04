import { html, type Markup } from '../../report/html';
import { formatCount, formatShare } from '../../report/number-format';
import { section, tile } from '../../report/sections/section';
import type { BaselineQuality } from '../baseline-quality';

/** What the model is worth on the unaltered table, before anything happens to it. */
export function modelSection(
  { auc, precision, accuracy, ...counts }: BaselineQuality,
  threshold: number,
  rows: number,
): Markup {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  return section(
    'model',
    'The model on the unaltered table',
    html`${formatCount(rows)} rows; class 1 is predicted from a probability of ${threshold} on.`,
    html`<dl class="tiles">
${tile('AUC', auc.toFixed(4), 'area under the curve')}
${tile('Precision', formatShare(precision), 'of those accepted are good')}
${tile('Accuracy', formatShare(accuracy), 'of all are judged rightly')}
${tile('Accepted', formatCount(truePositives + falsePositives), `${formatCount(truePositives)} good, ${formatCount(falsePositives)} bad`)}
${tile('Rejected', formatCount(falseNegatives + trueNegatives), `${formatCount(trueNegatives)} bad, ${formatCount(falseNegatives)} good`)}
${tile('Good', formatCount(truePositives + falseNegatives), `of ${formatCount(rows)}`)}
</dl>`,
  );
}
