import { type Corruption, mapColours } from './corruption';

/** Share of the distance from the mean that is left. */
const LEFT = { 1: 0.75, 2: 0.5, 3: 0.3 } as const;

export const contrast: Corruption = {
  name: 'contrast',
  meaning: 'Fog or a dirty lens: everything moves towards the mean.',
  corrupt: (image, severity) => {
    let sum = 0;
    for (let at = 0; at < image.rgba.length; at += 1) if (at % 4 !== 3) sum += image.rgba[at]!;
    const mean = sum / ((image.rgba.length / 4) * 3);
    return mapColours(image, (value) => mean + (value - mean) * LEFT[severity]);
  },
};
