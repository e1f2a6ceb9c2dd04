import { parseCaptureKey } from '../../../core/capture/capture-key';

const UUID = '134a89fb-c8d4-4f30-8dde-033e4dd53a08';

describe('parseCaptureKey', () => {
  it('reads endpoint, variant and hour, whatever the prefix', () => {
    expect(parseCaptureKey(`team/a/endpoint-1/AllTraffic/2024/10/15/14/05-12-996-${UUID}.jsonl`)).toEqual({
      prefix: 'team/a',
      endpoint: 'endpoint-1',
      variant: 'AllTraffic',
      hour: new Date('2024-10-15T14:00:00Z'),
      time: new Date('2024-10-15T14:05:12.996Z'),
      uuid: UUID,
    });
    expect(parseCaptureKey(`e/v/2024/10/15/14/05-12-996-${UUID}.jsonl`)).toMatchObject({ prefix: '', endpoint: 'e' });
  });

  it.each([
    `p/e/v/2024/10/15/14/05-12-996-${UUID}.json`,
    `p/e/v/2024/13/15/14/05-12-996-${UUID}.jsonl`,
    `p/e/v/2024/02/30/14/05-12-996-${UUID}.jsonl`,
    `2024/10/15/14/05-12-996-${UUID}.jsonl`,
    'data_capture/readme.txt',
  ])('gives nothing for %s', (key) => {
    expect(parseCaptureKey(key)).toBeUndefined();
  });
});
