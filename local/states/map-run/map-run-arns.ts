import { createHash } from 'node:crypto';
import { localArn } from '../../account';
import type { MapRunRecord } from './map-run-record';

type Named = Pick<MapRunRecord, 'arn' | 'label' | 'stateMachineName' | 'executionType'>;

export const mapRunArn = (machineName: string, label: string, id: string): string =>
  localArn('states', `mapRun:${machineName}/${label}:${id}`);

/** The state machine that children say they are of: the parent's, and the map's label. */
export const childMachineArn = ({ stateMachineName, label }: Named): string =>
  localArn('states', `stateMachine:${stateMachineName}/${label}`);

/** What the names of a map run's children begin with; a child's own twelve digits follow. */
const childPrefix = (arn: string): string => {
  const hex = createHash('sha256').update(arn).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)].join('-');
};

/** A child's name: a UUID that tells the child, so that no index of names need be kept. */
export const childName = (run: Named, index: number): string =>
  `${childPrefix(run.arn)}-${index.toString(16).padStart(12, '0')}`;

export function childArn(run: Named, index: number): string {
  const name = childName(run, index);
  const machine = `${run.stateMachineName}/${run.label}`;
  const runId = run.arn.slice(run.arn.lastIndexOf(':') + 1);
  return run.executionType === 'EXPRESS'
    ? localArn('states', `express:${machine}:${runId}:${name}`)
    : localArn('states', `execution:${machine}:${name}`);
}

/** Which child of a map run an ARN names; undefined for none. */
export function childIndex(run: Named, arn: string): number | undefined {
  const index = Number.parseInt(arn.slice(-12), 16);
  return Number.isInteger(index) && childArn(run, index) === arn ? index : undefined;
}

/** Whether an ARN is that of an execution that a map run has started. */
export const isChildArn = (arn: string): boolean => /:(execution|express):[^:]+\/[^:]+:/.test(arn);
