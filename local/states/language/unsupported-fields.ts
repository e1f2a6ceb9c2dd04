const INLINE = 'it belongs to Distributed Map, and this processor is INLINE';

/** Fields that AWS knows and the laptop refuses, with the reason: a definition that uses one must not seem to work. */
export const UNSUPPORTED_FIELDS: Readonly<Record<string, string>> = {
  Assign: 'workflow variables are unsupported',
  Arguments: 'JSONata is unsupported',
  Output: 'JSONata is unsupported',
  Condition: 'JSONata is unsupported',
  Items: 'JSONata is unsupported',
  Credentials: 'cross-account credentials are unsupported',
  ItemReader: INLINE,
  ItemBatcher: INLINE,
  ResultWriter: INLINE,
  Label: INLINE,
  ToleratedFailureCount: INLINE,
  ToleratedFailureCountPath: INLINE,
  ToleratedFailurePercentage: INLINE,
  ToleratedFailurePercentagePath: INLINE,
};
