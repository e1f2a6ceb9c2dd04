import { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import { ARRIVAL_EXERCISES } from './arrival-exercises';
import { BATCH_EXERCISES } from './batch-exercises';
import { EVALUATION_EXERCISES } from './evaluation-exercises';
import type { Exercise } from './exercise';
import { EXERCISES as WORKFLOW_EXERCISES } from './exercises';
import { MONITORING_EXERCISES } from './monitoring-exercises';
import { proveRoles, roleWord } from './prove-roles';
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

proveRoles({
  roles: ROLES,
  exercises: EXERCISES,
  isTriedHere: ({ role }) => !ELSEWHERE.includes(roleWord(role)),
  start: async () => {
    const laptop = await WorkflowLaptop.startServing();
    return { laptop, trained: await laptop.train() };
  },
});
