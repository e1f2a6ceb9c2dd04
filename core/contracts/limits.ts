/**
 * Every limit of the service in one place. A limit that stems from an AWS quota names it.
 */

/** InvokeEndpoint accepts at most 6 MiB; a serverless endpoint 4 MB. Bytes. */
export const MAX_IMAGE_BYTES = 6_291_456;
export const MAX_IMAGE_BYTES_SERVERLESS = 4_000_000;

/** Largest image that the endpoint of an environment takes. Bytes. */
export const maxImageBytes = (mode: 'realtime' | 'serverless'): number =>
  mode === 'serverless' ? MAX_IMAGE_BYTES_SERVERLESS : MAX_IMAGE_BYTES;

/** A decoded RGBA image of this size is 160 MB: larger ones are refused from their header alone. Pixels. */
export const MAX_IMAGE_PIXELS = 40_000_000;

/**
 * Raw bytes up to which the image travels inside the state (base64 grows them by 4/3, so 96 KiB become 128 KiB:
 * half of the 262,144 bytes that Step Functions allows). Larger ones travel by reference.
 */
export const MAX_INLINE_IMAGE_BYTES = 96 * 1024;

/**
 * Bytes of JSON up to which an answer carries its image inline: fields of the caller travel along. Step Functions allows 262,144 bytes, of which
 * what it adds itself (the result's envelope, the execution's id) wants a part.
 */
export const MAX_INLINE_ANSWER_BYTES = 200_000;

/** Passes over the training images that one training may take. */
export const MAX_EPOCHS = 10_000;

/** Time-out of one task of the state machine. Seconds. */
export const TASK_TIMEOUT_SECONDS = 30;

/** Used where an environment does not set its own. The comparison is `confidence >= threshold`. */
export const DEFAULT_CONFIDENCE_THRESHOLD = 0.93;

/** SNS refuses longer or non-ASCII subjects. Characters. */
export const MAX_ALERT_SUBJECT_CHARACTERS = 99;

/** SNS refuses longer messages, all forms of a message (e-mail, JSON) together. Bytes of UTF-8. */
export const MAX_ALERT_MESSAGE_BYTES = 262_144;

/** InvokeEndpoint's InferenceId: at most 64 printable characters; ours are the first 32 of a SHA-256 in hex. */
export const INFERENCE_ID_CHARACTERS = 32;

/** InvokeEndpoint's CustomAttributes: at most 1,024 ASCII characters. */
export const MAX_CUSTOM_ATTRIBUTES_CHARACTERS = 1024;

/**
 * A child of a batch is one task: three attempts of 70 s and 2 + 4 s between them are 216 s, below the 240 s that leave an Express execution (300 s) room to
 * end by itself. Seconds.
 */
export const BATCH_TASK_TIMEOUT_SECONDS = 70;
/** Of the function, so that its own time-out is the one that shows. Seconds. */
export const BATCH_FUNCTION_TIMEOUT_SECONDS = 65;
/** No image is begun later: one takes at most 43.5 s (read 8.5, the model's parameter 8.5, ask 15, capture 3, open a second look 8.5). Seconds. */
export const BATCH_WORK_SECONDS = 20;

/** Of the function that gathers a batch's results: a million of them take about three minutes. Seconds. */
export const SUMMARIZE_TIMEOUT_SECONDS = 600;
