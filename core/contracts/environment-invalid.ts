/** A configuration that is absent, no JSON, or not as the schema wants it. The message is one line that lists all that is wrong. */
export class EnvironmentInvalid extends Error {
  override readonly name = 'EnvironmentInvalid';
}
