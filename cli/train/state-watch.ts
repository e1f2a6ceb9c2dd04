import { GetExecutionHistoryCommand, type SFNClient } from '@aws-sdk/client-sfn';

/** What goes on in the states that take long. */
const WORDS: Readonly<Record<string, string>> = {
  WaitForLease: 'waiting for another training',
  PrepareTable: 'preprocessing and splitting the table',
  Train: 'training',
  Transform: 'asking the candidate about the validation and test rows',
  JudgeModel: 'judging',
  RegisterModel: 'registering',
};

/** Tells which state an execution has entered last. */
export class StateWatch {
  constructor(
    private readonly stepFunctions: SFNClient,
    private readonly executionArn: string,
  ) {}

  /** @returns in words; undefined between the states that take long */
  async look(): Promise<string | undefined> {
    const request = { executionArn: this.executionArn, reverseOrder: true, maxResults: 10 };
    const { events = [] } = await this.stepFunctions.send(new GetExecutionHistoryCommand(request));
    const entered = events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails !== undefined);
    return WORDS[entered?.stateEnteredEventDetails?.name ?? ''];
  }
}
