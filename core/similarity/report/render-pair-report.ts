import { renderChart } from '../../report/charts/chart';
import { html, type Markup } from '../../report/html';
import { formatCount, formatPlural, formatSeconds } from '../../report/number-format';
import { reportDocument } from '../../report/report-document';
import { section, stackingTable, tile } from '../../report/sections/section';
import { PARAPHRASE_FROM, type PairAnswer } from '../gate/pair-figures';
import { answerHistogram } from './answer-histogram';
import { hourlyF1 } from './hourly-f1';
import { type MeanDistance, meanDistanceBars } from './mean-distances';
import type { PairSummary } from './pair-summary';

/** A test pair with what the model said of it. */
export interface AnsweredPair extends PairAnswer {
  readonly first: string;
  readonly second: string;
}

export interface PairReport {
  readonly summary: PairSummary;
  readonly finishedAt: string;
  /** The test split. */
  readonly answered: readonly AnsweredPair[];
  readonly distances: readonly MeanDistance[];
  /** Of the answers to the test pairs: what the monitor compares an hour's with. */
  readonly baselineF1: number;
}

const SHOWN_PAIRS = 8;

/** The report of a run of the text-similarity example as one HTML file that works offline. The same run gives the same bytes. */
export function renderPairReport(report: PairReport): string {
  const { summary, answered, distances, baselineF1 } = report;
  return reportDocument(
    `Text similarity: ${summary.data.name}`,
    html`${headline(report)}
${section('answers', 'What the model answers', html`Test pairs by the probability that both sentences say the same. From ${PARAPHRASE_FROM} on (dashed) a pair counts as a paraphrase.`, html`${LEGEND}<figure>${renderChart(answerHistogram(answered))}</figure>`)}
${section('hours', 'Hour by hour', 'Every hour the schedule of the monitors joins captures with the labels that have come in. The line is the F1 of the baseline; in red an hour that is worse than chance explains.', html`<figure>${renderChart(hourlyF1(summary.hours, baselineF1))}</figure>${hours(summary)}`)}
${section('distances', 'The distances', 'Means over the test pairs, each distance scaled to 0..1 within its pair: what the logistic regression weighs.', html`${LEGEND}<figure>${renderChart(meanDistanceBars(distances))}</figure>`)}
${mistakes(answered)}`,
  );
}

const LEGEND = html`<ul class="legend"><li><span class="swatch above"></span>same meaning</li><li><span class="swatch below"></span>different meaning</li></ul>`;

function headline({ summary, finishedAt }: PairReport): Markup {
  const { data, gate, training, traffic, modelPackage, hours: all, seconds } = summary;
  const violated = all.filter(({ state }) => state === 'CompletedWithViolations').length;
  return html`
<header>
<p class="brand">second-look</p>
<h1>F1 ${gate.f1.toFixed(3)} on ${formatPlural(data.test, 'pair')} of sentences.</h1>
<p class="about">${data.name} · ${formatCount(data.pairs)} pairs, ${formatCount(data.paraphrases)} of them paraphrases · ${modelPackage} ·
<time datetime="${finishedAt}">${finishedAt.slice(0, 16).replace('T', ' ')} UTC</time></p>
<dl class="tiles">
${tile('Gate', gate.passed ? 'passed' : 'not passed', `asks for an F1 of ${gate.minF1} and a squared error of at most ${gate.maxSquaredError}`)}
${tile('F1', gate.f1.toFixed(3), `precision ${gate.precision.toFixed(3)}, recall ${gate.recall.toFixed(3)}; calling all pairs paraphrases: ${gate.constantF1.toFixed(3)}`)}
${tile('Squared error', gate.squaredError.toFixed(3), `always answering with the share of paraphrases: ${gate.constantSquaredError.toFixed(3)}`)}
${tile('Training', formatSeconds(training.seconds), `${formatCount(data.train)} pairs, ${formatCount(data.validation)} to validate`)}
${tile('Traffic', formatCount(traffic.requests), `requests, ${formatCount(traffic.labels)} labels`)}
${tile('Monitor', violated === 0 ? 'no violation' : formatPlural(violated, 'hour'), violated === 0 ? `in ${formatPlural(all.length, 'hour')}` : `of ${all.length} with violations; the whole run took ${formatSeconds(seconds)}`)}
</dl>
${gate.passed ? undefined : html`<p class="warning"><strong>The gate was not passed.</strong> ${gate.reasons.join(' ')}</p>`}
</header>`;
}

const hours = ({ hours: all }: PairSummary): Markup =>
  stackingTable(
    'Hours of traffic',
    [
      { title: 'Hour (UTC)', cell: ({ window }) => window },
      { title: 'Requests', cell: ({ requests }) => formatCount(requests), numeric: true },
      { title: 'Labels turned', cell: ({ flipped }) => `${(flipped * 100).toFixed(0)} %`, numeric: true },
      { title: 'F1', cell: ({ f1 }) => f1?.toFixed(3) ?? '–', numeric: true },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Violations', cell: ({ violations }) => formatCount(violations), numeric: true },
      { title: 'Report', cell: ({ report }) => html`<a href="${report}">open</a>` },
    ],
    all,
  );

function mistakes(answered: readonly AnsweredPair[]): Markup {
  const off = (pair: AnsweredPair): number => Math.abs(pair.label - pair.probability);
  const wrong = answered.filter((pair) => pair.probability >= PARAPHRASE_FROM !== (pair.label === 1));
  const worst = [...wrong].sort((one, other) => off(other) - off(one)).slice(0, SHOWN_PAIRS);
  if (worst.length === 0) return section('mistakes', 'Mistakes', 'None on the test pairs.', html``);
  return section(
    'mistakes',
    'Its worst mistakes',
    `${formatPlural(wrong.length, 'test pair')} of ${formatCount(answered.length)} taken for the other kind; those that it was surest of.`,
    stackingTable(
      'Worst mistakes',
      [
        { title: 'They are', cell: ({ label }) => (label === 1 ? 'the same' : 'different') },
        { title: 'Probability', cell: ({ probability }) => probability.toFixed(3), numeric: true },
        { title: 'One sentence', cell: ({ first }) => first },
        { title: 'The other', cell: ({ second }) => second },
      ],
      worst,
    ),
  );
}
