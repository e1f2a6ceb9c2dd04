/** The declaration of a scenario is not as it must be. */
export class ScenarioInvalid extends Error {
  override readonly name = 'ScenarioInvalid';
}

/** A scenario cannot be played on this table: it lacks a column, or holds something else in it. */
export class ScenarioUnfit extends Error {
  override readonly name = 'ScenarioUnfit';
}
