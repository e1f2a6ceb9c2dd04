import { answerInvocation } from '../../algorithm/serving/answer-invocation';
import type { ServedModel } from '../../algorithm/serving/served-model';
import type { GateConfiguration } from '../../core/contracts/training-configuration';
import { evaluate } from '../../core/evaluation/evaluate';
import type { Evaluation } from '../../core/evaluation/evaluation';
import { EvaluationError } from '../../core/evaluation/evaluation-error';
import { EvaluationState } from '../../core/evaluation/evaluation-state';
import { type GateVerdict, judgeGate } from '../../core/evaluation/gate/judge-gate';
import { parseAnswers } from '../../core/evaluation/test-data/parse-answers';
import { parseTestTable } from '../../core/evaluation/test-data/parse-test-table';
import type { TableRow, TestTable } from '../../core/evaluation/test-data/test-rows';
import { UsageError } from '../usage-error';

const ROWS_PER_REQUEST = 1000;

/** What a model of tables shows on labelled rows. */
export interface JudgedTable {
  readonly classes: readonly string[];
  readonly labelColumn: string;
  /** Columns of a request; undefined where the rows have no header. */
  readonly features: readonly string[] | undefined;
  readonly evaluation: Evaluation;
  readonly gate: GateVerdict;
}

export interface TableJudgement {
  readonly model: ServedModel;
  /** Text of the labelled rows, and how errors call it. */
  readonly text: string;
  readonly name: string;
  readonly labelColumn?: string;
  readonly classes?: readonly string[];
  readonly gate: GateConfiguration;
  readonly confidenceThreshold: number;
}

/**
 * Asks a model about labelled rows, in this process, and judges it by the environment's gate.
 * @throws UsageError for test data that cannot be read, or that the model refuses, with row and column
 */
export function judgeTable(judgement: TableJudgement): JudgedTable {
  const { model, name, gate, confidenceThreshold } = judgement;
  const { classes, labelColumn, features, rows } = labelledRows(judgement);
  if (features !== undefined) checkOrder(model, features, name);
  const state = new EvaluationState({ classes, temperature: 1 });
  for (let from = 0; from < rows.length; from += ROWS_PER_REQUEST) {
    const some = rows.slice(from, from + ROWS_PER_REQUEST);
    const answers = parseAnswers(ask(model, some, name), some.length, classes.length);
    for (const [index, answer] of answers.entries()) state.add(some[index]!.label, answer);
  }
  const target = { maxErrorRate: gate.targetError };
  const evaluation = evaluate(state, { threshold: confidenceThreshold, target });
  const { accuracy, baseline } = evaluation;
  return {
    classes,
    labelColumn,
    features,
    evaluation,
    gate: judgeGate({ accuracy, majorityAccuracy: baseline.accuracy }, gate),
  };
}

function labelledRows({ text, name, labelColumn, classes }: TableJudgement): TestTable {
  try {
    return parseTestTable(text, { name, labelColumn, classes });
  } catch (cause) {
    if (!(cause instanceof EvaluationError)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}

/** The same columns in another order would be answered, and wrongly: a request has no names. */
function checkOrder({ columnNames }: ServedModel, features: readonly string[], name: string): void {
  if (columnNames === undefined || columnNames.length !== features.length) return;
  const place = columnNames.findIndex((column, index) => column !== features[index]);
  if (place < 0 || columnNames.some((column) => !features.includes(column))) return;
  throw new UsageError(
    `The columns of ${name} are in another order than the model takes them: its column ${place + 1} is ${columnNames[place]}, not ${features[place]}. The order is ${columnNames.join(', ')}.`,
  );
}

function ask(model: ServedModel, rows: readonly TableRow[], name: string): string {
  const body = Buffer.from(rows.map(({ payload }) => payload).join('\n'));
  const answer = answerInvocation(model, 'text/csv', 'text/csv', body);
  if (answer.status === 200) return answer.body;
  // Row numbers are those of the request.
  const { line } = rows[0]!;
  throw new UsageError(
    `The model refuses the rows of ${name} from line ${line} on: ${answer.body.trim()} The columns beside the label must be those that the model takes, in their order.`,
  );
}
