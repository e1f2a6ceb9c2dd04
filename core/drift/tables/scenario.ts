import * as z from 'zod';
import { addSchema } from './changes/add';
import { copyPredictionSchema } from './changes/copy-prediction';
import { flipLabelSchema } from './changes/flip-label';
import { keepRowsSchema } from './changes/keep-rows';
import { repeatRowsSchema } from './changes/repeat-rows';
import { setSchema } from './changes/set';
import { ScenarioInvalid } from './scenario-error';

const featureChange = z.discriminatedUnion('change', [addSchema, setSchema]);
const laterChange = z.discriminatedUnion('change', [
  copyPredictionSchema,
  flipLabelSchema,
  setSchema,
  repeatRowsSchema,
  keepRowsSchema,
]);

export type FeatureChange = z.infer<typeof featureChange>;
export type LaterChange = z.infer<typeof laterChange>;

export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens, 63 at most'),
  /** What has happened to the world, for a person. */
  meaning: z.string(),
  /** What happens to the features before the model is asked. */
  features: z.array(featureChange).default([]),
  /** What happens to labels and rows once it has answered, in this order. Features stay: the answers would no longer be theirs. */
  answered: z.array(laterChange).default([]),
});

/** A declared alteration of a table, in two halves: the model is asked in between. */
export type Scenario = z.infer<typeof scenarioSchema>;

/**
 * @param file what to call the declaration in an error
 * @throws ScenarioInvalid naming every wrong place
 */
export function readScenario(content: unknown, file: string): Scenario {
  const parsed = scenarioSchema.safeParse(content);
  if (!parsed.success)
    throw new ScenarioInvalid(`${file} declares no scenario: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`, {
      cause: parsed.error,
    });
  const feature = parsed.data.answered.find((change) => change.change === 'set' && change.column !== '$label');
  if (feature !== undefined)
    throw new ScenarioInvalid(
      `${file}: once the model has answered, only the label can be set ("column": "$label"); changes of features belong to "features".`,
    );
  const label = parsed.data.answered.find(
    (change) => change.change === 'set' && ![0, 1, null].includes(change.to as 0),
  );
  if (label !== undefined) throw new ScenarioInvalid(`${file}: a label is 0, 1 or null.`);
  const early = parsed.data.features.find(({ column }) => column.startsWith('$'));
  if (early !== undefined)
    throw new ScenarioInvalid(
      `${file}: '${early.column}' changes once the model has answered: it belongs to "answered".`,
    );
  return parsed.data;
}
