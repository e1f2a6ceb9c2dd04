import type { Corruption } from './corruption';

/** Standard deviation of what is added to each colour. */
const DEVIATION = { 1: 10, 2: 20, 3: 35 } as const;

export const noise: Corruption = {
  name: 'noise',
  meaning: 'A sensor at night: grain in every pixel.',
  corrupt: (image, severity, random) => {
    const rgba = image.rgba.map((value, at) => {
      if (at % 4 === 3) return value;
      return Math.min(255, Math.max(0, Math.round(value + DEVIATION[severity] * random.bell())));
    });
    return { ...image, rgba };
  },
};
