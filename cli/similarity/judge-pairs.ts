import { readFileSync, writeFileSync } from 'node:fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type ModelPrediction, modelEvidenceKey, modelMetricsKey } from '../../core/contracts/model-evidence';
import { tableTestKey } from '../../core/contracts/storage-layout';
import { evaluateCandidate } from '../../core/evaluation/gate/evaluate-candidate';
import { LABEL_COLUMN } from '../../core/similarity/feature-table';
import { judgePairModel, type PairGate } from '../../core/similarity/gate/judge-pair-model';
import { PARAPHRASE_FROM, pairFigures } from '../../core/similarity/gate/pair-figures';
import { modelEvidence } from '../../core/training/model-evidence';
import { type AskedTable, askCandidate } from './ask-candidate';
import type { JobWait } from './finished-job';
import type { PairTarget } from './pair-target';
import { RunFile, type RunFolder } from './run-folder';

/** In the order of their labels. */
export const PAIR_CLASSES = ['different meaning', 'same meaning'] as const;

/** What the model weighs is a line: more would only take longer. */
const EXPLAINED_ROWS = 50;

const SPLITS = ['validation', 'test'] as const;

/**
 * Lets the trained model answer the validation and test splits in a batch transform, judges it by what it says of the test split, and writes evidence
 * and metrics beside its artifact. The test pairs go to the images bucket: whoever releases the model asks it about them, evaluates it and makes its monitors' baseline.
 * @throws Error where the transform fails, or answers something else than a probability a pair
 */
export async function judgePairs(target: PairTarget, folder: RunFolder, gate: PairGate, wait: JobWait): Promise<void> {
  const training = folder.need('training');
  const tables = SPLITS.map((split) => tableOf(folder, split));
  const answered = await askCandidate(target, training, tables, wait);
  const [validation = [], test = []] = tables.map((table, at) => predictions(table, answered[at] ?? []));
  const figures = pairFigures(
    test.map(({ label, probabilities }) => ({ label: label === 1 ? 1 : 0, probability: probabilities[1]! })),
  );
  const verdict = judgePairModel(figures, gate);
  const targetError = target.environment.training.gate.targetError;
  const evaluated = evaluateCandidate(PAIR_CLASSES, validation, test, targetError);
  const testData = {
    bucket: target.outputs.get('ImagesBucket'),
    key: tableTestKey(training.job),
    labelColumn: LABEL_COLUMN,
  };
  const evidence = modelEvidence({
    trainingJobName: training.job,
    testData,
    watch: { threshold: PARAPHRASE_FROM, rows: EXPLAINED_ROWS },
    figures: evaluated,
    gate: verdict,
    targetError,
    notes: [`F1 ${figures.f1.toFixed(4)}, squared error ${figures.squaredError.toFixed(4)} on the test pairs.`],
  });
  const Bucket = target.outputs.get('ModelsBucket');
  const put = (Key: string, content: unknown) =>
    target.clients.s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: `${JSON.stringify(content, null, 2)}\n`,
        ContentType: 'application/json',
      }),
    );
  await target.clients.s3.send(
    new PutObjectCommand({
      Bucket: testData.bucket,
      Key: testData.key,
      Body: readFileSync(folder.file(RunFile.labelled)),
      ContentType: 'text/csv',
    }),
  );
  await put(modelMetricsKey(training.job), evaluated.evaluation.modelQuality);
  await put(modelEvidenceKey(training.job), evidence);
  writeFileSync(
    folder.file(RunFile.testAnswers),
    ['label,probability', ...test.map(({ label, probabilities }) => `${label},${probabilities[1]}`), ''].join('\n'),
  );
  folder.note({
    modelPackage: undefined,
    gate: {
      ...gate,
      passed: verdict.passed,
      reasons: [...verdict.reasons],
      figures,
      evidence: `s3://${Bucket}/${modelEvidenceKey(training.job)}`,
      metrics: `s3://${Bucket}/${modelMetricsKey(training.job)}`,
    },
  });
}

function tableOf(
  folder: RunFolder,
  split: (typeof SPLITS)[number],
): AskedTable & { readonly labels: readonly number[] } {
  const lines = readFileSync(folder.file(RunFile[split]), 'utf8').trimEnd().split('\n');
  return {
    name: RunFile[split],
    labels: lines.map((line) => Number(line.slice(0, line.indexOf(',')))),
    rows: lines.map((line) => line.slice(line.indexOf(',') + 1)),
  };
}

const predictions = (
  { name, labels }: { readonly name: string; readonly labels: readonly number[] },
  answers: readonly number[],
): ModelPrediction[] =>
  labels.map((label, row) => {
    const probability = answers[row]!;
    return { file: `${name}#${row}`, etag: '', label, probabilities: [1 - probability, probability] };
  });
