import { DATASET_MANIFEST_KEY } from '../../core/contracts/dataset-manifest';
import { CAPTURE_PREFIX, INCOMING_PREFIX, manifestKey, SPLITS, splitPrefix } from '../../core/contracts/storage-layout';
import type { Permission } from '../checks/allow';
import type { OperatedArns } from './operated-resources';

/** What `data upload` and `classify` write in the images bucket. */
const WRITTEN = [
  ...SPLITS.flatMap((split) => [`${splitPrefix(split)}*`, manifestKey(split)]),
  DATASET_MANIFEST_KEY,
  `${INCOMING_PREFIX}*`,
];

/** `data upload`, `classify`, `test-cases`, `traffic`, `captures`, and what releases read. */
export const dataPermissions = (arns: OperatedArns): readonly Permission[] => [
  {
    sid: 'ListData',
    actions: ['s3:ListBucket'],
    resources: [arns.images, arns.capture, arns.reports],
  },
  {
    sid: 'ReadData',
    actions: ['s3:GetObject'],
    resources: [
      `${arns.images}/*`,
      `${arns.models}/*/evidence.json`,
      `${arns.capture}/${CAPTURE_PREFIX}/*`,
      `${arns.reports}/*`,
    ],
    wildcard: 'Images, the evidence of models, captures and reports of this environment, whatever their names.',
  },
  {
    sid: 'WriteImages',
    actions: ['s3:PutObject'],
    resources: WRITTEN.map((key) => `${arns.images}/${key}`),
    wildcard: 'The splits of a data set and images to classify, whatever their names.',
  },
  {
    sid: 'RemoveFormerImages',
    actions: ['s3:DeleteObject'],
    resources: SPLITS.map((split) => `${arns.images}/${splitPrefix(split)}*`),
    wildcard: 'Images that a newer data set no longer has; the bucket keeps their versions.',
  },
  {
    sid: 'UseKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [arns.key],
    conditions: {
      StringEquals: { 'kms:ViaService': [`s3.${arns.region}.amazonaws.com`, `sqs.${arns.region}.amazonaws.com`] },
    },
  },
];
