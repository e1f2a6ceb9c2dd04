/** One figure of one epoch, as the algorithm logs it. */
export interface EpochFigure {
  readonly epoch: number;
  readonly name: 'trainAccuracy' | 'validationAccuracy' | 'seconds';
  readonly value: number;
}

export interface EpochRecord {
  /** From 0. */
  readonly epoch: number;
  readonly trainAccuracy?: number;
  readonly validationAccuracy?: number;
  readonly seconds?: number;
}

const FIGURES = {
  'Train-accuracy': 'trainAccuracy',
  'Validation-accuracy': 'validationAccuracy',
  'Time cost': 'seconds',
} as const;

const LINE = /Epoch\[(\d+)\] (Train-accuracy|Validation-accuracy|Time cost)=([0-9.eE+-]+)/;

/** Reads `Epoch[3] Validation-accuracy=0.92`, the form of SageMaker's image-classification algorithm and of ours. */
export function parseEpochLine(line: string): EpochFigure | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, epoch, name, value] = match;
  return { epoch: Number(epoch), name: FIGURES[name as keyof typeof FIGURES], value: Number(value) };
}

/** The figures of a training, epoch by epoch. */
export class TrainingCurve {
  private readonly records = new Map<number, EpochRecord>();

  /** @returns how many epochs have been heard of. */
  add({ epoch, name, value }: EpochFigure): number {
    this.records.set(epoch, { ...(this.records.get(epoch) ?? { epoch }), [name]: value });
    return this.records.size;
  }

  /** In ascending order. */
  epochs(): readonly EpochRecord[] {
    return [...this.records.values()].sort((a, b) => a.epoch - b.epoch);
  }

  /** Validation accuracy of the last epoch that has one; 0..1. */
  lastValidationAccuracy(): number | undefined {
    return this.epochs().findLast(({ validationAccuracy }) => validationAccuracy !== undefined)?.validationAccuracy;
  }

  /** `, validation accuracy 91.3 %`, or nothing yet. */
  text(): string {
    const accuracy = this.lastValidationAccuracy();
    return accuracy === undefined ? '' : `, validation accuracy ${(accuracy * 100).toFixed(1)} %`;
  }
}
