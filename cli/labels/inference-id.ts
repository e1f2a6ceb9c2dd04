/** What SageMaker takes for an InferenceId, visible: 1 to 64 characters of ASCII. Reviews and labels go by it. */
const INFERENCE_ID = /^[!-~][ -~]{0,63}$/;

/** @returns what is wrong with an id, for people; undefined where nothing is. */
export const inferenceIdFault = (id: string): string | undefined =>
  INFERENCE_ID.test(id)
    ? undefined
    : `${JSON.stringify(id.slice(0, 80))} is no inference id: those have 1 to 64 characters of ASCII.`;
