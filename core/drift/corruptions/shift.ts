import type { Corruption } from './corruption';

/** Share of the width that everything moves by. */
const SHARE = { 1: 0.12, 2: 0.22, 3: 0.34 } as const;

export const shift: Corruption = {
  name: 'shift',
  meaning: 'A camera that was knocked: everything is further to the right than it was.',
  corrupt: (image, severity) => {
    const { width, height } = image;
    const distance = Math.round(width * SHARE[severity]);
    const rgba = new Uint8Array(image.rgba.length);
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        // What comes into view is taken to look like the edge.
        const from = (row * width + Math.max(0, column - distance)) * 4;
        rgba.set(image.rgba.subarray(from, from + 4), (row * width + column) * 4);
      }
    }
    return { ...image, rgba };
  },
};
