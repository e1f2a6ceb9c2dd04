import type { ProductionVariant } from './endpoint-config';
import type { VariantInstance } from './variant-instance';

/** The instances of one production variant. */
export class VariantFleet {
  constructor(
    readonly variant: ProductionVariant,
    readonly instances: readonly VariantInstance[],
  ) {}

  /** The ready instance with the fewest unanswered requests. */
  pick(): VariantInstance | undefined {
    let best: VariantInstance | undefined;
    for (const instance of this.instances) {
      if (instance.ready && (best === undefined || instance.outstanding < best.outstanding)) best = instance;
    }
    return best;
  }

  /** Unanswered requests of all instances. */
  get outstanding(): number {
    return this.instances.reduce((sum, instance) => sum + instance.outstanding, 0);
  }
}
