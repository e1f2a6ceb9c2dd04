import { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import { proveRoles, roleWord } from './prove-roles';
import { SERVERLESS_EXERCISES } from './serverless-exercises';

/** What other environments than `local` add, by role: captures that functions write of a serverless endpoint, and checkpoints. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  // Of the key a function that captures needs more.
  FunctionsClassifyImageRole: ['WriteCaptures', 'UseKey'],
  BatchTasksClassifyBatchRole: ['WriteCaptures'],
  TrainingRole: ['KeepCheckpoints', 'ListCheckpoints'],
};

proveRoles({
  roles: Object.keys(ADDED),
  exercises: SERVERLESS_EXERCISES,
  isTriedHere: ({ role, label }) => (ADDED[roleWord(role)] ?? []).includes(label),
  start: async () => {
    const overrides = { serving: { mode: 'serverless' }, training: { checkpoints: true } };
    const laptop = await WorkflowLaptop.startServing({ overrides });
    return { laptop, trained: await laptop.train() };
  },
});
