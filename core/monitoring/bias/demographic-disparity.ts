import type { BiasMetricResult } from './bias-metric';
import { ratio } from './bias-metric';
import type { SideCounts, Sides } from './bias-table';

/** Rows of one side that count, and those accepted among them. */
export type Acceptance = (side: SideCounts) => { readonly rows: number; readonly accepted: number };

/**
 * Conditional demographic disparity: the sum of n_g DD_g / n over the groups g, where DD is the facet's share of the rejected less its share of the
 * accepted, and an empty class has the share 0.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-data-bias-metric-cddl.html
 */
export function conditionalDisparity(
  whole: Sides,
  groups: readonly Sides[] | undefined,
  acceptance: Acceptance,
): BiasMetricResult {
  if (groups === undefined) return { error: 'Group variable is empty or not provided' };
  const [a, d] = [acceptance(whole.a), acceptance(whole.d)];
  const rows = a.rows + d.rows;
  const accepted = a.accepted + d.accepted;
  if (accepted === 0) return { error: 'No positive outcome in the data' };
  if (accepted === rows) return { error: 'No negative outcome in the data' };
  const sum = groups.reduce((total, group) => {
    const [outside, inside] = [acceptance(group.a), acceptance(group.d)];
    const groupRows = outside.rows + inside.rows;
    const rejectedInside = inside.rows - inside.accepted;
    const rejectedShare = ratio(rejectedInside, rejectedInside + outside.rows - outside.accepted);
    const acceptedShare = ratio(inside.accepted, inside.accepted + outside.accepted);
    return total + groupRows * (rejectedShare - acceptedShare);
  }, 0);
  return { value: sum / rows };
}
