import { formatCount, formatPlural, formatShare } from '../../report/number-format';
import type { Evaluation } from '../evaluation';
import { classPage } from './class-page';
import { confidencePage } from './confidence-page';
import { confusionPage } from './confusion-page';
import { escapeMarkdown, markdownCode, markdownTable } from './markdown';
import type { PredictionsSubject } from './predictions-subject';

/** `PREDICTIONS.md`: an evaluation as a page that GitHub renders. The same numbers give the same bytes. */
export function renderPredictions(evaluation: Evaluation, subject: PredictionsSubject): string {
  const notes = [...failureNotes(evaluation, subject), ...(subject.notes ?? []).map(escapeMarkdown)];
  return `${[
    `# Predictions of ${markdownCode(subject.endpointName)}`,
    headline(evaluation, subject),
    ...notes.map((note) => `> ${note}`),
    facts(evaluation, subject),
    '## Confusion matrix',
    confusionPage(evaluation),
    '## Classes',
    classPage(evaluation),
    '## Confidence',
    confidencePage(evaluation, subject),
    '## How these numbers are made',
    METHOD,
  ].join('\n\n')}\n`;
}

function headline(evaluation: Evaluation, { rowNoun }: PredictionsSubject): string {
  const { accuracy, accuracyInterval, baseline, classes, rows } = evaluation;
  const { low, high } = accuracyInterval;
  const name = escapeMarkdown(classes[baseline.classIndex]!);
  const verdict =
    low > baseline.accuracy
      ? 'the model is better than that'
      : high < baseline.accuracy
        ? '**the model is worse than that**'
        : `**${formatPlural(rows, rowNoun)} cannot tell the model from that**`;
  return (
    `**Accuracy ${formatShare(accuracy)}** of ${formatPlural(rows, rowNoun)} (95 %: ${formatShare(low)} to ${formatShare(high)}). ` +
    `Always saying ${name}, the most frequent class, would reach ${formatShare(baseline.accuracy)}: ${verdict}.`
  );
}

function failureNotes({ failures, accuracyWithFailures, rows }: Evaluation, { rowNoun }: PredictionsSubject): string[] {
  const reasons = Object.entries(failures);
  if (reasons.length === 0) return [];
  const count = reasons.reduce((sum, [, value]) => sum + value, 0);
  const list = reasons.map(([reason, value]) => `${formatCount(value)} ${escapeMarkdown(reason)}`).join(', ');
  return [
    `**${formatCount(count)} of ${formatPlural(rows + count, rowNoun)} got no answer** (${list}) and are in none of the numbers; ` +
      `counted as wrong they would bring the accuracy to ${formatShare(accuracyWithFailures)}.`,
  ];
}

function facts(evaluation: Evaluation, subject: PredictionsSubject): string {
  const { areaUnderRoc, classes, raw } = evaluation;
  const area = areaUnderRoc === undefined ? 'not defined: all of one class' : areaUnderRoc.toFixed(4);
  return markdownTable(
    [
      { title: '', align: 'left' },
      { title: '', align: 'left' },
    ],
    [
      ['Model', subject.modelPackage === undefined ? 'not known' : markdownCode(subject.modelPackage)],
      ['Data', markdownCode(subject.data)],
      ['Time', subject.evaluatedAt.toISOString()],
      ['Log loss', raw.logLoss.toFixed(4)],
      ...(classes.length === 2 ? [[`AUC (${escapeMarkdown(classes[1]!)} positive)`, area]] : []),
    ],
  );
}

const METHOD = [
  '- Accuracy: Wilson score interval. Errors among accepted: Clopper-Pearson (exact) interval. Both 95 %.',
  '- A prediction is the class of the largest probability, the first of equals; its confidence is that probability after calibration. Accepted: confidence at or above the threshold.',
  '- Macro averages count each class alike, weighted ones by support. Log loss is in nats, with probabilities of at least 1e-15.',
  '- The threshold above is the smallest that keeps to the target on these very rows; one that was chosen on other rows is a stronger promise.',
  '- `metrics.json` holds the same numbers in the form of Model Monitor’s model-quality files.',
].join('\n');
