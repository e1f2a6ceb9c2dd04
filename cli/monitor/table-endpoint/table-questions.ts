import { isDeepStrictEqual } from 'node:util';
import type { ReleasedModel } from '../../../core/contracts/released-model';
import type { BiasQuestion } from '../../../core/monitoring/bias/bias-question';
import type { Match } from '../../../core/monitoring/bias/match';
import type { ModelProblem } from '../../../core/monitoring/model-quality/problem';
import { BaselineInvalid } from '../../../core/monitoring/monitoring-error';
import type { TableSubject } from '../../../core/monitoring/table-endpoint/table-subject';
import { UsageError } from '../../usage-error';
import type { MonitoredTarget } from '../monitored-target';
import { findWatchedCurrent } from '../read-baseline';
import { biasQuestions } from '../tables/bias-questions';
import type { TableCommandOptions } from '../tables/table-options';

/**
 * Labels and answers are class indices; whoever names a class means its index.
 * @throws UsageError for a column that no request has
 */
export function questionsOf(
  options: TableCommandOptions,
  { kind, classes = [] }: ModelProblem,
  features: readonly string[],
): readonly BiasQuestion[] {
  if (options.facet === undefined) return [];
  return biasQuestions(options).map(({ positive, ...question }) => {
    for (const name of [question.facet, question.groupVariable])
      if (name !== undefined && !features.includes(name))
        throw new UsageError(`'${name}' is no column of the requests: ${features.join(', ')}.`);
    const isByName = kind !== 'regression' && 'values' in positive;
    const index = (value: number | string) => {
      const at = classes.indexOf(String(value));
      return at === -1 ? value : String(at);
    };
    const indexed: Match = isByName ? { values: positive.values.map(index) } : positive;
    return { ...question, positive: indexed };
  });
}

/** What a package says of how its monitors are to look at it, as options of the command; what a person says goes before. */
export function watchOptions(
  { watch = {}, classes }: ReleasedModel,
  options: TableCommandOptions,
): Partial<TableCommandOptions> {
  const { threshold, facets, positive, group, rows, samples } = watch;
  const facet = options.facet ?? facets;
  const own = { threshold, group, rows, samples, ...definedIn(options) };
  if (facet === undefined) return own;
  return { ...own, facet, positive: options.positive ?? positive ?? classes[1] };
}

/** What a person has not said must not cover what the package says. */
const definedIn = (options: TableCommandOptions): TableCommandOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/**
 * What the baseline of before was told by a person and no package says: a new version of a model is watched as the old one was.
 * @returns nothing where that was of other columns or classes, or of images
 */
export async function inheritedWatch(
  target: MonitoredTarget,
  { features, problem }: Pick<TableSubject, 'features' | 'problem'>,
): Promise<Pick<TableSubject, 'questions' | 'explainedRows' | 'problem'> | undefined> {
  const before = await findWatchedCurrent(target).catch((error: Error) => {
    if (error instanceof BaselineInvalid) return undefined;
    throw error;
  });
  if (before?.watched.content !== 'table') return undefined;
  const { subject } = before.watched.baseline;
  const isSame = isDeepStrictEqual(
    [subject.features, subject.problem.kind, subject.problem.classes],
    [features, problem.kind, problem.classes],
  );
  return isSame ? subject : undefined;
}
