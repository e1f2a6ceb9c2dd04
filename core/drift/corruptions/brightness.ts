import { type Corruption, mapColours } from './corruption';

/** Added to each colour. */
const SHIFT = { 1: 25, 2: 50, 3: 80 } as const;

export const brightness: Corruption = {
  name: 'brightness',
  meaning: 'Over-exposed: everything is brighter.',
  corrupt: (image, severity) => mapColours(image, (value) => value + SHIFT[severity]),
};
