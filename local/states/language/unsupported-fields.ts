/** Fields that AWS knows and the laptop refuses, with the reason: a definition that uses one must not seem to work. */
export const UNSUPPORTED_FIELDS: Readonly<Record<string, string>> = {
  Assign: 'workflow variables are unsupported',
  Arguments: 'JSONata is unsupported',
  Output: 'JSONata is unsupported',
  Condition: 'JSONata is unsupported',
  Items: 'JSONata is unsupported',
  Credentials: 'cross-account credentials are unsupported',
  ItemReader: 'Distributed Map is unsupported',
  ItemBatcher: 'Distributed Map is unsupported',
  ResultWriter: 'Distributed Map is unsupported',
  Label: 'Distributed Map is unsupported',
  ToleratedFailureCount: 'tolerated failures belong to Distributed Map, which is unsupported',
  ToleratedFailureCountPath: 'tolerated failures belong to Distributed Map, which is unsupported',
  ToleratedFailurePercentage: 'tolerated failures belong to Distributed Map, which is unsupported',
  ToleratedFailurePercentagePath: 'tolerated failures belong to Distributed Map, which is unsupported',
};
