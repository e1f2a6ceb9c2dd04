import type { S3Client } from '@aws-sdk/client-s3';
import { awaitMails } from '../../../cli/start/await-mails';
import { countAlerts } from '../../../cli/start/count-alerts';
import { alertMarkerKey } from '../../../core/contracts/storage-layout';
import { FakeClient, objectBody } from '../../fixtures/fake-client';

const mail = (subject: string) => ({ id: '1', from: 'a', to: 'b', subject, text: '', received: '' });
const inbox = (...subjects: string[]) => ({ mails: () => subjects.map(mail) });
const { signal } = new AbortController();

it('counts the alerts whose marker says sent, and none that is still pending', async () => {
  const states: Readonly<Record<string, string>> = { one: 'sent', two: 'pending', three: 'sent' };
  const client = new FakeClient({
    ListObjectsV2: () => ({ Contents: Object.keys(states).map((id) => ({ Key: alertMarkerKey(id), Size: 1 })) }),
    GetObject: ({ Key }) => {
      const [, state] = Object.entries(states).find(([id]) => alertMarkerKey(id) === Key) ?? [];
      return { Body: objectBody(Buffer.from(JSON.stringify({ state, at: '2026-11-27T10:00:00Z' }))) };
    },
  });

  expect(await countAlerts(client.as<S3Client>(), 'images')).toBe(2);
});

it('counts mails of alerts, and none of alarms and subscriptions', async () => {
  const laptop = inbox(
    'Second look: bicycle? 61 % sure, 1.png',
    'ALARM: "Second look: errors" in US East (N. Virginia)',
    'AWS Notification - Subscription Confirmation',
    'Second look: 61 % sure, 2.png',
  );

  expect(await awaitMails(laptop, 2, 10_000, signal)).toBe(2);
});

it('waits for a mail of an alert where only one of an alarm is there', async () => {
  let asked = 0;
  const late = {
    mails: () => (++asked < 3 ? inbox('ALARM: "x"') : inbox('ALARM: "x"', 'Second look: 61 % sure, 1.png')).mails(),
  };

  expect(await awaitMails(late, 1, 10_000, signal)).toBe(1);
});

it('says what there is once the limit is reached', async () => {
  expect(await awaitMails(inbox('ALARM: "x"'), 1, 0, signal)).toBe(0);
});
