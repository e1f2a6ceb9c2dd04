/** The stacks of an environment, in the order of their deployment. */
export const STACKS = ['storage', 'training', 'serving', 'monitoring', 'workflow'] as const;
export type StackWord = (typeof STACKS)[number];

/** `second-look-dev-storage` */
export const stackName = (app: string, environment: string, stack: StackWord): string =>
  `${app}-${environment}-${stack}`;
