import type { Corruption } from './corruption';

/** Side of the covered square, as a share of the image's. */
const SIDE = { 1: 0.2, 2: 0.35, 3: 0.5 } as const;
const DARK = [24, 24, 24, 255] as const;

export const occlusion: Corruption = {
  name: 'occlusion',
  meaning: 'Something dark stands in front of the camera.',
  corrupt: (image, severity, random) => {
    const { width, height } = image;
    const [across, down] = [Math.round(width * SIDE[severity]), Math.round(height * SIDE[severity])];
    const [left, top] = [random.below(width - across + 1), random.below(height - down + 1)];
    const rgba = image.rgba.slice();
    for (let row = top; row < top + down; row += 1)
      for (let column = left; column < left + across; column += 1) rgba.set(DARK, (row * width + column) * 4);
    return { ...image, rgba };
  },
};
