import type { JsonObject } from '../protocol/operations';
import type { ResolvedParameter } from '../templates/parameters';
import type { RetentionPolicy } from '../templates/template';

type Phase = 'IN_PROGRESS' | 'COMPLETE' | 'FAILED';
export type StackStatus =
  | `${'CREATE' | 'UPDATE' | 'DELETE' | 'ROLLBACK' | 'UPDATE_ROLLBACK'}_${Phase}`
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
export type ResourceStatus = `${'CREATE' | 'UPDATE' | 'DELETE'}_${Phase}` | 'DELETE_SKIPPED';

/** One resource as it was made. */
export interface ResourceRecord {
  readonly type: string;
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Properties with every intrinsic function resolved. */
  readonly properties: JsonObject;
  /** How often it has been replaced: each replacement has a generated name of its own. */
  readonly generation: number;
  /** Logical ids of the resources that it refers to. */
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
  readonly status: ResourceStatus;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export interface OutputRecord {
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** One stack as it is kept on disk: what was last brought to completion, and the status of what is going on. */
export interface StackRecord {
  readonly stackName: string;
  readonly stackId: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt?: string;
  readonly deletedAt?: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, ResolvedParameter>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, ResourceRecord>>;
  readonly outputs: Readonly<Record<string, OutputRecord>>;
  /** Names of other stacks' exports that it has taken in. */
  readonly imports: readonly string[];
}

/** True where the stack has nothing to build on: its first creation failed, or it was deleted. */
export const isGone = ({ status }: StackRecord): boolean =>
  status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED' || status === 'DELETE_COMPLETE';

export const isInProgress = ({ status }: StackRecord): boolean => status.endsWith('_IN_PROGRESS');
