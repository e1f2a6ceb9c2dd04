import fc from 'fast-check';
import { LineSplitter } from '../../../local/sagemaker/container/line-splitter';
import { trafficSteps } from '../../../local/sagemaker/hosting/deployment-config';
import { type ListRequest, listPage } from '../../../local/sagemaker/request/list-page';
import { payloads } from '../../../local/sagemaker/transform/payloads';

const word = fc.stringMatching(/^[a-zé0-9]{1,8}$/);

it('payloads together are the object’s lines in order, none longer than the limit', () => {
  fc.assert(
    fc.property(
      fc.array(word),
      fc.integer({ min: 20, max: 60 }),
      fc.constantFrom('SingleRecord', 'MultiRecord'),
      (lines, maxBytes, batchStrategy) => {
        const bodies = payloads(Buffer.from(lines.join('\n')), {
          splitType: 'Line',
          batchStrategy: batchStrategy as 'SingleRecord',
          maxBytes,
        });

        expect(bodies.map(String).join('\n')).toBe(lines.join('\n'));
        expect(bodies.every(({ length }) => length > 0 && length <= maxBytes)).toBe(true);
        if (batchStrategy === 'SingleRecord') expect(bodies).toHaveLength(lines.length);
      },
    ),
  );
});

it('refuses a record that no request can hold', () => {
  const splitting = { splitType: 'Line', batchStrategy: 'MultiRecord', maxBytes: 3 } as const;

  expect(() => payloads(Buffer.from('abc\nabcd'), splitting)).toThrow('A record of 4 bytes exceeds MaxPayloadInMB');
});

it('lines come out the same however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(word), fc.array(fc.nat(40)), (words, cuts) => {
      const bytes = Buffer.from(words.join('\r\n'));
      const lines: string[] = [];
      const splitter = new LineSplitter((line) => lines.push(line));
      const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      for (let i = 1; i < at.length; i++) splitter.push(bytes.subarray(at[i - 1], at[i]));
      splitter.end();

      expect(lines).toEqual(words);
    }),
  );
});

it('pages walked by their tokens give the whole listing in order, each item once', () => {
  const item = fc.record({ name: word, created: fc.nat(3) });
  const items = fc.uniqueArray(item, { selector: ({ name }) => name });
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 4 }), fc.boolean(), (all, MaxResults, ascending) => {
      const request: ListRequest = {
        MaxResults,
        SortBy: 'CreationTime',
        SortOrder: ascending ? 'Ascending' : 'Descending',
      };
      const facts = ({ name, created }: { name: string; created: number }) => ({
        name,
        created,
        modified: 0,
        status: '',
      });
      const walked: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = listPage(all, { ...request, NextToken }, facts, 'Ascending');
        walked.push(...page.items.map(({ name }) => name));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      const order = (a: { name: string; created: number }, b: { name: string; created: number }) =>
        a.created - b.created || (a.name < b.name ? -1 : 1);
      const expected = [...all].sort(order).map(({ name }) => name);

      expect(walked).toEqual(ascending ? expected : expected.reverse());
    }),
  );
});

it('traffic never goes back on its own and ends as a whole', () => {
  const size = fc.record({ Type: fc.constant('CAPACITY_PERCENT' as const), Value: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 9 }), (LinearStepSize, instances) => {
      const TrafficRoutingConfiguration = { Type: 'LINEAR' as const, WaitIntervalInSeconds: 1, LinearStepSize };
      const shares = trafficSteps({ BlueGreenUpdatePolicy: { TrafficRoutingConfiguration } }, instances).map(
        ({ share }) => share,
      );

      expect(shares.at(-1)).toBe(1);
      expect(shares.every((share, index) => share > 0 && share <= 1 && share > (shares[index - 1] ?? 0))).toBe(true);
    }),
  );
});
