import type { Flow, MapState, ParallelState } from './definition';
import type { FieldReader } from './field-reader';
import type { FlowContext } from './flow-context';
import { readNumberSource, readOptionalPath, readTemplate } from './read-expression';
import { readWork } from './read-simple';

export function readParallel(name: string, reader: FieldReader, flow: FlowContext): ParallelState {
  const branches = reader
    .list('Branches', 'at least one')
    .map((branch, index) => flow.nested(reader.element('Branches', index, branch)));
  return { type: 'Parallel', name, branches, ...readWork(reader, flow) };
}

export function readMap(name: string, reader: FieldReader, flow: FlowContext): MapState {
  reader.exclusive('ItemProcessor', 'Iterator');
  reader.exclusive('ItemSelector', 'Parameters');
  // In a Map, Parameters is the old name of ItemSelector: it shapes each item, not the state's input.
  const itemSelector = readTemplate(reader, 'ItemSelector') ?? readTemplate(reader, 'Parameters');
  return {
    type: 'Map',
    name,
    processor: readProcessor(reader, flow),
    items: readOptionalPath(reader, 'ItemsPath'),
    itemSelector,
    maxConcurrency: readNumberSource(reader, 'MaxConcurrency', [0, Number.MAX_SAFE_INTEGER]) ?? { value: 0 },
    ...readWork(reader, flow, ''),
  };
}

function readProcessor(reader: FieldReader, flow: FlowContext): Flow {
  const field = reader.has('Iterator') && !reader.has('ItemProcessor') ? 'Iterator' : 'ItemProcessor';
  const processor = reader.object(field);
  if (processor.has('ProcessorConfig')) {
    const config = processor.object('ProcessorConfig');
    const mode = config.string('Mode') ?? 'INLINE';
    if (mode === 'DISTRIBUTED') config.note('Mode', "'DISTRIBUTED' is refused: Distributed Map is unsupported");
    else if (mode !== 'INLINE') config.note('Mode', "'Mode' must be INLINE");
    if (config.raw('ExecutionType') !== undefined && mode === 'INLINE') {
      config.note('ExecutionType', "'ExecutionType' belongs to Distributed Map, which is unsupported");
    }
    config.end();
  }
  return flow.nested(processor);
}
