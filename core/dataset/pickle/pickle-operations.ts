import { ArchiveError } from '../data-set-error';
import type { ByteWindow } from './byte-window';
import { asInteger, asLatin1, asTwosComplement } from './pickle-scalars';
import type { PickleStack } from './pickle-stack';
import { PickleCall, PickleDictionary, type PickleValue } from './pickle-value';

/** What an operation works on. */
export interface PickleContext {
  readonly window: ByteWindow;
  readonly stack: PickleStack;
  /** Pushes a byte string, or begins to stream it. */
  bytes(length: number, asValue: (bytes: Uint8Array) => PickleValue): void;
  text(length: number): void;
  /** Pushes a name if it is one of the few that data may hold. */
  name(module: string, name: string): void;
  stop(): void;
}

type Operation = (context: PickleContext) => void;

const copy = (bytes: Uint8Array): Uint8Array => bytes.slice();

/**
 * The opcodes of protocols 0 to 5 that data files use, by their codes in Python's `pickle.py`. Those that reach beyond data (INST, OBJ,
 * NEWOBJ, PERSID, EXT …) are left out on purpose. An operation reads all its bytes before it touches the stack, because it is run again
 * where they have not all arrived.
 */
const TABLE: readonly (readonly [code: number, operation: Operation])[] = [
  [0x80, ({ window }) => checkProtocol(window.uint8())],
  [0x95, ({ window }) => void window.uint64()], // FRAME
  [0x2e, ({ stop }) => stop()],
  // stack
  [0x28, ({ stack }) => stack.mark()],
  [0x30, ({ stack }) => stack.discard()],
  [0x31, ({ stack }) => void stack.popToMark()],
  // constants and numbers
  [0x4e, ({ stack }) => stack.push(null)],
  [0x88, ({ stack }) => stack.push(true)],
  [0x89, ({ stack }) => stack.push(false)],
  [0x49, ({ stack, window }) => stack.push(asInteger(window.line()))],
  [0x4c, ({ stack, window }) => stack.push(asInteger(window.line().replace(/L$/, '')))],
  [0x4a, ({ stack, window }) => stack.push(window.int32())],
  [0x4b, ({ stack, window }) => stack.push(window.uint8())],
  [0x4d, ({ stack, window }) => stack.push(window.uint16())],
  [0x8a, ({ stack, window }) => stack.push(asTwosComplement(window.take(window.uint8())))],
  [0x46, ({ stack, window }) => stack.push(Number(window.line()))],
  [0x47, ({ stack, window }) => stack.push(window.float64())],
  // byte strings of Python 2, bytes of Python 3, text
  [0x53, ({ stack, window }) => stack.push(window.line().replace(/^(['"])(.*)\1$/, '$2'))],
  [0x55, ({ window, bytes }) => bytes(window.uint8(), asLatin1)],
  [0x54, ({ window, bytes }) => bytes(window.int32(), asLatin1)],
  [0x43, ({ window, bytes }) => bytes(window.uint8(), copy)],
  [0x42, ({ window, bytes }) => bytes(window.uint32(), copy)],
  [0x8e, ({ window, bytes }) => bytes(window.uint64(), copy)],
  [0x96, ({ window, bytes }) => bytes(window.uint64(), copy)],
  [0x8c, ({ window, text }) => text(window.uint8())],
  [0x58, ({ window, text }) => text(window.uint32())],
  [0x8d, ({ window, text }) => text(window.uint64())],
  // tuples, lists, dictionaries
  [0x29, ({ stack }) => stack.push([])],
  [0x5d, ({ stack }) => stack.push([])],
  [0x85, ({ stack }) => stack.push(stack.popTuple(1))],
  [0x86, ({ stack }) => stack.push(stack.popTuple(2))],
  [0x87, ({ stack }) => stack.push(stack.popTuple(3))],
  [0x74, ({ stack }) => stack.push(stack.popToMark())],
  [0x6c, ({ stack }) => stack.push(stack.popToMark())],
  [0x61, ({ stack }) => stack.appendToList([stack.pop()])],
  [0x65, ({ stack }) => stack.appendToList(stack.popToMark())],
  [0x7d, ({ stack }) => stack.push(new PickleDictionary())],
  [0x64, ({ stack }) => dictionary(stack)],
  [0x73, ({ stack }) => stack.setItems(stack.popTuple(2))],
  [0x75, ({ stack }) => stack.setItems(stack.popToMark())],
  // memo
  [0x70, ({ stack, window }) => stack.remember(Number(window.line()))],
  [0x71, ({ stack, window }) => stack.remember(window.uint8())],
  [0x72, ({ stack, window }) => stack.remember(window.uint32())],
  [0x94, ({ stack }) => stack.rememberNext()],
  [0x67, ({ stack, window }) => stack.recall(Number(window.line()))],
  [0x68, ({ stack, window }) => stack.recall(window.uint8())],
  [0x6a, ({ stack, window }) => stack.recall(window.uint32())],
  // names and what is done with them: recorded, never executed
  [0x63, ({ window, name }) => name(window.line(), window.line())],
  [0x93, ({ stack, name }) => stackName(stack, name)],
  [0x52, ({ stack }) => call(stack)],
  [0x62, ({ stack }) => stack.build()],
];

const OPERATIONS: readonly (Operation | undefined)[] = (() => {
  const byCode = new Array<Operation | undefined>(256).fill(undefined);
  for (const [code, operation] of TABLE) byCode[code] = operation;
  return byCode;
})();

/** @throws ArchiveError for an opcode that data has no need of */
export function pickleOperation(code: number): Operation {
  const operation = OPERATIONS[code];
  if (operation !== undefined) return operation;
  throw new ArchiveError(`The pickle uses opcode 0x${code.toString(16).padStart(2, '0')}, which data has no need of.`);
}

function checkProtocol(protocol: number): void {
  if (protocol > 5) throw new ArchiveError(`The pickle is of protocol ${protocol}; 0 to 5 are read.`);
}

function dictionary(stack: PickleStack): void {
  const items = stack.popToMark();
  stack.push(new PickleDictionary());
  stack.setItems(items);
}

function stackName(stack: PickleStack, name: PickleContext['name']): void {
  const last = stack.popText();
  name(stack.popText(), last);
}

function call(stack: PickleStack): void {
  const argumentList = stack.pop();
  if (!Array.isArray(argumentList)) throw new ArchiveError('The pickle is damaged: a call has no arguments.');
  stack.push(new PickleCall(stack.popName().name, argumentList));
}
