import type { ModelProblem } from '../model-quality/problem';

/** Part of the traffic that may fare worse than the rest: images whose metadata say so (`site` = `harbour`), or a band of brightness. */
export interface Segment {
  readonly name: string;
  readonly value: string;
}

/** The image classifier that is watched, and what a monitor must know of it. */
export interface EndpointSubject {
  readonly endpoint: string;
  readonly modelPackage: string;
  /** In the order of the model's outputs. */
  readonly classes: readonly string[];
  /** Of the calibration. */
  readonly temperature: number;
  /** Confidence from which on an image is accepted. */
  readonly threshold: number;
  /** Of every random choice. */
  readonly seed: number;
}

export const problemOf = ({ classes }: EndpointSubject): ModelProblem => ({
  kind: classes.length === 2 ? 'binary' : 'multiclass',
  classes,
});
