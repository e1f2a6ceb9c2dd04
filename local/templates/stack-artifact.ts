/** One stack of a cloud assembly, as `cdk synth` left it. */
export interface StackArtifact {
  /** Name of the stack in CloudFormation. */
  readonly stackName: string;
  /** Path of the construct, as `cdk ls` shows it. */
  readonly displayName: string;
  /** The template, JSON as it stands in the file. */
  readonly templateBody: string;
  /** Values of parameters that the app itself gives. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Names of the stacks that must be deployed before. */
  readonly dependencies: readonly string[];
}
