/**
 * Instance families with local NVMe storage, which is encrypted by hardware on the instance: SageMaker refuses a volume key for
 * them. Source: "SSD instance store volumes" of the EC2 user guide, as far as SageMaker offers the family.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html
 */
const FAMILIES_WITH_LOCAL_STORAGE: ReadonlySet<string> = new Set([
  'c5d',
  'c6gd',
  'c6id',
  'c7gd',
  'c8gd',
  'g4dn',
  'g5',
  'g6',
  'g6e',
  'i3en',
  'i4i',
  'm5d',
  'm6gd',
  'm6id',
  'm7gd',
  'm8gd',
  'p3dn',
  'p4d',
  'p4de',
  'p5',
  'p5e',
  'p5en',
  'p6-b200',
  'r5d',
  'r6gd',
  'r6id',
  'r7gd',
  'r8gd',
  'trn1',
  'trn1n',
  'trn2',
]);

/** @param instanceType such as `ml.g4dn.xlarge`. */
export function hasLocalStorage(instanceType: string): boolean {
  const family = instanceType.split('.')[1] ?? '';
  return FAMILIES_WITH_LOCAL_STORAGE.has(family);
}
