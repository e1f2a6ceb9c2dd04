/** A policy that the laptop cannot judge by: refused when it is loaded, never passed over. */
export class MalformedPolicy extends Error {
  override readonly name = 'MalformedPolicy';

  /** @param where the policy and the element, e.g. `policy Default of role X, Statement[0].Condition` */
  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
  }
}
