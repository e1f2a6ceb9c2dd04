import type { CsvHeader, ItemReader, ItemSource } from './distributed-map';
import type { FieldReader } from './field-reader';
import { readNumberSource, readTemplate } from './read-expression';

const LIST_OBJECTS = 'arn:aws:states:::s3:listObjectsV2';
const GET_OBJECT = 'arn:aws:states:::s3:getObject';
const INPUT_TYPES = ['CSV', 'JSON', 'JSONL', 'MANIFEST'] as const;
const DELIMITERS = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' } as const;

/** The service reads at most this many items. */
const MAX_ITEMS = 100_000_000;

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export function readItemReader(reader: FieldReader): ItemReader {
  const resource = reader.requiredString('Resource');
  const parameters = readTemplate(reader, 'Parameters');
  if (parameters === undefined) reader.note('Parameters', "'Parameters' is missing");
  const config = reader.has('ReaderConfig') ? reader.object('ReaderConfig') : undefined;
  const maxItems = config && readNumberSource(config, 'MaxItems', [1, MAX_ITEMS]);
  const source = readSource(resource, reader, config);
  config?.end();
  reader.end();
  return { source, parameters: parameters ?? (() => ({})), maxItems };
}

function readSource(resource: string, reader: FieldReader, config: FieldReader | undefined): ItemSource {
  if (resource === LIST_OBJECTS) {
    const transformation = config?.string('Transformation') ?? 'NONE';
    if (transformation !== 'NONE') {
      config?.note(
        'Transformation',
        `'${transformation}' is refused: the laptop lists objects, and reads none of them`,
      );
    }
    return { kind: 'objects' };
  }
  if (resource !== GET_OBJECT) reader.note('Resource', `'Resource' must be ${LIST_OBJECTS} or ${GET_OBJECT}`);
  if (config === undefined) {
    reader.note('ReaderConfig', "'ReaderConfig' is missing: it says what kind of file is read");
    return { kind: 'json-lines' };
  }
  if (config.string('InputType') === 'PARQUET') {
    config.note('InputType', "'PARQUET' is refused: Parquet files are unsupported on the laptop");
    return { kind: 'json-lines' };
  }
  return readFileKind(config);
}

function readFileKind(config: FieldReader): ItemSource {
  const type = config.choice('InputType', INPUT_TYPES);
  switch (type) {
    case 'JSON':
      return { kind: 'json', pointer: readPointer(config) };
    case 'CSV':
      return { kind: 'csv', delimiter: DELIMITERS[readDelimiter(config)], header: readHeader(config) };
    case 'MANIFEST': {
      const manifestType = config.string('ManifestType') ?? 'S3_INVENTORY';
      if (manifestType !== 'S3_INVENTORY') {
        config.note('ManifestType', `'${manifestType}' is refused: only manifests of S3 Inventory are supported`);
      }
      return { kind: 'inventory' };
    }
    case undefined:
      if (!config.has('InputType'))
        config.note('InputType', `'InputType' is missing: one of ${INPUT_TYPES.join(', ')}`);
      return { kind: 'json-lines' };
    case 'JSONL':
      return { kind: 'json-lines' };
  }
}

/** A JSON pointer (RFC 6901) to the list within the file; the file itself where absent. */
function readPointer(config: FieldReader): readonly string[] {
  const pointer = config.string('ItemsPointer');
  if (pointer === undefined || pointer === '') return [];
  if (!pointer.startsWith('/')) config.note('ItemsPointer', "'ItemsPointer' must be a JSON pointer: /a/b");
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function readDelimiter(config: FieldReader): keyof typeof DELIMITERS {
  return config.choice('CSVDelimiter', Object.keys(DELIMITERS) as (keyof typeof DELIMITERS)[]) ?? 'COMMA';
}

function readHeader(config: FieldReader): CsvHeader {
  const location = config.choice('CSVHeaderLocation', ['FIRST_ROW', 'GIVEN']);
  if (!config.has('CSVHeaderLocation')) config.note('CSVHeaderLocation', "'CSVHeaderLocation' is missing");
  if (location !== 'GIVEN') return { location: 'FIRST_ROW' };
  const names = config.list('CSVHeaders', 'at least one').map(String);
  if (new Set(names).size < names.length) config.note('CSVHeaders', "'CSVHeaders' must not repeat a name");
  return { location, names };
}
