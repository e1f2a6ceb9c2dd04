import type { MapState, ParallelState } from './definition';
import type { DistributedMapState } from './distributed-map';
import type { FieldReader } from './field-reader';
import type { FlowContext } from './flow-context';
import { readDistributedMap } from './read-distributed-map';
import { readNumberSource, readOptionalPath, readTemplate } from './read-expression';
import { readWork } from './read-simple';

export function readParallel(name: string, reader: FieldReader, flow: FlowContext): ParallelState {
  const branches = reader
    .list('Branches', 'at least one')
    .map((branch, index) => flow.nested(reader.element('Branches', index, branch)));
  return { type: 'Parallel', name, branches, ...readWork(reader, flow) };
}

export function readMap(name: string, reader: FieldReader, flow: FlowContext): MapState | DistributedMapState {
  reader.exclusive('ItemProcessor', 'Iterator');
  reader.exclusive('ItemSelector', 'Parameters');
  const processor = reader.object(
    reader.has('Iterator') && !reader.has('ItemProcessor') ? 'Iterator' : 'ItemProcessor',
  );
  const executionType = readExecutionType(processor, flow);
  if (executionType !== undefined) return readDistributedMap(name, reader, processor, executionType, flow);
  // In a Map, Parameters is the old name of ItemSelector: it shapes each item, not the state's input.
  const itemSelector = readTemplate(reader, 'ItemSelector') ?? readTemplate(reader, 'Parameters');
  return {
    type: 'Map',
    mode: 'INLINE',
    name,
    processor: flow.nested(processor, 'Map'),
    items: readOptionalPath(reader, 'ItemsPath'),
    itemSelector,
    maxConcurrency: readNumberSource(reader, 'MaxConcurrency', [0, Number.MAX_SAFE_INTEGER]) ?? { value: 0 },
    ...readWork(reader, flow, ''),
  };
}

/** The type of the children where the processor is distributed; undefined for an inline one. */
function readExecutionType(
  processor: FieldReader,
  flow: FlowContext,
): DistributedMapState['executionType'] | undefined {
  if (!processor.has('ProcessorConfig')) return undefined;
  const config = processor.object('ProcessorConfig');
  const mode = config.string('Mode') ?? 'INLINE';
  if (mode !== 'INLINE' && mode !== 'DISTRIBUTED') config.note('Mode', "'Mode' must be INLINE or DISTRIBUTED");
  if (mode === 'DISTRIBUTED' && flow.undistributable !== undefined) config.note('Mode', flow.undistributable);
  const type = config.string('ExecutionType');
  if (type !== undefined && mode === 'INLINE') {
    config.note('ExecutionType', "'ExecutionType' belongs to Distributed Map: its Mode is DISTRIBUTED");
  }
  if (type !== undefined && type !== 'STANDARD' && type !== 'EXPRESS') {
    config.note('ExecutionType', "'ExecutionType' must be STANDARD or EXPRESS");
  }
  config.end();
  if (mode !== 'DISTRIBUTED') return undefined;
  if (type === undefined) config.note('', "A distributed processor needs an 'ExecutionType'");
  return type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
}
