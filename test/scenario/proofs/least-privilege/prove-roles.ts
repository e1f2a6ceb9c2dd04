import type { TrainModelOutput } from '../../../../core/contracts/train-model';
import { type EditableTemplate, restartFunctions } from '../../../fixtures/laptop/edited-assembly';
import type { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import type { Exercise } from './exercise';
import { type RoleStatement, roleStatements, useOf, without } from './role-statements';

/** What AWS asks for and the laptop has no occasion to: action, and why it stays. */
const NOT_EXERCISED: Readonly<Record<string, string>> = {
  's3:AbortMultipartUpload':
    'Of summarize-batch: where the upload of results of more than 8 MiB cannot be ended, its parts are removed.',
  'sagemaker:ListTags':
    'In the policy that Step Functions documents for createTrainingJob.sync and createTransformJob.sync; nothing of the laptop reads tags for it. ' +
    'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
};

export interface RolesProof {
  /** Words of their logical ids: all that have a statement that is tried here. */
  readonly roles: readonly string[];
  /** All that the roles are for, in this order. */
  readonly exercises: Readonly<Record<string, Exercise>>;
  /** Whether a statement is tried here; the others are elsewhere. */
  readonly isTriedHere: (statement: RoleStatement) => boolean;
  /** The laptop, and a model that was trained on it. */
  readonly start: () => Promise<{ readonly laptop: WorkflowLaptop; readonly trained: TrainModelOutput }>;
}

/** Defines the tests: everything goes well with every statement in place, and each statement's loss is told by the name of an action of it. */
export function proveRoles({ roles, exercises, isTriedHere, start }: RolesProof): void {
  let laptop: WorkflowLaptop;
  let trained: TrainModelOutput;
  let statements: readonly RoleStatement[];
  /** Names of the exercises that each statement was decisive in. */
  const usedBy = new Map<RoleStatement, string[]>();
  const failures: Record<string, string> = {};

  beforeAll(async () => {
    ({ laptop, trained } = await start());
    statements = roleStatements(laptop.assemblyFolder).filter(isTriedHere);
    const admitted = (): number[] => statements.map((statement) => useOf(laptop, statement).decisive);
    for (const [name, exercise] of Object.entries(exercises)) {
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

  const of = (role: string): RoleStatement[] => statements.filter((statement) => roleWord(statement.role) === role);

  /** What the exercises that used a statement come to without it: the first failure; undefined where none failed. */
  async function failureWithout(statement: RoleStatement): Promise<string | undefined> {
    const edit = (template: EditableTemplate): void => {
      without(statement)(template);
      restartFunctions(template);
    };
    return laptop.whileEdited(statement.stack, edit, async () => {
      for (const name of usedBy.get(statement) ?? []) {
        const failure = await (exercises[name] as Exercise)(laptop, trained).catch(String);
        if (failure !== undefined) return failure;
      }
      return undefined;
    });
  }

  it('succeeds in everything with every statement in place', () => {
    expect(failures).toEqual({});
  });

  it('knows every role of the templates', () => {
    const known = new Set(statements.map(({ role }) => roleWord(role)));
    expect([...known].sort()).toEqual([...roles].sort());
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

  describe.each(roles)('%s', (role) => {
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
    for (const [name, exercise] of Object.entries(exercises))
      failed[name] = await exercise(laptop, trained).catch(String);
    expect(failed).toEqual(Object.fromEntries(Object.keys(exercises).map((name) => [name, undefined])));
  }, 300_000);
}

/** A role's logical id without its hash. */
export const roleWord = (role: string): string => role.replace(/[0-9A-F]{8}$/, '');
