import { DATASET_MANIFEST_KEY } from '../../core/contracts/dataset-manifest';
import { REGISTERED_PREFIX } from '../../core/contracts/registered-model';
import {
  ANSWER_PREFIX,
  BASELINE_PREFIX,
  CAPTURE_PREFIX,
  GROUND_TRUTH_PREFIX,
  INCOMING_PREFIX,
  manifestKey,
  OPEN_ITEM_PREFIX,
  SPLITS,
  splitPrefix,
} from '../../core/contracts/storage-layout';
import type { Permission } from '../checks/allow';
import type { OperatedArns } from './operated-resources';

/** What `data upload` and `classify` write in the images bucket. */
const WRITTEN = [
  ...SPLITS.flatMap((split) => [`${splitPrefix(split)}*`, manifestKey(split)]),
  DATASET_MANIFEST_KEY,
  `${INCOMING_PREFIX}*`,
];

/** `data upload`, `classify`, `test-cases`, `traffic`, `captures`, `labels`, `monitor`, and what releases read. */
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
      // What `monitor baseline` copies beside the baseline of a table.
      `${arns.models}/*/output/model.tar.gz`,
      `${arns.capture}/${CAPTURE_PREFIX}/*`,
      `${arns.capture}/${GROUND_TRUTH_PREFIX}/*`,
      `${arns.reports}/*`,
    ],
    wildcard:
      'Images, models and their evidence, captures, labels and reports of this environment, whatever their names.',
  },
  {
    sid: 'WriteImagesAndOwnModels',
    actions: ['s3:PutObject'],
    resources: [...WRITTEN.map((key) => `${arns.images}/${key}`), `${arns.models}/${REGISTERED_PREFIX}*`],
    wildcard:
      'The splits of a data set and images to classify, whatever their names; models from elsewhere, named after their content, beside those that training jobs have written.',
  },
  {
    sid: 'RemoveFormerImages',
    actions: ['s3:DeleteObject'],
    resources: SPLITS.map((split) => `${arns.images}/${splitPrefix(split)}*`),
    wildcard: 'Images that a newer data set no longer has; the bucket keeps their versions.',
  },
  {
    sid: 'ClaimAnswers',
    actions: ['s3:PutObject'],
    resources: [`${arns.images}/${ANSWER_PREFIX}*`],
    // Only where there is none yet: what people have answered stays as it is.
    conditions: { Null: { 's3:if-none-match': 'false' } },
    wildcard: 'One answer per review id.',
  },
  {
    sid: 'CloseItems',
    actions: ['s3:DeleteObject'],
    resources: [`${arns.images}/${OPEN_ITEM_PREFIX}*`],
    wildcard: 'One item per review id; the bucket keeps its versions.',
  },
  {
    sid: 'WriteLabels',
    actions: ['s3:PutObject'],
    resources: [`${arns.capture}/${GROUND_TRUTH_PREFIX}/*`],
    wildcard: 'Labels by hour.',
  },
  {
    sid: 'CopyJudgedVersions',
    actions: ['s3:GetObjectVersion'],
    resources: [`${arns.images}/*`],
    wildcard: 'Any image of the bucket can have been judged, and exactly that version is copied to the training set.',
  },
  {
    sid: 'SignListLinks',
    actions: ['secretsmanager:GetSecretValue'],
    resources: [arns.linkSecret],
  },
  {
    sid: 'WriteBaselines',
    actions: ['s3:PutObject'],
    resources: [`${arns.reports}/${BASELINE_PREFIX}*`],
    wildcard: 'One baseline per model package.',
  },
  {
    sid: 'UseKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [arns.key],
    conditions: {
      StringEquals: {
        'kms:ViaService': ['s3', 'sqs', 'secretsmanager'].map((service) => `${service}.${arns.region}.amazonaws.com`),
      },
    },
  },
];
