import type { ModelSpec } from '../../../core/inference/model-spec';
import { foldNormalisation } from '../../network/inference-network';
import {
  type BlockTensor,
  blockTensorName,
  DENSE_BIAS,
  DENSE_WEIGHTS,
  type ModelTensors,
} from '../../network/model-tensors';
import { floatTensor, integerTensor, node, valueInfo } from './onnx-messages';
import { ProtobufWriter } from './protobuf-writer';

/** ONNX 1.12 and later read both. */
const IR_VERSION = 8;
const OPERATOR_SET = 17;

const ONNX_INPUT = 'image';
const ONNX_OUTPUT = 'probabilities';

/**
 * The model for any ONNX runtime. Input `image`: float32 `[batch][channels][height][width]`, colours 0..255, RGB or grey, of the
 * model's size; output `probabilities`: `[batch][classes]`. Normalisation is part of the graph; batch normalisation is folded into
 * the filters.
 */
export function onnxModel(spec: ModelSpec, tensors: ModelTensors): Buffer {
  const { channels, height, width, mean, deviation } = spec.input;
  const initialisers = [
    floatTensor('mean', [1, channels, 1, 1], Float32Array.from(mean)),
    floatTensor('deviation', [1, channels, 1, 1], Float32Array.from(deviation)),
  ];
  const nodes = [
    node({ operator: 'Sub', name: 'centre', inputs: [ONNX_INPUT, 'mean'], output: 'centred' }),
    node({ operator: 'Div', name: 'normalise', inputs: ['centred', 'deviation'], output: 'normalised' }),
  ];
  let last = 'normalised';
  for (const [index, { name }] of blocksOf(spec).entries()) {
    const filter = foldedFilter(tensors, index);
    initialisers.push(floatTensor(`${name}.filter`, filter.shape, filter.weights));
    initialisers.push(floatTensor(`${name}.bias`, [filter.bias.length], filter.bias));
    nodes.push(...blockNodes(name, last));
    last = name;
  }
  const classes = spec.classes.length;
  const features = tensors[DENSE_WEIGHTS]!.length / classes;
  // Features lie as [height][width][channels] here; ONNX has the channels first.
  initialisers.push(integerTensor('feature-count', [0, features]));
  initialisers.push(floatTensor(DENSE_WEIGHTS, [classes, features], tensors[DENSE_WEIGHTS]!));
  initialisers.push(floatTensor(DENSE_BIAS, [classes], tensors[DENSE_BIAS]!));
  nodes.push(
    node({
      operator: 'Transpose',
      name: 'channels-last',
      inputs: [last],
      output: 'map',
      integers: { perm: [0, 2, 3, 1] },
    }),
    node({ operator: 'Reshape', name: 'flatten', inputs: ['map', 'feature-count'], output: 'features' }),
    node({
      operator: 'Gemm',
      name: 'dense',
      inputs: ['features', DENSE_WEIGHTS, DENSE_BIAS],
      output: 'logits',
      floats: { alpha: 1, beta: 1 },
      integers: { transA: 0, transB: 1 },
    }),
    node({ operator: 'Softmax', name: 'softmax', inputs: ['logits'], output: ONNX_OUTPUT, integers: { axis: 1 } }),
  );
  const colours = channels === 3 ? 'red, green, blue' : 'grey';
  const graph = new ProtobufWriter()
    .messages(1, nodes)
    .text(2, 'second-look')
    .messages(5, initialisers)
    .message(11, valueInfo(ONNX_INPUT, ['batch', channels, height, width], `${colours}, 0 to 255`))
    .message(12, valueInfo(ONNX_OUTPUT, ['batch', classes], `in the order ${spec.classes.join(', ')}`));
  return new ProtobufWriter()
    .integer(1, IR_VERSION)
    .text(2, 'second-look')
    .message(7, graph)
    .message(8, new ProtobufWriter().text(1, '').integer(2, OPERATOR_SET))
    .message(14, new ProtobufWriter().text(1, 'classes').text(2, JSON.stringify(spec.classes)))
    .finish();
}

const blocksOf = ({ layers }: ModelSpec) => layers.flatMap((layer) => (layer.type === 'block' ? [layer] : []));

function blockNodes(name: string, input: string): readonly ProtobufWriter[] {
  return [
    node({
      operator: 'Conv',
      name: `${name}.convolution`,
      inputs: [input, `${name}.filter`, `${name}.bias`],
      output: `${name}.convolved`,
      integers: { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] },
    }),
    node({ operator: 'Relu', name: `${name}.relu`, inputs: [`${name}.convolved`], output: `${name}.active` }),
    node({
      operator: 'MaxPool',
      name: `${name}.pool`,
      inputs: [`${name}.active`],
      output: name,
      integers: { kernel_shape: [2, 2], strides: [2, 2] },
    }),
  ];
}

/** Filter `[outputs][inputs][3][3]` times the scale of the normalisation, and its shift as bias. */
function foldedFilter(tensors: ModelTensors, block: number) {
  const tensor = (name: BlockTensor): Float32Array => tensors[blockTensorName(block, name)]!;
  const { scale, shift } = foldNormalisation(tensor);
  const plain = tensor('weights');
  const outputs = scale.length;
  const inputs = plain.length / (9 * outputs);
  const weights = new Float32Array(plain.length);
  for (let output = 0; output < outputs; output += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let tap = 0; tap < 9; tap += 1) {
        weights[(output * inputs + input) * 9 + tap] =
          plain[(tap * inputs + input) * outputs + output]! * scale[output]!;
      }
    }
  }
  return { shape: [outputs, inputs, 3, 3], weights, bias: shift };
}
