import type { Corruption } from './corruption';

/** Radius of the blot, as a share of the image's shorter side. */
const RADIUS = { 1: 0.12, 2: 0.22, 3: 0.32 } as const;
const GREY = 96;

export const lensBlot: Corruption = {
  name: 'lens-blot',
  meaning: 'Dirt in the middle of the lens: always in the same place.',
  corrupt: (image, severity) => {
    const { width, height } = image;
    const radius = RADIUS[severity] * Math.min(width, height);
    const rgba = image.rgba.slice();
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const distance = Math.hypot(column + 0.5 - width / 2, row + 0.5 - height / 2);
        if (distance <= radius) rgba.set([GREY, GREY, GREY, 255], (row * width + column) * 4);
      }
    }
    return { ...image, rgba };
  },
};
