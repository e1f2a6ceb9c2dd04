import { decodeCustomAttributes, type Purpose } from '../contracts/custom-attributes';

export interface CaptureFilter {
  /** Requests of these purposes only; one that names none is traffic. @default traffic */
  readonly purposes?: readonly Purpose[];
  /** From this time on … */
  readonly from?: Date;
  /** … up to before this one. */
  readonly to?: Date;
}

/** What a filter looks at. */
export interface FilteredMetadata {
  readonly customAttributes?: readonly string[];
  readonly inferenceTime: string;
}

/** What keeps a record out of a window. */
export function filterCapture(
  { customAttributes, inferenceTime }: FilteredMetadata,
  filter: CaptureFilter,
): 'otherPurpose' | 'outsideWindow' | undefined {
  const purpose = customAttributes === undefined ? 'traffic' : purposeOf(customAttributes);
  if (!(filter.purposes ?? TRAFFIC).includes(purpose)) return 'otherPurpose';
  if (filter.from === undefined && filter.to === undefined) return undefined;
  const time = Date.parse(inferenceTime);
  const isInside = time >= (filter.from?.getTime() ?? -Infinity) && time < (filter.to?.getTime() ?? Infinity);
  return isInside ? undefined : 'outsideWindow';
}

const TRAFFIC: readonly Purpose[] = ['traffic'];
const purposeOf = (attributes: readonly string[]): Purpose => decodeCustomAttributes(attributes.join(';')).purpose;
