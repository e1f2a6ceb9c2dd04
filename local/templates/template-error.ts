/** Something in a template that the laptop cannot make sense of: refused, never passed over. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  /** @param pointer JSON pointer into the template, e.g. `/Resources/Queue/Properties/QueueName` */
  constructor(
    readonly pointer: string,
    problem: string,
  ) {
    super(`${pointer}: ${problem}`);
  }
}

/** The pointer of a member; `/` and `~` in a name are escaped (RFC 6901). */
export function pointerTo(parent: string, member: string | number): string {
  return `${parent}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
