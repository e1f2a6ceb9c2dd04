import { baselineSegments, type EndpointBaseline, LEAST_SEGMENT_ROWS } from './endpoint-baseline';
import type { Segment } from './endpoint-subject';
import type { EndpointWindow } from './endpoint-window';
import { HOUR_SEGMENT } from './image-segments';

/**
 * The segments of a window whose bias is looked at: those of the baseline, in its order, and what it cannot know, if there are images enough of it: another site, or the hours
 * of the day.
 */
export function comparedSegments({ segments }: EndpointWindow, baseline: EndpointBaseline): readonly Segment[] {
  const before = baselineSegments(baseline);
  const fresh = segments
    .segments(LEAST_SEGMENT_ROWS)
    .filter((segment) => segment.name === HOUR_SEGMENT || !before.has(segment));
  return [...baseline.bias.segments, ...fresh];
}
