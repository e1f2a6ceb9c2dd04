/** A model's files cannot be answered with. The message names the file and says what is wrong. */
export class ModelInvalid extends Error {
  override readonly name = 'ModelInvalid';
}
