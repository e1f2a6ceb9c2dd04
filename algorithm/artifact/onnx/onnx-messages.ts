import { encodeFloats } from '../float-bytes';
import { ProtobufWriter } from './protobuf-writer';

/** Messages of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3); the numbers are its fields. */

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** A dimension is a number, or the name of one that the caller chooses. */
export type Dimension = number | string;

/** TensorProto of float32. */
export function floatTensor(name: string, shape: readonly number[], values: Float32Array): ProtobufWriter {
  return tensor(name, shape, FLOAT, encodeFloats(values));
}

/** TensorProto of int64. */
export function integerTensor(name: string, values: readonly number[]): ProtobufWriter {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [index, value] of values.entries()) bytes.writeBigInt64LE(BigInt(value), index * 8);
  return tensor(name, [values.length], INT64, bytes);
}

function tensor(name: string, shape: readonly number[], type: number, bytes: Uint8Array): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const size of shape) message.integer(1, size);
  return message.integer(2, type).text(8, name).bytes(9, bytes);
}

/** ValueInfoProto of a float32 tensor. */
export function valueInfo(name: string, shape: readonly Dimension[], description: string): ProtobufWriter {
  const dimensions = shape.map((size) => {
    return typeof size === 'number' ? new ProtobufWriter().integer(1, size) : new ProtobufWriter().text(2, size);
  });
  const shapeMessage = new ProtobufWriter().messages(1, dimensions);
  const tensorType = new ProtobufWriter().integer(1, FLOAT).message(2, shapeMessage);
  return new ProtobufWriter()
    .text(1, name)
    .message(2, new ProtobufWriter().message(1, tensorType))
    .text(3, description);
}

export interface NodeOptions {
  readonly operator: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly floats?: Readonly<Record<string, number>>;
  readonly integers?: Readonly<Record<string, number | readonly number[]>>;
}

/** NodeProto with one output. */
export function node({ operator, name, inputs, output, floats = {}, integers = {} }: NodeOptions): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const input of inputs) message.text(1, input);
  message.text(2, output).text(3, name).text(4, operator);
  for (const [attribute, value] of Object.entries(floats)) {
    message.message(5, new ProtobufWriter().text(1, attribute).float(2, value).integer(20, ATTRIBUTE_FLOAT));
  }
  for (const [attribute, value] of Object.entries(integers)) message.message(5, integerAttribute(attribute, value));
  return message;
}

function integerAttribute(name: string, value: number | readonly number[]): ProtobufWriter {
  const message = new ProtobufWriter().text(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, ATTRIBUTE_INT);
  for (const element of value) message.integer(8, element);
  return message.integer(20, ATTRIBUTE_INTS);
}
