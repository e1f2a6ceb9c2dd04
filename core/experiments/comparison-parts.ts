import type { ComparedRun } from './compared-run';
import { acceptance, groupAcceptance } from './parts/acceptance';
import { attributions } from './parts/attributions';
import { bias } from './parts/bias';
import { featureDrift } from './parts/feature-drift';
import { histograms } from './parts/histograms';
import { modelQuality } from './parts/model-quality';
import type { ComparisonPart, MakePart } from './parts/part';

const PARTS: readonly MakePart[] = [
  featureDrift,
  modelQuality,
  acceptance,
  bias,
  groupAcceptance,
  histograms,
  attributions,
];

/** Everything that can be said of these runs side by side. */
export const comparisonParts = (runs: readonly ComparedRun[]): ComparisonPart[] =>
  PARTS.flatMap((make) => make(runs) ?? []);
