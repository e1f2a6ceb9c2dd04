import type { SeededRandom } from '../../seeded-random';
import type { CameraLook } from './site';

/**
 * What camera and light do to a picture: blur, contrast, exposure, tint, noise, in this order.
 * @param image pixels x pixels x 3, levels 0..1
 * @returns pixels x pixels x 4, RGBA, opaque
 */
export function photograph(image: Float32Array, pixels: number, camera: CameraLook, random: SeededRandom): Uint8Array {
  const blur = Math.min(0.3, camera.blur + random.fraction() * random.fraction() * 0.18);
  const rounds = random.chance(0.1) ? 2 : 1;
  let soft = image;
  for (let round = 0; round < rounds; round += 1) soft = blurred(soft, pixels, blur);
  const contrast = random.between(0.75, 1.2);
  const middle = random.between(0.4, 0.6);
  const exposure = random.between(0.7, 1.2);
  const noise = camera.noise + random.fraction() * random.fraction() * 0.035;
  const rgba = new Uint8Array(pixels * pixels * 4);
  for (let pixel = 0; pixel < pixels * pixels; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const lit = (middle + (soft[pixel * 3 + channel]! - middle) * contrast) * exposure * camera.tint[channel]!;
      const level = (lit + random.bell() * noise) * 255 + 0.5;
      rgba[pixel * 4 + channel] = level < 0 ? 0 : level > 255 ? 255 : level;
    }
    rgba[pixel * 4 + 3] = 255;
  }
  return rgba;
}

/** Each pixel takes `share` of each of its neighbours, first across, then down; the edge repeats. */
function blurred(image: Float32Array, pixels: number, share: number): Float32Array {
  const across = smoothed(image, pixels, share, 3, pixels * 3);
  return smoothed(across, pixels, share, pixels * 3, 3);
}

function smoothed(image: Float32Array, pixels: number, share: number, step: number, line: number): Float32Array {
  const out = new Float32Array(image.length);
  for (let row = 0; row < pixels; row += 1) {
    for (let place = 0; place < pixels; place += 1) {
      const at = row * line + place * step;
      const before = place === 0 ? at : at - step;
      const after = place === pixels - 1 ? at : at + step;
      for (let channel = 0; channel < 3; channel += 1) {
        const here = image[at + channel]!;
        out[at + channel] = here + share * (image[before + channel]! + image[after + channel]! - 2 * here);
      }
    }
  }
  return out;
}
