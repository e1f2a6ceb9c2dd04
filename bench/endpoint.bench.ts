import { bareEndpointRates, PARALLEL } from './algorithm/bare-endpoint';
import type { Bench } from './bench';

export const bench: Bench = {
  name: 'endpoint',
  about: `classifications over HTTP, ${PARALLEL} in parallel, the client in its own process`,
  async run({ quick }) {
    const { ours, constant } = await bareEndpointRates(quick ? { count: 1, seconds: 1 } : { count: 3, seconds: 3 });
    return [
      {
        name: `bare endpoint, 32x32 PNG, ${PARALLEL} in parallel`,
        value: ours,
        unit: 'requests/s',
        reference: { name: 'node:http that answers a constant', value: constant },
        target: 'at least 2,000',
      },
    ];
  },
};
