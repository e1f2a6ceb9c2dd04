import type { TrainModelOutput } from '../../../../core/contracts/train-model';
import { type EditableTemplate, restartFunctions } from '../../../fixtures/laptop/edited-assembly';
import { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import { ARRIVAL_EXERCISES } from './arrival-exercises';
import { BATCH_EXERCISES } from './batch-exercises';
import { EVALUATION_EXERCISES } from './evaluation-exercises';
import type { Exercise } from './exercise';
import { EXERCISES as WORKFLOW_EXERCISES } from './exercises';
import { MONITORING_EXERCISES } from './monitoring-exercises';
import { type RoleStatement, roleStatements, useOf, without } from './role-statements';
import { TRAINING_EXERCISES } from './training-exercises';

const EXERCISES: Readonly<Record<string, Exercise>> = {
  ...WORKFLOW_EXERCISES,
  ...BATCH_EXERCISES,
  ...TRAINING_EXERCISES,
  ...ARRIVAL_EXERCISES,
  ...EVALUATION_EXERCISES,
  ...MONITORING_EXERCISES,
};

/** Every role of the local environment, by a word of its logical id. */
const ROLES = [
  'FunctionsSerializeImageRole',
  'FunctionsClassifyImageRole',
  'FunctionsCheckThresholdRole',
  'SecondLookReviewImageRole',
  'SecondLookRepairLabelsRole',
  'DigestsSendDigestRole',
  'LinkKeyRotateLinkKeyRole',
  'ImageArrivalStartClassificationRole',
  'WorkflowImageClassificationRole',
  'BatchTasksPrepareBatchRole',
  'BatchTasksClassifyBatchRole',
  'BatchTasksSummarizeBatchRole',
  'BatchBatchClassificationRole',
  'TrainingTrainModelRole',
  'ModelParameterEnsureParameterRole',
  'EvaluateModelFunctionRole',
  'FunctionsHoldLeaseRole',
  'FunctionsPrepareTrainingRole',
  'FunctionsJudgeModelRole',
  'ArrivalStartTrainingRole',
  'FunctionMonitorEndpointRole',
  'MonitorsMonitorEndpointRole',
  'ScheduleRole',
  'TrainingRole',
  'TransformRole',
  'EndpointRole',
];

/** Roles whose statements are tried elsewhere: test/scenario/proofs/operator-role.test.ts runs every command as the operator. */
const ELSEWHERE = ['Operator'];

/** What AWS asks for and the laptop has no occasion to: action, and why it stays. */
const NOT_EXERCISED: Readonly<Record<string, string>> = {
  's3:AbortMultipartUpload':
    'Of summarize-batch: where the upload of results of more than 8 MiB cannot be ended, its parts are removed.',
  'sagemaker:ListTags':
    'In the policy that Step Functions documents for createTrainingJob.sync and createTransformJob.sync; nothing of the laptop reads tags for it. ' +
    'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
};

let laptop: WorkflowLaptop;
let trained: TrainModelOutput;
let statements: readonly RoleStatement[];
/** Names of the exercises that each statement was decisive in. */
const usedBy = new Map<RoleStatement, string[]>();
const failures: Record<string, string> = {};

beforeAll(async () => {
  laptop = await WorkflowLaptop.startServing();
  statements = roleStatements(laptop.assemblyFolder).filter(
    ({ role }) => !ELSEWHERE.includes(role.replace(/[0-9A-F]{8}$/, '')),
  );
  trained = await laptop.train();
  const admitted = (): number[] => statements.map((statement) => useOf(laptop, statement).decisive);
  for (const [name, exercise] of Object.entries(EXERCISES)) {
    const before = admitted();
    const failure = await exercise(laptop, trained);
    if (failure !== undefined) failures[name] = failure;
    for (const [at, count] of admitted().entries()) {
      const statement = statements[at] as RoleStatement;
      if (count > (before[at] as number)) usedBy.set(statement, [...(usedBy.get(statement) ?? []), name]);
    }
  }
}, 300_000);
afterAll(() => laptop?.stop());

const of = (role: string): RoleStatement[] =>
  statements.filter((statement) => statement.role.replace(/[0-9A-F]{8}$/, '') === role);

/** What the exercises that used a statement come to without it: the first failure; undefined where none failed. */
async function failureWithout(statement: RoleStatement): Promise<string | undefined> {
  const edit = (template: EditableTemplate): void => {
    without(statement)(template);
    restartFunctions(template);
  };
  return laptop.whileEdited(statement.stack, edit, async () => {
    for (const name of usedBy.get(statement) ?? []) {
      const failure = await (EXERCISES[name] as Exercise)(laptop, trained).catch(String);
      if (failure !== undefined) return failure;
    }
    return undefined;
  });
}

it('succeeds in everything with every statement in place', () => {
  expect(failures).toEqual({});
});

it('knows every role of the templates', () => {
  const roles = new Set(statements.map(({ role }) => role.replace(/[0-9A-F]{8}$/, '')));
  expect([...roles].sort()).toEqual([...ROLES].sort());
});

it('uses every action of every statement, but for those that only AWS can try', () => {
  const unused = statements.flatMap((statement) => {
    const { actions } = useOf(laptop, statement);
    return statement.actions
      .filter((action) => !actions.includes(action) && !Object.hasOwn(NOT_EXERCISED, action))
      .map((action) => `${statement.role} ${statement.label}: ${action}`);
  });
  expect(unused).toEqual([]);
});

describe.each(ROLES)('%s', (role) => {
  it('cannot do without any of its statements', async () => {
    const noticed: Record<string, string> = {};
    for (const statement of of(role)) {
      const failure = (await failureWithout(statement)) ?? 'nobody noticed';
      const named = statement.actions.filter((action) => failure.includes(action));
      const denied = /AccessDenied|not authorized|lacks/.test(failure) && named.length > 0;
      noticed[statement.label] = denied ? 'denied by name' : failure;
    }
    expect(noticed).toEqual(Object.fromEntries(of(role).map(({ label }) => [label, 'denied by name'])));
  }, 300_000);
});

it('succeeds in everything again once every statement is back', async () => {
  const failed: Record<string, string | undefined> = {};
  for (const [name, exercise] of Object.entries(EXERCISES))
    failed[name] = await exercise(laptop, trained).catch(String);
  expect(failed).toEqual(Object.fromEntries(Object.keys(EXERCISES).map((name) => [name, undefined])));
}, 300_000);
