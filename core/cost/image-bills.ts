import { type Bill, type BillLine, bill, line } from './bill';
import { DURATIONS } from './durations';
import { functionGb, type PricedTemplate, visitedStates } from './template-facts';

/** What is classified. */
export interface Load {
  readonly images: number;
  /** Share of the images that a person must look at, 0..1. */
  readonly secondLookShare: number;
  /** People who get the alerts. */
  readonly emails: number;
  /** Images that one invocation of classify-batch works on at a time. */
  readonly parallelImages: number;
}

/** An Express execution is billed in chunks of 64 MB and 100 ms. */
const EXPRESS_GB = 64 / 1024;
const EXPRESS_STEP_SECONDS = 0.1;
/** S3 lists so many keys a request. */
const KEYS_A_LISTING = 1_000;

const lambda = (service: string, gb: number, invocations: number, seconds: number): BillLine[] => [
  line(`${service}: invocations`, 'lambdaRequest', invocations),
  line(`${service}: time`, 'lambdaGbSecond', invocations * seconds * gb),
];

/** Every image an execution of `ImageClassification`. The endpoint itself is in the idle bill: it costs by the hour. */
export function singleBill(templates: readonly PricedTemplate[], { images, secondLookShare, emails }: Load): Bill {
  const doubtful = images * secondLookShare;
  const transitions = visitedStates(templates, 'ImageClassification').length;
  return bill('an execution an image (ImageClassification)', [
    line(`state transitions, ${transitions} an image`, 'stateTransition', images * transitions),
    ...lambda('serialize-image', functionGb(templates, 'serialize-image'), images, DURATIONS.serializeImage),
    ...lambda('classify-image', functionGb(templates, 'classify-image'), images, DURATIONS.classifyImage),
    ...lambda('check-threshold', functionGb(templates, 'check-threshold'), images, DURATIONS.checkThreshold),
    line('images read', 's3Get', images),
    line('events of accepted images', 'event', images - doubtful),
    line('alert markers', 's3Put', 2 * doubtful),
    line('alerts', 'publish', doubtful),
    line('e-mails', 'email', doubtful * emails),
  ]);
}

/** The plain chain that this service started from: three functions in a Standard machine, an alert by SNS, and nothing else. */
export function chainBill(templates: readonly PricedTemplate[], { images, secondLookShare, emails }: Load): Bill {
  const doubtful = images * secondLookShare;
  return bill('the plain chain of three functions', [
    line('state transitions, 3 an image', 'stateTransition', images * 3),
    ...lambda('serialize', functionGb(templates, 'serialize-image'), images, DURATIONS.serializeImage),
    ...lambda('classify', functionGb(templates, 'classify-image'), images, DURATIONS.classifyImage),
    ...lambda('filter', functionGb(templates, 'check-threshold'), images, DURATIONS.checkThreshold),
    line('images read', 's3Get', images),
    line('alerts', 'publish', doubtful),
    line('e-mails', 'email', doubtful * emails),
  ]);
}

/** All images as one batch of a prefix. */
export function batchBill(templates: readonly PricedTemplate[], load: Load): Bill {
  const { images, secondLookShare, emails, parallelImages } = load;
  const states = visitedStates(templates, 'BatchClassification');
  const imagesPerChild =
    states.find(({ ItemBatcher }) => ItemBatcher !== undefined)?.ItemBatcher?.MaxItemsPerBatch ?? 1;
  const children = Math.ceil(images / imagesPerChild);
  const childSeconds = Math.ceil(imagesPerChild / parallelImages) * DURATIONS.batchImage;
  const billedSeconds = Math.ceil(childSeconds / EXPRESS_STEP_SECONDS) * EXPRESS_STEP_SECONDS;
  return bill('one batch (BatchClassification)', [
    line('state transitions, those of the batch and one a child', 'stateTransition', states.length + children),
    line(`children of ${imagesPerChild} images`, 'expressRequest', children),
    line('time of the children', 'expressGbSecond', children * billedSeconds * EXPRESS_GB),
    ...lambda('prepare-batch', functionGb(templates, 'prepare-batch'), 1, DURATIONS.prepareBatch),
    ...lambda('classify-batch', functionGb(templates, 'classify-batch'), children, childSeconds),
    ...lambda('summarize-batch', functionGb(templates, 'summarize-batch'), 1, images * DURATIONS.summarizedImage),
    line('names listed', 's3Put', Math.ceil(images / KEYS_A_LISTING)),
    line('images read', 's3Get', images),
    line('second looks opened', 's3Put', images * secondLookShare),
    line('results written and read', 's3Put', Math.ceil(children / 1_000) + 4),
    line('digest', 'publish', 1),
    line('e-mails', 'email', emails),
  ]);
}
