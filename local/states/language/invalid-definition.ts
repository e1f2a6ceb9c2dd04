import { AwsError } from '../../protocol/aws-error';

/** One fault of a definition. */
export interface Finding {
  /** JSON pointer within the definition, e.g. `/States/Classify/Retry/0/IntervalSeconds`. */
  readonly pointer: string;
  readonly message: string;
}

/** A definition that is wrong or that asks for what the laptop does not support; all faults at once. */
export class InvalidDefinition extends AwsError {
  constructor(readonly findings: readonly Finding[]) {
    const faults = findings.map(({ pointer, message }) => `${message} (at ${pointer === '' ? '/' : pointer})`);
    super('InvalidDefinition', `Invalid State Machine Definition: ${faults.join('; ')}`);
  }
}
