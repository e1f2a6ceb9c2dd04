import * as z from 'zod';

/** The version of `model.json` that this code writes and reads. */
export const MODEL_FORMAT_VERSION = 1;

const channelNumbers = z.array(z.number()).min(1).max(3);

/** How an image becomes the network's input. */
const modelInputSchema = z.object({
  /** 1: grey (ITU-R BT.601 luma), 3: RGB. */
  channels: z.union([z.literal(1), z.literal(3)]),
  height: z.int().positive(),
  width: z.int().positive(),
  /** The shorter side is brought to this, and the centre is cut out; where absent, the whole image is squeezed. Pixels. */
  resize: z.int().positive().optional(),
  /** Of each colour channel, for values 0..255: the network sees (value - mean) / deviation. */
  mean: channelNumbers,
  deviation: channelNumbers,
});
export type ModelInput = z.infer<typeof modelInputSchema>;

const layerSchema = z.discriminatedUnion('type', [
  z.object({
    /** 3x3 convolution without bias, stride 1, zero padding; batch normalisation; ReLU; 2x2 max pool. */
    type: z.literal('block'),
    name: z.string(),
    outputChannels: z.int().positive(),
    /** Added to the variance before its root. */
    varianceEpsilon: z.number().positive(),
  }),
  z.object({ type: z.literal('dense'), name: z.string(), inputs: z.int().positive(), outputs: z.int().min(2) }),
  z.object({ type: z.literal('softmax') }),
]);

const tensorSchema = z.object({
  name: z.string(),
  shape: z.array(z.int().positive()),
  /** Byte offset in weights.bin; float32, little-endian, row-major. */
  offset: z.int().nonnegative(),
});
export type ModelTensorEntry = z.infer<typeof tensorSchema>;

/** The measurements of one epoch; accuracies are fractions, cross-entropies natural logarithms per image. */
const epochMetricsSchema = z.object({
  /** Counted from 0, as the log lines do. */
  epoch: z.int().nonnegative(),
  trainAccuracy: z.number(),
  trainCrossEntropy: z.number(),
  trainTopKAccuracy: z.number().optional(),
  validationAccuracy: z.number().optional(),
  validationCrossEntropy: z.number().optional(),
  validationTopKAccuracy: z.number().optional(),
});
export type EpochMetrics = z.infer<typeof epochMetricsSchema>;

const TRAINING_ENDS = ['completed', 'early-stopping', 'interrupted'] as const;
export type TrainingEnd = (typeof TRAINING_ENDS)[number];

/** `model.json` of an artifact: all that is needed to serve the weights beside it, and how they came about. */
export const modelSpecSchema = z.object({
  formatVersion: z.literal(MODEL_FORMAT_VERSION),
  /** Class names in the order of the outputs. */
  classes: z.array(z.string().min(1)).min(2),
  input: modelInputSchema,
  layers: z.array(layerSchema).min(2),
  tensors: z.array(tensorSchema).min(1),
  training: z.object({
    seed: z.number(),
    kernels: z.string(),
    end: z.enum(TRAINING_ENDS),
    /** The epoch whose weights these are. */
    epoch: z.int().nonnegative(),
    /** Images of each class, in class order. */
    images: z.object({ train: z.array(z.number()), validation: z.array(z.number()).optional() }),
    hyperparameters: z.record(z.string(), z.unknown()),
    epochs: z.array(epochMetricsSchema),
  }),
});
export type ModelSpec = z.infer<typeof modelSpecSchema>;
