import type { DistributedMapState, ItemBatcher, ResultWriter } from './distributed-map';
import type { FieldReader } from './field-reader';
import type { FlowContext } from './flow-context';
import { readNumberSource, readOptionalPath, readTemplate } from './read-expression';
import { readItemReader } from './read-item-reader';
import { readWork } from './read-simple';

/** The service's bounds. */
const MAX_LABEL = 40;
const MAX_BATCH_BYTES = 262_144;
const MANY = Number.MAX_SAFE_INTEGER;

/** A Map whose processor says `"Mode": "DISTRIBUTED"`. @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
export function readDistributedMap(
  name: string,
  reader: FieldReader,
  processor: FieldReader,
  executionType: DistributedMapState['executionType'],
  flow: FlowContext,
): DistributedMapState {
  if (reader.has('ItemReader') && reader.has('ItemsPath')) {
    // AWS allows both for parts of a file; here it would have to be guessed what is meant.
    reader.note('ItemsPath', "'ItemsPath' beside 'ItemReader' is refused: use ReaderConfig's ItemsPointer");
  }
  return {
    type: 'Map',
    mode: 'DISTRIBUTED',
    name,
    label: readLabel(name, reader),
    executionType,
    processor: flow.child(processor, executionType),
    items: readOptionalPath(reader, 'ItemsPath'),
    reader: reader.has('ItemReader') ? readItemReader(reader.object('ItemReader')) : undefined,
    itemSelector: readTemplate(reader, 'ItemSelector') ?? readTemplate(reader, 'Parameters'),
    batcher: reader.has('ItemBatcher') ? readItemBatcher(reader.object('ItemBatcher')) : undefined,
    maxConcurrency: readNumberSource(reader, 'MaxConcurrency', [0, MANY]) ?? { value: 0 },
    toleratedFailureCount: readNumberSource(reader, 'ToleratedFailureCount', [0, MANY]),
    toleratedFailurePercentage: readNumberSource(reader, 'ToleratedFailurePercentage', [0, 100], 'number'),
    writer: readResultWriter(reader),
    ...readWork(reader, flow, ''),
  };
}

function readLabel(name: string, reader: FieldReader): string {
  const label = reader.string('Label');
  if (label === undefined) return name.replace(/[^A-Za-z0-9_-]/g, '').slice(0, MAX_LABEL) || 'Map';
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(label)) {
    reader.note('Label', `'Label' has 1 to ${MAX_LABEL} letters, digits, hyphens and underscores`);
  }
  return label;
}

function readItemBatcher(reader: FieldReader): ItemBatcher {
  const batcher = {
    maxItems: readNumberSource(reader, 'MaxItemsPerBatch', [1, MANY]),
    maxInputBytes: readNumberSource(reader, 'MaxInputBytesPerBatch', [1, MAX_BATCH_BYTES]),
    batchInput: readTemplate(reader, 'BatchInput'),
  };
  if (batcher.maxItems === undefined && batcher.maxInputBytes === undefined) {
    reader.note('', "'ItemBatcher' needs 'MaxItemsPerBatch' or 'MaxInputBytesPerBatch'");
  }
  reader.end();
  return batcher;
}

function readResultWriter(state: FieldReader): ResultWriter {
  // Without a writer the state's output is the list of its children's outputs.
  if (!state.has('ResultWriter')) return { transformation: 'COMPACT', outputType: 'JSON' };
  const reader = state.object('ResultWriter');
  const resource = reader.string('Resource');
  if (resource !== undefined && resource !== 'arn:aws:states:::s3:putObject') {
    reader.note('Resource', "'Resource' must be arn:aws:states:::s3:putObject");
  }
  const parameters = readTemplate(reader, 'Parameters');
  if ((resource === undefined) !== (parameters === undefined)) {
    reader.note('', "'Resource' and 'Parameters' belong together");
  }
  if (parameters === undefined && !reader.has('WriterConfig')) reader.note('', "'ResultWriter' must not be empty");
  const config = reader.has('WriterConfig') ? reader.object('WriterConfig') : undefined;
  const transformation = config?.choice('Transformation', ['NONE', 'COMPACT', 'FLATTEN']) ?? 'NONE';
  const outputType = config?.choice('OutputType', ['JSON', 'JSONL']) ?? 'JSON';
  config?.end();
  reader.end();
  return { parameters, transformation, outputType };
}
