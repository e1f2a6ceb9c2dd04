import { InvalidInput } from '../contracts/errors';
import { DatasetInvalid } from '../contracts/training-errors';

export interface KnownOfDataset {
  /** In the order of their labels. */
  readonly classes: readonly string[];
  readonly trainImages: number;
}

/**
 * The hyperparameters of a training: those given, and what the data set itself says. One that contradicts the data set is refused, since the
 * job would fail much later, or train nonsense.
 * @param image `class_names` is our own program's: SageMaker's algorithm refuses names that it does not know
 * @throws InvalidInput, DatasetInvalid
 */
export function completeHyperparameters(
  given: Readonly<Record<string, string>>,
  { classes, trainImages }: KnownOfDataset,
  image: 'built-in' | 'own',
): Record<string, string> {
  const known: Record<string, string> = {
    num_classes: String(classes.length),
    num_training_samples: String(trainImages),
    ...(image === 'own' ? { class_names: classNames(classes) } : {}),
  };
  for (const [name, value] of Object.entries(known)) {
    const asked = given[name];
    if (asked === undefined || asked === value) continue;
    throw new InvalidInput(
      `The hyperparameter ${name} is ${JSON.stringify(asked)}, but the data set has ${JSON.stringify(value)}: leave it out.`,
    );
  }
  if (image === 'built-in' && given.class_names !== undefined) {
    throw new InvalidInput(
      'SageMaker’s image-classification algorithm knows no hyperparameter class_names: leave it out.',
    );
  }
  return { ...given, ...known };
}

function classNames(classes: readonly string[]): string {
  const unfit = classes.find((name) => /[,\r\n]/.test(name) || name !== name.trim());
  if (unfit === undefined) return classes.join(',');
  throw new DatasetInvalid(
    `The class name ${JSON.stringify(unfit)} holds a comma or blanks at its ends, which the training program takes for its own: rename it.`,
  );
}
