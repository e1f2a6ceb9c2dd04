import type { Hyperparameters } from '../../hyperparameters/read-hyperparameters';
import type { Parameter } from '../../network/parameter';
import { Adam } from './adam';
import type { Optimiser } from './optimiser';
import { RmsProp } from './rms-prop';
import { Sgd } from './sgd';

/** The optimiser that the hyperparameters ask for. */
export function makeOptimiser(parameters: readonly Parameter[], hyperparameters: Hyperparameters): Optimiser {
  const { optimizer, momentum, beta_1: beta1, beta_2: beta2, eps: epsilon, gamma } = hyperparameters;
  const weightDecay = hyperparameters.weight_decay;
  switch (optimizer) {
    case 'adam':
      return new Adam(parameters, { beta1, beta2, epsilon, weightDecay });
    case 'rmsprop':
      return new RmsProp(parameters, { gamma, epsilon, weightDecay });
    default:
      return new Sgd(parameters, { momentum, weightDecay, nesterov: optimizer === 'nag' });
  }
}
