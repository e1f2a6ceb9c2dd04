import type { S3Client } from '@aws-sdk/client-s3';
import { DescribeModelPackageCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { readJsonLines } from '../../core/capture/json-lines';
import { AccessDenied, StorageUnavailable } from '../../core/contracts/errors';
import {
  type ModelPrediction,
  modelPredictionSchema,
  modelPredictionsKey,
  PackageMetadata,
} from '../../core/contracts/model-evidence';
import { releasedModelSchema } from '../../core/contracts/released-model';
import { readText } from '../adapters/json-object';

export interface ReleasedClients {
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly sageMaker: SageMakerClient;
}

/** What the released model answered on the test split, or why that is not known. */
export type ReleasedAnswers =
  | { readonly modelPackage: string; readonly rows: readonly ModelPrediction[] }
  | { readonly note: string };

/** The released model's own answers, as they were kept beside its evidence when it passed the gate. */
export class ReleasedPredictions {
  constructor(
    private readonly clients: ReleasedClients,
    private readonly parameterName: string,
  ) {}

  /** @throws AccessDenied, StorageUnavailable */
  async read(): Promise<ReleasedAnswers> {
    const modelPackage = await this.releasedPackage();
    if (modelPackage === undefined) return { note: 'No model is released yet: there is none to compare with.' };
    const trainedBy = await this.predictionsOf(modelPackage);
    if (trainedBy === undefined) {
      return {
        note: `The released model ${modelPackage} has no evidence: it was registered by hand, and is not compared.`,
      };
    }
    const stored = await readText(this.clients.s3, trainedBy);
    if (stored === undefined) {
      const where = `s3://${trainedBy.bucket}/${trainedBy.key}`;
      return { note: `The answers of the released model ${modelPackage} are gone (${where}): it is not compared.` };
    }
    return { modelPackage, rows: predictionsIn(stored.text) };
  }

  private async releasedPackage(): Promise<string | undefined> {
    try {
      const { Parameter } = await this.clients.ssm.send(new GetParameterCommand({ Name: this.parameterName }));
      return releasedModelSchema.safeParse(JSON.parse(Parameter?.Value ?? '')).data?.modelPackage;
    } catch (error) {
      if ((error as Error).name === 'ParameterNotFound' || error instanceof SyntaxError) return undefined;
      throw refusal(error, this.parameterName, 'ssm:GetParameter');
    }
  }

  /** Where a package's answers lie; undefined for one without evidence, or that is no more. */
  private async predictionsOf(modelPackage: string): Promise<{ bucket: string; key: string } | undefined> {
    try {
      const { CustomerMetadataProperties: metadata = {} } = await this.clients.sageMaker.send(
        new DescribeModelPackageCommand({ ModelPackageName: modelPackage }),
      );
      const [, bucket, job] = /^s3:\/\/([^/]+)\/(.+)\/[^/]+$/.exec(metadata[PackageMetadata.evidence] ?? '') ?? [];
      return bucket === undefined || job === undefined ? undefined : { bucket, key: modelPredictionsKey(job) };
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'ValidationException' && /does not exist/i.test(message)) return undefined;
      throw refusal(error, modelPackage, 'sagemaker:DescribeModelPackage');
    }
  }
}

function* predictions(text: string): Generator<ModelPrediction> {
  for (const line of readJsonLines(text)) {
    const parsed = 'value' in line ? modelPredictionSchema.safeParse(line.value) : undefined;
    if (parsed?.success) yield parsed.data;
  }
}

const predictionsIn = (text: string): ModelPrediction[] => [...predictions(text)];

function refusal(cause: unknown, what: string, action: string): Error {
  const { name, message } = cause as Error;
  if (name.startsWith('AccessDenied')) {
    return new AccessDenied(`The function may not read ${what}: grant its role ${action}. (${message})`, { cause });
  }
  return new StorageUnavailable(`${what} could not be read (${name}: ${message}).`, { cause });
}
