import * as z from 'zod';

const splitSchema = z.object({
  /** Folder of the split's images in the images bucket, with a slash at its end. */
  prefix: z.string().regex(/\/$/, 'ends with a slash'),
  /** Key of the split's `.lst`: row, label, path relative to the folder. */
  list: z.string().min(1),
  images: z.int().min(0),
});

/** Describes a data set in the images bucket: `dataset.json` beside the splits. Training starts from it, by hand or when it arrives. */
export const datasetManifestSchema = z.object({
  version: z.literal(1),
  name: z.string().min(1),
  /** Class names in the order of their labels. */
  classes: z.array(z.string().min(1)).min(2),
  /** SHA-256, in hex, over everything that the lists name and the lists themselves: another one is another data set. */
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hex digits')
    .optional(),
  splits: z.object({ train: splitSchema, validation: splitSchema, test: splitSchema }),
});
export type DatasetManifest = z.infer<typeof datasetManifestSchema>;

/** Images bucket: where `data upload` writes the manifest. */
export const DATASET_MANIFEST_KEY = 'dataset.json';
