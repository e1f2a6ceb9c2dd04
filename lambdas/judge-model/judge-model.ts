import type { S3Client } from '@aws-sdk/client-s3';
import { StorageUnavailable } from '../../core/contracts/errors';
import { modelEvidenceKey, modelMetricsKey, modelPredictionsKey } from '../../core/contracts/model-evidence';
import { parseInput } from '../../core/contracts/parse-input';
import { judgedRowsKey } from '../../core/contracts/storage-layout';
import {
  type JudgedRows,
  judgedRowsSchema,
  judgeModelEventSchema,
  type ModelVerdict,
} from '../../core/contracts/training-run';
import { compareModels, type ModelComparison } from '../../core/evaluation/gate/compare-models';
import { evaluateCandidate } from '../../core/evaluation/gate/evaluate-candidate';
import { judgeGate } from '../../core/evaluation/gate/judge-gate';
import { describeVerdict } from '../../core/training/describe-verdict';
import { modelEvidence } from '../../core/training/model-evidence';
import { readText, writeText } from '../adapters/json-object';
import type { CandidateAnswers } from './answer-reader';
import type { JudgeModelSettings } from './env';
import type { ReleasedPredictions } from './released-predictions';

export interface Judgement {
  readonly s3: S3Client;
  /** By how the transform job answers. */
  readonly answers: Readonly<
    Record<JudgedRows['answers'], { read(executionName: string, judged: JudgedRows): Promise<CandidateAnswers> }>
  >;
  readonly released: ReleasedPredictions;
  readonly settings: JudgeModelSettings;
}

/**
 * Judges a candidate by what it has answered on the validation and test splits, and writes down the evidence beside its artifact. The evidence
 * is written last: where it lies, everything that it speaks of does too.
 * @throws TransformFailed, ModelOutputInvalid, InvalidInput, AccessDenied, StorageUnavailable
 */
export async function judgeModel(
  event: unknown,
  { s3, answers, released, settings }: Judgement,
): Promise<ModelVerdict> {
  const { executionName, trainingJobName, approval } = parseInput(judgeModelEventSchema, event, 'event');
  const bucket = settings.MODELS_BUCKET;
  const judged = await readJudgedRows(s3, bucket, judgedRowsKey(executionName));
  const candidate = await answers[judged.answers].read(executionName, judged);
  const target = settings.TARGET_ERROR;
  const figures = evaluateCandidate(judged.classes, candidate.validation, candidate.test, target);
  const rowNoun = judged.answers === 'lines' ? 'row' : 'image';
  const beside = await besideReleased(candidate, released, rowNoun);
  const { accuracy, baseline, areaUnderRoc, perClass } = figures.evaluation;
  const gate = judgeGate(
    {
      accuracy,
      majorityAccuracy: baseline.accuracy,
      areaUnderRoc,
      f1: perClass[1]?.f1,
      comparison: beside.comparison,
      rowNoun,
    },
    {
      minAccuracy: settings.MIN_ACCURACY,
      margin: settings.MARGIN,
      minAuc: settings.MIN_AUC,
      minF1: settings.MIN_F1,
    },
  );
  const { testData, baselineData, watch } = judged;
  const ofTable = { testData, baselineData, watch };
  const evidence = modelEvidence({ trainingJobName, figures, gate, targetError: target, ...ofTable, ...beside });
  const write = (key: string, body: string, type?: string) => writeText(s3, { bucket, key }, body, type);
  const lines = candidate.test.map((row) => `${JSON.stringify(row)}\n`).join('');
  await Promise.all([
    write(modelMetricsKey(trainingJobName), JSON.stringify(figures.evaluation.modelQuality)),
    write(modelPredictionsKey(trainingJobName), lines, 'application/jsonlines'),
  ]);
  await write(modelEvidenceKey(trainingJobName), JSON.stringify(evidence, null, 2));
  return describeVerdict(evidence, {
    approval,
    dataset: judged.dataset,
    rowNoun,
    evidence: `s3://${bucket}/${modelEvidenceKey(trainingJobName)}`,
    metrics: `s3://${bucket}/${modelMetricsKey(trainingJobName)}`,
  });
}

async function readJudgedRows(s3: S3Client, bucket: string, key: string): Promise<JudgedRows> {
  const stored = await readText(s3, { bucket, key });
  if (stored === undefined) {
    throw new StorageUnavailable(
      `s3://${bucket}/${key} is gone: the run that wrote it is too old. Start a new training.`,
    );
  }
  return judgedRowsSchema.parse(JSON.parse(stored.text));
}

interface BesideReleased {
  readonly comparison?: ModelComparison;
  readonly releasedPackage?: string;
  readonly notes: readonly string[];
}

async function besideReleased(
  { test }: CandidateAnswers,
  released: ReleasedPredictions,
  rowNoun: 'image' | 'row',
): Promise<BesideReleased> {
  const theirs = await released.read();
  if ('note' in theirs) return { notes: [theirs.note] };
  const { modelPackage, rows } = theirs;
  const comparison = compareModels(test, rows);
  if (comparison === undefined) {
    const note = `The released model ${modelPackage} has answered none of these test ${rowNoun}s: it is not compared.`;
    return { notes: [note] };
  }
  const left = test.length - comparison.rows;
  const notes =
    left === 0 ? [] : [`${left} test ${rowNoun}s are new since ${modelPackage}: the comparison leaves them out.`];
  return { comparison, releasedPackage: modelPackage, notes };
}
