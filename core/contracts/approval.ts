/** Who approves of a model that has passed the gate: the rule that it has passed, or a person by hand. */
export const APPROVALS = ['rule', 'hand'] as const;
export type Approval = (typeof APPROVALS)[number];
