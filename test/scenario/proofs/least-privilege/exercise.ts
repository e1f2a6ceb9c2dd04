import type { TrainModelOutput } from '../../../../core/contracts/train-model';
import type { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';

/** @returns what went wrong; undefined where all went well. */
export type Exercise = (laptop: WorkflowLaptop, trained: TrainModelOutput) => Promise<string | undefined>;
