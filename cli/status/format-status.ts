import type {
  AlarmStatus,
  EndpointStatus,
  ExecutionStatus,
  ModelStatus,
  QueueStatus,
  ServiceStatus,
} from './service-status';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The status for people: a line a fact, what is amiss in capitals or with its reason. */
export function formatStatus(status: ServiceStatus): string {
  const { stacks, model, endpoint, evaluationQueue, lastEvaluation, alarms, executions, unknown } = status;
  const rows: [string, string][] = [
    ['environment', `${status.environment}, account ${status.account}, ${status.region}`],
    ...(stacks === undefined ? [] : [row('stacks', stackText(stacks))]),
    ...(model === undefined ? [] : modelRows(model)),
    ...(endpoint === undefined ? [] : endpointRows(endpoint)),
    ...(evaluationQueue === undefined ? [] : [row('evaluations', queueText(evaluationQueue))]),
    ...(lastEvaluation === undefined
      ? []
      : [
          row(
            '',
            lastEvaluation === null
              ? 'none has been made yet'
              : `last ${lastEvaluation.evaluatedAt}: accuracy ${percent(lastEvaluation.accuracy)} of ${lastEvaluation.rows}, ${lastEvaluation.report}`,
          ),
        ]),
    ...(alarms === undefined ? [] : alarmRows(alarms)),
    ...Object.entries(executions ?? {}).map(([machine, newest]) => row(machine, executionText(newest))),
    ...Object.entries(unknown).map(([part, why]) => row('unknown', `${part}: ${why}`)),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join('\n');
}

const row = (name: string, text: string): [string, string] => [name, text];

const stackText = (stacks: Readonly<Record<string, string>>): string =>
  Object.entries(stacks)
    .map(([word, status]) => `${word} ${status}`)
    .join(', ');

function modelRows(model: ModelStatus | null): [string, string][] {
  if (model === null) return [['model', 'none has been released']];
  const {
    modelPackage,
    classes,
    temperature,
    accuracy,
    accuracyInterval,
    releasedAt,
    nextModelPackage,
    servedModelPackage,
  } = model;
  const interval = accuracyInterval === undefined ? '' : ` (${accuracyInterval.map(percent).join(' to ')})`;
  return [
    ['model', `${modelPackage}${releasedAt === undefined ? '' : `, released ${releasedAt}`}`],
    [
      '',
      `${classes.join(', ')}; temperature ${temperature}${model.contentType === undefined ? '' : `; rows of ${model.contentType}`}`,
    ],
    ...(accuracy === undefined ? [] : [row('', `accuracy ${percent(accuracy)}${interval} at its gate`)]),
    ...(nextModelPackage === undefined
      ? []
      : [row('', `NOT WHAT COMES NEXT: the parameter names ${nextModelPackage}`)]),
    ...(servedModelPackage === undefined
      ? []
      : [
          row(
            '',
            `NOT WHAT SERVES: the serving stack has ${servedModelPackage}, judged by these classes; release --package the one that shall serve`,
          ),
        ]),
  ];
}

function endpointRows(endpoint: EndpointStatus | null): [string, string][] {
  if (endpoint === null) return [['endpoint', 'none']];
  const { name, status, failureReason, capturePercentage } = endpoint;
  const size =
    endpoint.mode === 'serverless'
      ? `serverless, ${endpoint.memoryMb} MB, at most ${endpoint.maxConcurrency} at a time`
      : `${endpoint.instances ?? 0} of ${endpoint.desiredInstances ?? 0} ${endpoint.instanceType}`;
  const capture = capturePercentage === undefined ? 'no capture of its own' : `captures ${capturePercentage} %`;
  return [
    ['endpoint', `${name} ${status}; ${size}; ${capture}`],
    ...(failureReason === undefined ? [] : [row('', failureReason)]),
  ];
}

const queueText = (queue: QueueStatus | null): string =>
  queue === null
    ? 'no queue'
    : `${queue.waiting} waiting, ${queue.inFlight} being made, ${queue.deadLetters} dead letters`;

const alarmRows = ({ total, ringing }: AlarmStatus): [string, string][] => [
  ['alarms', ringing.length === 0 ? `none of ${total} rings` : `${ringing.length} of ${total} RINGING`],
  ...ringing.map(({ name, since, meaning }) => row('', `${name} since ${since ?? 'unknown'}: ${meaning}`)),
];

const executionText = (executions: readonly ExecutionStatus[]): string =>
  executions.length === 0
    ? 'no execution yet'
    : executions.map(({ status, startedAt = '' }) => `${status} ${startedAt}`).join(', ');
