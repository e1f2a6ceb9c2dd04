/** Who says so, beside our memory: the seller's own page, others only, or nobody that could be found. */
export type Confirmed = 'by AWS' | 'by others' | 'no';

/** A price of one unit, in US dollars, and the page to check it on. */
export interface Price {
  readonly dollars: number;
  readonly unit: string;
  readonly source: string;
  readonly confirmed: Confirmed;
}

/**
 * List prices of us-east-1, without free tiers and discounts. They were written down from memory and compared, on PRICES_OF, with stored copies of web pages, some of which have
 * no date: docs/cost.md says which page confirms which price. Each names the page where it stands today: look there before you budget.
 */
export const PRICES_OF = '2026-11-27';

const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const STEP_FUNCTIONS = 'https://aws.amazon.com/step-functions/pricing/';
const S3 = 'https://aws.amazon.com/s3/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const SAGEMAKER = 'https://aws.amazon.com/sagemaker/ai/pricing/';

export const PRICES = {
  stateTransition: {
    dollars: 0.025 / 1_000,
    unit: 'state transition, Standard',
    source: STEP_FUNCTIONS,
    confirmed: 'by AWS',
  },
  expressRequest: {
    dollars: 1 / 1_000_000,
    unit: 'execution, Express',
    source: STEP_FUNCTIONS,
    confirmed: 'by others',
  },
  expressGbSecond: { dollars: 0.00001667, unit: 'GB-second, Express', source: STEP_FUNCTIONS, confirmed: 'by others' },
  lambdaRequest: { dollars: 0.2 / 1_000_000, unit: 'invocation', source: LAMBDA, confirmed: 'by others' },
  lambdaGbSecond: { dollars: 0.0000133334, unit: 'GB-second, arm64', source: LAMBDA, confirmed: 'by others' },
  s3Get: { dollars: 0.0004 / 1_000, unit: 'GET request', source: S3, confirmed: 'by others' },
  s3Put: { dollars: 0.005 / 1_000, unit: 'PUT or LIST request', source: S3, confirmed: 'by others' },
  event: {
    dollars: 1 / 1_000_000,
    unit: 'custom event',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
    confirmed: 'by others',
  },
  publish: {
    dollars: 0.5 / 1_000_000,
    unit: 'publish',
    source: 'https://aws.amazon.com/sns/pricing/',
    confirmed: 'by others',
  },
  email: {
    dollars: 2 / 100_000,
    unit: 'e-mail',
    source: 'https://aws.amazon.com/sns/pricing/',
    confirmed: 'by others',
  },
  keyMonth: {
    dollars: 1,
    unit: 'customer-managed key and month',
    source: 'https://aws.amazon.com/kms/pricing/',
    confirmed: 'by AWS',
  },
  alarmMonth: { dollars: 0.1, unit: 'alarm and month', source: CLOUDWATCH, confirmed: 'by others' },
  dashboardMonth: { dollars: 3, unit: 'dashboard and month', source: CLOUDWATCH, confirmed: 'by others' },
  secretMonth: {
    dollars: 0.4,
    unit: 'secret and month',
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
    confirmed: 'by others',
  },
  serverlessGbSecond: {
    dollars: 0.00002,
    unit: 'GB-second, serverless inference',
    source: SAGEMAKER,
    confirmed: 'by others',
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;

/**
 * Real-time inference, dollars an hour; source SAGEMAKER. AWS's own page could not be read on PRICES_OF; each is the same in a list that others have published
 * (docs/cost.md says which).
 */
export const INSTANCE_HOUR: Readonly<Record<string, number>> = {
  'ml.t2.medium': 0.056,
  'ml.m5.large': 0.115,
  'ml.m5.xlarge': 0.23,
  'ml.m5.2xlarge': 0.461,
  'ml.c5.large': 0.102,
  'ml.c5.xlarge': 0.204,
  'ml.c5.2xlarge': 0.408,
  'ml.c5.4xlarge': 0.816,
  'ml.g4dn.xlarge': 0.7364,
  'ml.g4dn.2xlarge': 0.94,
  'ml.g5.xlarge': 1.4084,
  'ml.g5.2xlarge': 1.515,
};

export const HOURS_A_MONTH = 730;
