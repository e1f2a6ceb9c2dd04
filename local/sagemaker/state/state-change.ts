import type { JsonObject } from '../../protocol/operations';

/** An event as SageMaker sends it to EventBridge (`source` is always `aws.sagemaker`). */
export interface StateChange {
  readonly detailType:
    | 'SageMaker Training Job State Change'
    | 'SageMaker Transform Job State Change'
    | 'SageMaker Model Package State Change'
    | 'SageMaker Endpoint State Change';
  /** ARN of what changed. */
  readonly resource: string;
  /** The members of the Describe operation. */
  readonly detail: JsonObject;
}

export type StateChangeListener = (change: StateChange) => void;

/** Tells listeners of every change of a job, package or endpoint. */
export class StateChanges {
  private readonly listeners = new Set<StateChangeListener>();

  /** @returns a function that ends the subscription. */
  listen(listener: StateChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(change: StateChange): void {
    for (const listener of this.listeners) listener(change);
  }
}
