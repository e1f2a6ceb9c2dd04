/** The command did its work, and a gate or a check says no: exit code 3, so that scripts can tell it from a failure. */
export class CheckNotPassed extends Error {
  override readonly name: string = 'CheckNotPassed';
}
