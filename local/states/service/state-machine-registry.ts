import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock';
import { AwsError } from '../../protocol/aws-error';
import type { StateFile } from '../../state-file';
import type { TaskIntegrations } from '../integrations/task-integrations';
import type { Definition, Flow, State } from '../language/definition';
import { loadDefinition } from '../language/load-definition';
import type { DefinitionArchive } from '../storage/definition-archive';
import { assertName, stateMachineArn } from './state-arns';
import type { LoggingConfiguration, MachineType, StateMachine } from './state-machine';

export interface StateMachineSettings {
  readonly name: string;
  readonly type: MachineType;
  readonly roleArn: string;
  /** JSON text in Amazon States Language. */
  readonly definition: string;
  readonly logging?: LoggingConfiguration;
  readonly tracing?: boolean;
  readonly kmsKeyId?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What outlives a restart; all else comes with the templates again. */
interface MachineBirth {
  readonly creationDate: number;
  readonly revisionId: string;
  readonly definitionHash: string;
  readonly roleArn: string;
}

/** The state machines of this laptop. */
export class StateMachineRegistry {
  private readonly machines = new Map<string, StateMachine>();
  private readonly births: Record<string, MachineBirth>;

  constructor(
    private readonly integrations: TaskIntegrations,
    private readonly archive: DefinitionArchive,
    private readonly clock: Clock,
    private readonly file: StateFile<Record<string, MachineBirth>>,
  ) {
    this.births = { ...file.read() };
  }

  /**
   * Makes or updates a machine. A new definition or role makes a new revision.
   * @throws InvalidDefinition, AwsError InvalidName
   */
  put(settings: StateMachineSettings): StateMachine {
    assertName(settings.name);
    const arn = stateMachineArn(settings.name);
    const definition = this.load(settings.definition, settings.type);
    const definitionHash = this.archive.put(settings.definition);
    const birth = this.born(arn, definitionHash, settings.roleArn);
    const machine: StateMachine = {
      arn,
      name: settings.name,
      type: settings.type,
      roleArn: settings.roleArn,
      revisionId: birth.revisionId,
      creationDate: birth.creationDate,
      definition,
      definitionText: settings.definition,
      definitionHash,
      logging: settings.logging ?? { level: 'OFF', includeExecutionData: false, destinations: [] },
      tracing: settings.tracing ?? false,
      kmsKeyId: settings.kmsKeyId,
      taskResources: taskResources(definition),
      tags: settings.tags ?? {},
    };
    this.machines.set(arn, machine);
    return machine;
  }

  remove(arn: string): void {
    this.machines.delete(arn);
    delete this.births[arn];
    this.file.write(this.births);
  }

  find(arn: string): StateMachine | undefined {
    return this.machines.get(arn);
  }

  /** @throws AwsError StateMachineDoesNotExist */
  get(arn: string): StateMachine {
    const machine = this.machines.get(arn);
    if (machine !== undefined) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  list(): readonly StateMachine[] {
    return [...this.machines.values()];
  }

  load(definition: string, type: MachineType): Definition {
    return loadDefinition(definition, {
      type,
      refusal: (resource, runsIn) => this.integrations.refusal(resource, runsIn),
    });
  }

  private born(arn: string, definitionHash: string, roleArn: string): MachineBirth {
    const known = this.births[arn];
    if (known?.definitionHash === definitionHash && known.roleArn === roleArn) return known;
    const creationDate = known?.creationDate ?? this.clock.now().getTime();
    const birth = { creationDate, revisionId: randomUUID(), definitionHash, roleArn };
    this.births[arn] = birth;
    this.file.write(this.births);
    return birth;
  }
}

function taskResources(flow: Flow): string[] {
  return [...flow.states.values()].flatMap(stateResources);
}

function stateResources(state: State): string[] {
  if (state.type === 'Task') return [state.resource];
  if (state.type === 'Parallel') return state.branches.flatMap(taskResources);
  return state.type === 'Map' ? taskResources(state.processor) : [];
}
