/** What was to give the items cannot be read as such: `States.ItemReaderFailed`. */
export class ItemsUnreadable extends Error {
  override readonly name = 'ItemsUnreadable';
}
