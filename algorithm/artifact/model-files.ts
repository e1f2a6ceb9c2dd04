import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelSpec, modelSpecSchema } from '../../core/inference/model-spec';
import { ModelInvalid } from '../../core/table-model/model-invalid';
import type { ModelTensors } from '../network/model-tensors';
import { describeTensors, tensorLength } from '../network/model-tensors';
import type { NetworkShape } from '../network/network-shape';
import { decodeFloats, encodeFloats } from './float-bytes';
import { onnxModel } from './onnx/onnx-model';

const SPEC_FILE = 'model.json';
const WEIGHTS_FILE = 'weights.bin';
const ONNX_FILE = 'model.onnx';

export interface Model {
  readonly spec: ModelSpec;
  readonly tensors: ModelTensors;
}

/** Writes model.json, weights.bin and model.onnx; the same model gives the same bytes. */
export function writeModelFiles(folder: string, { spec, tensors }: Model): void {
  mkdirSync(folder, { recursive: true });
  const weights = Buffer.concat(spec.tensors.map(({ name }) => encodeFloats(tensors[name]!)));
  writeFileSync(join(folder, WEIGHTS_FILE), weights);
  writeFileSync(join(folder, ONNX_FILE), onnxModel(spec, tensors));
  writeFileSync(join(folder, SPEC_FILE), `${JSON.stringify(spec, undefined, 2)}\n`);
}

/** @throws ModelInvalid naming the file and what is wrong with it */
export function readModelFiles(folder: string): Model {
  const spec = readSpec(folder);
  const weights = readOrRefuse(folder, WEIGHTS_FILE);
  const expected = describeTensors(networkShapeOf(spec));
  const tensors: Record<string, Float32Array> = {};
  for (const description of expected) {
    const entry = spec.tensors.find(({ name }) => name === description.name);
    if (entry === undefined) throw new ModelInvalid(`${SPEC_FILE} lacks the tensor ${description.name}.`);
    if (entry.shape.join() !== description.shape.join()) {
      throw new ModelInvalid(
        `${SPEC_FILE} gives ${entry.name} the shape ${entry.shape}; the layers need ${description.shape}.`,
      );
    }
    const end = entry.offset + 4 * tensorLength(description);
    if (end > weights.length)
      throw new ModelInvalid(`${WEIGHTS_FILE} has ${weights.length} bytes; ${entry.name} ends at ${end}.`);
    tensors[entry.name] = decodeFloats(weights.subarray(entry.offset, end));
  }
  return { spec, tensors };
}

/** The network that a spec describes. */
export function networkShapeOf({ classes, input, layers }: ModelSpec): NetworkShape {
  const blockChannels = layers.flatMap((layer) => (layer.type === 'block' ? [layer.outputChannels] : []));
  return { channels: input.channels, height: input.height, width: input.width, classes: classes.length, blockChannels };
}

function readSpec(folder: string): ModelSpec {
  const text = readOrRefuse(folder, SPEC_FILE).toString('utf8');
  try {
    return modelSpecSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelInvalid(`${SPEC_FILE} in ${folder} is not a model of this algorithm: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function readOrRefuse(folder: string, file: string): Buffer {
  try {
    return readFileSync(join(folder, file));
  } catch (cause) {
    throw new ModelInvalid(`${folder} holds no readable ${file}; it must hold the artifact of a training job.`, {
      cause,
    });
  }
}
