import { restartFunctions } from '../../../fixtures/laptop/edited-assembly';
import { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import { proveRoles } from './prove-roles';
import { OBEDIENT, TABLE_EXERCISES, TABLE_INPUT, uploadTable } from './table-exercises';

/** What training on tables adds to an environment; the roles that every environment has are tried in least-privilege.test.ts. */
const ROLES = [
  'TablesFunctionsPrepareTableRole',
  'TablesFunctionsJudgeTableRole',
  'TablesFunctionsMarkTableRole',
  'TablesArrivalStartTableRole',
  'TablesTrainingTrainTableRole',
  'TablesTrainingRole',
  'TablesTransformRole',
  // That it may look at executions of `TrainTable` too.
  'FunctionsHoldLeaseRole',
];

proveRoles({
  roles: ROLES,
  exercises: TABLE_EXERCISES,
  isTriedHere: ({ policy }) => policy.startsWith('Tables'),
  start: async () => {
    // An arrival starts nothing by itself: the exercises tell of theirs. Of SageMaker's own image nothing asks for pulling it.
    const tables = { enabled: true, startOnArrival: false, image: 'own' };
    const laptop = await WorkflowLaptop.start({ overrides: { tables } });
    laptop.model.behave(OBEDIENT);
    await uploadTable(laptop);
    const { output: trained } = await laptop.run('TrainTableArn', TABLE_INPUT);
    await laptop.release(trained);
    // What a function does once, as it begins, is for the exercises to see.
    await laptop.edit('training', restartFunctions);
    return { laptop, trained };
  },
});
