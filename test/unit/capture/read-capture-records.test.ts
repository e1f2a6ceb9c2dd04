import { readCaptureRecords } from '../../../core/capture/read-capture-records';
import { captureRecord } from '../../fixtures/capture-record';

const FILE = 'data_capture/e/v/2024/10/15/14/05-12-996-a.jsonl';
const line = (id: string) => JSON.stringify(captureRecord(id));
const read = (text: string | string[]) => [...readCaptureRecords(text, FILE)];
const ids = (text: string | string[]) =>
  read(text).map((entry) => ('record' in entry ? entry.record.eventMetadata.eventId : `${entry.line} ${entry.fault}`));

describe('readCaptureRecords', () => {
  it('reads every record of a file, not the first alone', () => {
    expect(ids(`${line('a')}\n${line('b')}\n${line('c')}\n`)).toEqual(['a', 'b', 'c']);
  });

  it('reads the last record when its newline is missing', () => {
    expect(ids(`${line('a')}\n${line('b')}`)).toEqual(['a', 'b']);
  });

  it('says that the last line is cut off when the file ends within it', () => {
    expect(ids(`${line('a')}\n${line('b').slice(0, 40)}`)).toEqual([
      'a',
      '2 is cut off: the file ends within a record',
    ]);
  });

  it('names file and line of wrong JSON and goes on', () => {
    const [first, fault, last] = read(`${line('a')}\n{wrong}\n\n${line('b')}\r\n`);

    expect(first).toMatchObject({ file: FILE, line: 1 });
    expect(fault).toEqual({ file: FILE, line: 2, fault: expect.stringMatching(/^is not JSON/) });
    expect(last).toMatchObject({ line: 4, record: { eventMetadata: { eventId: 'b' } } });
  });

  it('says which member of a record is wrong', () => {
    const record = { ...captureRecord('a'), eventMetadata: { eventId: 'a', inferenceTime: 'yesterday' } };

    expect(ids(JSON.stringify(record))).toEqual(['1 is no capture record: eventMetadata.inferenceTime: is no time']);
    expect(ids('[]')[0]).toMatch(/^1 is no capture record/);
  });

  it('reads lines that come one by one', () => {
    expect(ids([line('a'), line('b')])).toEqual(['a', 'b']);
  });

  it('keeps members that it does not know', () => {
    const [entry] = read(JSON.stringify({ ...captureRecord('a'), groundTruthData: { data: '1', encoding: 'CSV' } }));

    expect(entry).toMatchObject({ record: { groundTruthData: { data: '1' } } });
  });

  it('gives nothing for an empty file', () => {
    expect(read('')).toEqual([]);
  });
});
