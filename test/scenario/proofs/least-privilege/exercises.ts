import { ErrorName } from '../../../../core/contracts/errors';
import { eventually } from '../../../fixtures/eventually';
import { pngImage } from '../../../fixtures/images';
import { type EditableTemplate, resourceOf, restartFunctions } from '../../../fixtures/laptop/edited-assembly';
import { CONFIDENT, DOUBTFUL } from '../../../fixtures/laptop/fake-model';
import type { FinishedExecution } from '../../../fixtures/laptop/finished-execution';
import type { Exercise } from './exercise';
import { SECOND_LOOK_EXERCISES } from './second-look-exercises';

/** Above the inline limit. */
const LARGE = pngImage(320, 320);

export const told = ({ status, error, cause }: FinishedExecution, expected?: string): string | undefined =>
  (expected === undefined ? status === 'SUCCEEDED' : error === expected) ? undefined : `${error}: ${cause}`;

/** All that the roles of the app are for: the smallest set of scenarios that uses every statement. */
export const EXERCISES: Readonly<Record<string, Exercise>> = {
  'a confident image is accepted, and captured': async (laptop) => {
    const warned = laptop.warnings.length;
    laptop.model.behave(CONFIDENT);
    const execution = await laptop.classifyImage('incoming/small.png');
    if (execution.status !== 'SUCCEEDED') return told(execution);
    const { inference_id } = execution.output.body;
    // The first warning may still be about what was captured before this; what cannot be written is tried again, and warned of again.
    return eventually(
      async () => laptop.warnings[warned + 1] ?? ((await laptop.findCapture(inference_id)) && 'captured'),
    ).then((seen) => (seen === 'captured' ? undefined : seen));
  },
  'an older version of a large image goes by reference': async (laptop) => {
    laptop.model.behave(CONFIDENT);
    const version_id = await laptop.upload('incoming/large.png', LARGE);
    await laptop.upload('incoming/large.png');
    return told(await laptop.classify({ s3_bucket: laptop.images, s3_key: 'incoming/large.png', version_id }));
  },
  'the newest version of an image is classified from the console': async (laptop) => {
    laptop.model.behave(CONFIDENT);
    await laptop.upload('incoming/console.png');
    const event = { s3_bucket: laptop.images, s3_key: 'incoming/console.png' };
    const { failed, payload } = await laptop.invoke('ClassifyImage', event);
    return failed ? `${payload.errorType}: ${payload.errorMessage}` : undefined;
  },
  'a missing image is called missing': async (laptop) =>
    told(await laptop.classify({ s3_bucket: laptop.images, s3_key: 'incoming/missing.png' }), ErrorName.ImageNotFound),
  'a doubtful image is alerted, once': async (laptop) => {
    laptop.model.behave(DOUBTFUL);
    const execution = await laptop.classifyImage('incoming/doubtful.png');
    if (execution.error !== ErrorName.ThresholdConfidenceNotMet) return told(execution);
    const { body } = execution.stateOutputs.ClassifyImage;
    const { payload } = await laptop.invoke('CheckThreshold', { body, execution_id: execution.arn });
    const { errorType, errorMessage } = payload;
    return errorType === ErrorName.ThresholdConfidenceNotMet ? undefined : `${errorType}: ${errorMessage}`;
  },
  ...SECOND_LOOK_EXERCISES,
  'a model is released': async (laptop) =>
    // A package that serves already would change nothing.
    laptop
      .train()
      .then((trained) => laptop.release(trained))
      .then(
        () => undefined,
        (error: Error) => error.message,
      ),
  'the model parameter is ensured': async (laptop) => {
    const changed = (template: EditableTemplate): void => {
      const { Properties: properties } = resourceOf(template, 'Custom::EnsureParameter', '');
      properties.Description = `${properties.Description}.`;
      restartFunctions(template);
    };
    const status = await laptop.edit('training', changed);
    return status === 'UPDATE_COMPLETE' ? undefined : laptop.stackFailures('training');
  },
};
