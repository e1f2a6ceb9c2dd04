import { encodePng } from '../image/encode-png';
import { SeededRandom } from '../seeded-random';
import type { DataItem, DataSet } from './data-set';
import { DataSetError } from './data-set-error';
import { anyViewpoint } from './vehicles/site';
import { VEHICLE_IMAGE_PIXELS, VEHICLE_KINDS, type VehicleKind, vehicleImage } from './vehicles/vehicle-image';

export interface SyntheticVehiclesOptions {
  /** Two or three of bicycle, motorcycle and pickup_truck; their order is that of the labels. */
  readonly classes: readonly string[];
  readonly seed: number;
  /** @default 500 */
  readonly trainPerClass?: number;
  /** @default 100 */
  readonly testPerClass?: number;
}

/**
 * A data set of drawn vehicles. The same options give the same pixels on every platform; an image depends on the seed, its class, its
 * split and its number, not on the other classes or on how many images there are. Images are drawn when they are read.
 * @throws DataSetError for classes that cannot be drawn
 */
export function syntheticVehicles(options: SyntheticVehiclesOptions): DataSet {
  const { classes, seed, trainPerClass = 500, testPerClass = 100 } = options;
  const kinds = checkedKinds(classes);
  return {
    name: 'synthetic',
    classes: kinds,
    train: splitItems('train', kinds, trainPerClass, seed),
    test: splitItems('test', kinds, testPerClass, seed),
  };
}

function checkedKinds(classes: readonly string[]): VehicleKind[] {
  const kinds = classes.map((name) => {
    const kind = VEHICLE_KINDS.find((known) => known === name);
    if (kind !== undefined) return kind;
    throw new DataSetError(
      `No synthetic images of '${name}' can be drawn; the classes are ${VEHICLE_KINDS.join(', ')}.`,
    );
  });
  if (new Set(kinds).size < kinds.length) throw new DataSetError('A class is named twice; name each class once.');
  if (kinds.length < 2) throw new DataSetError('One class cannot be told from anything; name at least two classes.');
  return kinds;
}

/** Classes take turns, so that any first n images are balanced. */
function splitItems(
  split: 'train' | 'test',
  kinds: readonly VehicleKind[],
  perClass: number,
  seed: number,
): DataItem[] {
  return Array.from({ length: perClass * kinds.length }, (_, row) => {
    const label = row % kinds.length;
    const kind = kinds[label]!;
    const number = Math.floor(row / kinds.length);
    const identity = ['synthetic-vehicles', seed, split, kind, number] as const;
    const viewpoint = anyViewpoint(new SeededRandom(...identity, 'viewpoint'));
    return {
      row,
      label,
      file: `${kind}_s_${String(row).padStart(6, '0')}.png`,
      metadata: { site: viewpoint.site.name, camera: viewpoint.camera.name },
      read: async () => {
        const rgba = vehicleImage(kind, viewpoint, new SeededRandom(...identity, 'picture'));
        return encodePng(rgba, VEHICLE_IMAGE_PIXELS, VEHICLE_IMAGE_PIXELS);
      },
    };
  });
}
