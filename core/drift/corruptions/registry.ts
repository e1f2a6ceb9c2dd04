import { blur } from './blur';
import { brightness } from './brightness';
import { contrast } from './contrast';
import type { Corruption } from './corruption';

import { noise } from './noise';
import { occlusion } from './occlusion';
import { shift } from './shift';

/** Everything that can happen to an image, by name. */
export const CORRUPTIONS: Readonly<Record<string, Corruption>> = Object.fromEntries(
  [brightness, contrast, blur, noise, occlusion, shift].map((corruption) => [corruption.name, corruption]),
);
