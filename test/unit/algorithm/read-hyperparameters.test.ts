import { readHyperparameters } from '../../../algorithm/hyperparameters/read-hyperparameters';

const read = (given: Record<string, unknown>) => readHyperparameters(given).hyperparameters;

it('has a default for everything', () => {
  expect(read({})).toMatchObject({
    image_shape: { channels: 3, height: 32, width: 32 },
    epochs: 40,
    optimizer: 'adam',
    learning_rate: 0.005,
    augmentation_type: 'crop',
  });
});

it('takes the learning rate that suits the optimiser, unless one is given', () => {
  expect(read({ optimizer: 'sgd' }).learning_rate).toBe(0.05);
  expect(read({ optimizer: 'sgd', learning_rate: '0.2' }).learning_rate).toBe(0.2);
});

it('reads the values of a job made for the built-in algorithm', () => {
  const { hyperparameters, notes } = readHyperparameters({
    image_shape: '3,32,32',
    num_layers: '18',
    use_pretrained_model: '1',
    num_classes: '2',
    num_training_samples: '1000',
    epochs: '30',
    learning_rate: '0.01',
    lr_scheduler_step: '10, 20',
    lr_scheduler_factor: '0.5',
    multi_label: '0',
    precision_dtype: 'float32',
    early_stopping: 'True',
  });
  expect(hyperparameters).toMatchObject({ num_classes: 2, lr_scheduler_step: [10, 20], early_stopping: true });
  expect(notes.map((note) => note.split(/[ =]/)[0])).toEqual([
    'num_layers',
    'use_pretrained_model',
    'multi_label',
    'precision_dtype',
  ]);
});

it('takes off the quotation marks that the Python SDK puts around text', () => {
  expect(read({ optimizer: '"nag"', epochs: '"3"' })).toMatchObject({ optimizer: 'nag', epochs: 3 });
});

it('passes over what SageMaker sets for itself', () => {
  expect(readHyperparameters({ sagemaker_region: '"us-east-1"' }).notes).toHaveLength(1);
});

it('says that a factor without steps has no effect', () => {
  expect(readHyperparameters({ lr_scheduler_factor: '0.1' }).notes[0]).toMatch(/no effect without lr_scheduler_step/);
});

it.each([
  [{ epochs: '0' }, 'epochs is "0"; it must be a whole number from 1 to 10000.'],
  [{ epochs: '3.5' }, 'epochs is "3.5"; it must be a whole number from 1 to 10000.'],
  [{ learning_rate: 'fast' }, 'learning_rate is "fast"; it must be a number above 0, up to 1.'],
  [{ momentum: '1' }, 'momentum is "1"; it must be a number from 0 to below 1.'],
  [{ early_stopping: 'yes' }, 'early_stopping is "yes"; it must be True or False.'],
  [{ lr_scheduler_step: '20,10' }, /lr_scheduler_step is "20,10"; it must be rising whole numbers/],
  [{ image_shape: '3,30,32' }, /image_shape is "3,30,32"; .*multiples of 8 from 16 to 512/],
  [{ image_shape: '4,32,32' }, /channels \(1 or 3\)/],
  [{ class_names: 'a,a' }, /two or more different names/],
  [{ num_classes: '1' }, /whole number from 2 to 1000/],
  [{ num_classes: '3', class_names: 'a,b' }, 'num_classes is 3, but class_names has 2 names.'],
  [{ resize: '24' }, 'resize is 24; it must be at least the larger side of image_shape.'],
  [{ num_classes: '2', top_k: '2' }, 'top_k is 2; with 2 classes it must be below 2.'],
  [{ multi_label: '1' }, /^multi_label=1 is refused: an image has exactly one class/],
  [{ use_weighted_loss: '1' }, /^use_weighted_loss=1 is refused/],
  [{ learning_rte: '0.1' }, /^There is no hyperparameter learning_rte; there are augmentation_type, .*learning_rate/],
  [{ toString: '1' }, /^There is no hyperparameter toString/],
  [{ epochs: {} }, /epochs must be text/],
])('refuses %j with what would be valid', (given, message) => {
  expect(() => read(given)).toThrow(message);
  expect(() => read(given)).toThrow(expect.objectContaining({ name: 'HyperparameterInvalid' }));
});
