import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { answerKey } from '../../../core/contracts/storage-layout';
import { parseLinkKeys } from '../../../core/second-look/link-keys';
import { pngImage } from '../../fixtures/images';
import { DOUBTFUL } from '../../fixtures/laptop/fake-model';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { readSecret } from '../../fixtures/second-look/read-secret';
import { rotateSecret } from '../../fixtures/second-look/rotate-secret';

const laptop = servingLaptop();
const LINK = /^Look and answer: (\S+)$/m;

/** An image that the model doubts, and the link of the mail about it. */
async function doubt(key: string) {
  laptop().model.behave(DOUBTFUL);
  const before = laptop().laptop.mails().length;
  const execution = await laptop().classifyImage(key, pngImage(24, 24, key.length));
  const [mail] = await laptop().mailsAfter(before, 1);
  const [, link = ''] = LINK.exec(mail?.text ?? '') ?? [];
  const { inference_id: reviewId } = execution.stateOutputs.ClassifyImage.body as { inference_id: string };
  return { execution, link, reviewId };
}

async function answer(link: string, label: string): Promise<Response> {
  const page = await (await fetch(link)).text();
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(page) ?? [];
  return fetch(link, { method: 'POST', body: new URLSearchParams({ token, label, who: 'Anna' }) });
}

const keys = async (bucket: string, prefix: string): Promise<string[]> => {
  const { Contents = [] } = await laptop().clients.s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }),
  );
  return Contents.map(({ Key = '' }) => Key);
};

it('leads from the mail to a label, by the page that the link opens', async () => {
  const { link, reviewId } = await doubt('incoming/answered.png');
  const page = await fetch(link);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain('The model says <strong>bicycle</strong>');
  const [, image = ''] = /<img src="([^"]+)"/.exec(html) ?? [];
  const picture = await fetch(new URL(image, link));
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(Buffer.from(await picture.arrayBuffer()).equals(pngImage(24, 24, 'incoming/answered.png'.length))).toBe(true);

  const answered = await answer(link, '1');

  expect([answered.status, (await answered.text()).includes('<strong>motorcycle</strong>')]).toEqual([200, true]);
  expect(JSON.parse((await laptop().read(laptop().images, answerKey(reviewId))) ?? '')).toMatchObject({
    label: 'motorcycle',
    class_index: 1,
    who: 'Anna',
    s3_key: 'incoming/answered.png',
  });
  const capture = laptop().outputs.get('CaptureBucket');
  const [label = '', ...others] = (await keys(capture, 'ground_truth/')).filter((key) => key.includes(reviewId));
  expect(others).toEqual([]);
  expect(JSON.parse((await laptop().read(capture, label)) ?? '')).toMatchObject({
    groundTruthData: { data: '1' },
    eventMetadata: { eventId: reviewId },
  });
  expect((await keys(laptop().images, 'second_look/open/')).filter((key) => key.includes(reviewId))).toEqual([]);
  const later = await fetch(link);
  expect([later.status, (await later.text()).includes('Answered already')]).toEqual([200, true]);
});

it('shows the picture that the model saw, whatever lies under its key by now', async () => {
  const { link } = await doubt('incoming/replaced.png');
  await laptop().upload('incoming/replaced.png', pngImage(8, 8, 77));

  const picture = await fetch(link.replace('/second-look?', '/second-look/image?'));

  const shown = Buffer.from(await picture.arrayBuffer());
  expect(shown.equals(pngImage(24, 24, 'incoming/replaced.png'.length))).toBe(true);
});

it('lists what is open, for whoever has a link to the list', async () => {
  const { reviewId } = await doubt('incoming/listed.png');

  const page = await fetch(await laptop().reviewList());

  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain('aria-label="listed.png"');
  const open = await keys(laptop().images, 'second_look/open/');
  expect(open.filter((key) => key.includes(reviewId))).toHaveLength(1);
});

it('takes links of before a rotation, and of after it', async () => {
  const { link: before } = await doubt('incoming/before.png');
  const [old] = parseLinkKeys(await readSecret(laptop()));

  expect(await rotateSecret(laptop())).toBe(true);
  const rotated = parseLinkKeys(await readSecret(laptop()));
  await laptop().restartFunctions();
  const { link: after } = await doubt('incoming/after-rotation.png');

  expect(rotated.map(({ id }) => id)).toContain(old.id);
  expect(after).toContain(`.${rotated[0].id}.`);
  expect([(await fetch(before)).status, (await fetch(after)).status]).toEqual([200, 200]);
});

it('refuses a link that was altered, with a page', async () => {
  const { link } = await doubt('incoming/altered.png');

  const page = await fetch(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`);

  expect([page.status, (await page.text()).includes('This link is not valid')]).toEqual([403, true]);
});

it('sweeps up an answer whose process died before its label', async () => {
  const { execution, reviewId } = await doubt('incoming/half.png');
  const started = (await keys(laptop().images, 'second_look/open/')).find((key) => key.includes(reviewId)) ?? '';
  const item = JSON.parse((await laptop().read(laptop().images, started)) ?? '') as { opened_at: string };
  const half = {
    version: 1,
    review_id: reviewId,
    label: 'bicycle',
    class_index: 0,
    who: 'Anna',
    who_verified: false,
    answered_at: '2026-01-02T03:59:59.000Z',
    opened_at: item.opened_at,
    source: 'page',
  };
  await laptop().upload(answerKey(reviewId), Buffer.from(JSON.stringify(half)));

  const { failed, payload } = await laptop().invoke('RepairLabels', {});

  expect({ failed, payload }).toEqual({ failed: false, payload: { open: expect.any(Number), repaired: 1 } });
  const capture = laptop().outputs.get('CaptureBucket');
  expect(await keys(capture, 'ground_truth/2026/01/02/03/')).toEqual([`ground_truth/2026/01/02/03/${reviewId}.jsonl`]);
  expect(execution.error).toBe('THRESHOLD_CONFIDENCE_NOT_MET');
});
