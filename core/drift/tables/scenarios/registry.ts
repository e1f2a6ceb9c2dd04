import type { Scenario } from '../scenario';
import { biasDrift } from './bias-drift';
import { conceptDrift } from './concept-drift';
import { defaultScenario } from './default';
import { explainabilityDrift } from './explainability-drift';
import { featureDrift } from './feature-drift';
import { labelDrift } from './label-drift';
import { systematicFeatureDrift } from './systematic-feature-drift';

/** Everything that can happen to a table of credits, by name. Their columns are those of the South German Credit data. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map(
  [defaultScenario, conceptDrift, labelDrift, featureDrift, systematicFeatureDrift, explainabilityDrift, biasDrift].map(
    (scenario) => [scenario.name, scenario],
  ),
);
