import { evaluationReportPrefix, evaluationResultKey, predictionsPrefix } from '../../core/contracts/storage-layout';
import { reliabilityDiagram } from '../../core/evaluation/charts/reliability-diagram';
import { riskCoverageChart } from '../../core/evaluation/charts/risk-coverage-chart';
import { type EvaluateOptions, evaluate } from '../../core/evaluation/evaluate';
import type { Evaluation } from '../../core/evaluation/evaluation';
import { NoRows } from '../../core/evaluation/evaluation-error';
import { EvaluationState } from '../../core/evaluation/evaluation-state';
import { renderEvaluationPage } from '../../core/evaluation/page/render-evaluation-page';
import { renderPredictions } from '../../core/evaluation/predictions/render-predictions';
import type { EvaluationPart } from '../../core/evaluation/progress/evaluation-part';
import type { EvaluationPlan } from '../../core/evaluation/progress/evaluation-plan';
import { evaluationNumbers } from '../../core/evaluation/result/evaluation-numbers';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';
import { renderSvgFile } from '../../core/report/charts/chart';
import type { ReportStore } from '../adapters/report-store';

/** Beside PREDICTIONS.md. */
const PLOTS = { reliability: 'reliability.svg', riskCoverage: 'risk-coverage.svg' } as const;

export interface ReportMatter {
  readonly plan: EvaluationPlan;
  /** All of the plan, in their order. */
  readonly parts: readonly EvaluationPart[];
  readonly rowNoun: 'image' | 'row';
  readonly notes: readonly string[];
  readonly options: EvaluateOptions;
}

/**
 * Writes an evaluation's files, `evaluation.json` last. The same parts give the same bytes, so that an attempt that died half-way is completed by
 * the next; what is there already is never written over.
 * @throws NoRows where the model answered no row, AccessDenied, StorageUnavailable
 */
export async function writeReport(store: ReportStore, matter: ReportMatter): Promise<EvaluationResult> {
  const { plan, parts } = matter;
  const evaluation = evaluationOf(matter);
  const result = resultOf(store.bucket, evaluation, matter);
  const at = locations(plan);
  const page = {
    endpointName: plan.endpointName,
    modelPackage: plan.modelPackage,
    data: result.data,
    evaluatedAt: new Date(result.evaluatedAt),
    rowNoun: matter.rowNoun,
    plots: PLOTS,
    notes: matter.notes,
  };
  const rows = parts.flatMap(({ results }) => results.map((row) => `${JSON.stringify(row)}\n`)).join('');
  const picture = 'image/svg+xml';
  await Promise.all([
    store.create(at.predictions, renderPredictions(evaluation, page), 'text/markdown; charset=utf-8'),
    store.create(at.reliability, renderSvgFile(reliabilityDiagram(evaluation)), picture),
    store.create(at.riskCoverage, renderSvgFile(riskCoverageChart(evaluation)), picture),
    store.create(at.metrics, `${JSON.stringify(evaluation.modelQuality, null, 2)}\n`, 'application/json'),
    store.create(at.report, renderEvaluationPage(result), 'text/html; charset=utf-8'),
    store.create(at.rows, rows, 'application/jsonlines'),
  ]);
  const key = evaluationResultKey(plan.endpointName, plan.run);
  await store.create(key, `${JSON.stringify(result, null, 2)}\n`, 'application/json');
  return result;
}

function evaluationOf({ plan, parts, options }: ReportMatter): Evaluation {
  const state = new EvaluationState({ classes: plan.classes, temperature: plan.temperature });
  for (const part of parts) {
    state.addKept(part.state.keptRows());
    for (const [reason, count] of Object.entries(part.state.failureCounts())) state.addFailure(reason, count);
  }
  try {
    return evaluate(state, options);
  } catch (error) {
    const first = parts.flatMap(({ results }) => results).find((row) => row.error !== undefined);
    if (!(error instanceof NoRows) || first === undefined) throw error;
    throw new NoRows(`${error.message} The first, ${first.source}: ${first.error}`);
  }
}

function locations({ endpointName, run, startedAt }: EvaluationPlan) {
  const reports = evaluationReportPrefix(endpointName, run);
  const predictions = predictionsPrefix(new Date(startedAt), endpointName, run);
  return {
    predictions: `${predictions}PREDICTIONS.md`,
    reliability: predictions + PLOTS.reliability,
    riskCoverage: predictions + PLOTS.riskCoverage,
    metrics: `${predictions}metrics.json`,
    report: `${reports}report.html`,
    rows: `${reports}rows.jsonl`,
  };
}

function resultOf(bucket: string, evaluation: Evaluation, { plan, parts, rowNoun, notes }: ReportMatter) {
  const { run, endpointName, modelPackage, data, startedAt } = plan;
  const ended = parts.reduce((latest, { finishedAt }) => Math.max(latest, finishedAt.getTime()), 0);
  const files = Object.entries(locations(plan)).map(([name, key]) => [name, `s3://${bucket}/${key}`]);
  return {
    version: 1,
    run,
    endpointName,
    modelPackage,
    data: `s3://${data.bucket}/${data.key}`,
    dataVersionId: data.versionId,
    rowNoun,
    startedAt,
    evaluatedAt: new Date(ended).toISOString(),
    notes: [...notes],
    evaluation: evaluationNumbers(evaluation),
    files: Object.fromEntries(files) as EvaluationResult['files'],
  } satisfies EvaluationResult;
}
