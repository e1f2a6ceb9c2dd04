import { z } from 'zod';

/** Names of jobs, models, configurations, endpoints, groups. */
export const resourceName = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);

export const roleArn = z
  .string()
  .min(20)
  .max(2048)
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/);

export const s3Uri = z
  .string()
  .max(1024)
  .regex(/^s3:\/\/([^/]+)\/?(.*)$/);

export const kmsKeyId = z.string().max(2048);
export const instanceType = z.string().regex(/^ml\.[a-z0-9-]+\.[a-z0-9]+$/);
export const environmentVariables = z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string().max(1024));

export const tagList = z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).max(50);
export type Tags = z.infer<typeof tagList>;

/** A member that is accepted and changes nothing on a laptop; kept, so that Describe shows it. */
export const accepted = z.unknown().optional();
