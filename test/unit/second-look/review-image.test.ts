import { createHash } from 'node:crypto';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { answerKey } from '../../../core/contracts/storage-layout';
import { encodePng } from '../../../core/image/encode-png';
import { flatJpeg } from '../../fixtures/image/flat-jpeg';
import { pngImage } from '../../fixtures/images';
import { formPost } from '../../fixtures/second-look/http-event';
import { CAPTURE, IMAGES, ReviewRig } from '../../fixtures/second-look/review-rig';

let rig: ReviewRig;
beforeEach(async () => {
  rig = await ReviewRig.start();
});
afterEach(() => rig.stop());

async function answer(link: string, fields: Record<string, string>) {
  const token = await rig.formToken(link);
  return rig.request(formPost(link, { token, ...fields }));
}

describe('the page', () => {
  it('shows the picture, what the model thought, and a button for every answer', async () => {
    const item = await rig.open({ classes: ['bicycle', 'motorcycle'], s3_key: 'incoming/<b>bike</b>.png' });

    const { statusCode, body } = await rig.request({ address: rig.link(item) });

    expect(statusCode).toBe(200);
    expect(body).toContain('The model says <strong>bicycle</strong>, but is only <strong>60.0 %</strong> sure');
    expect([...body.matchAll(/<button name="label" value="([^"]+)"/g)].map(([, value]) => value)).toEqual([
      '0',
      '1',
      'none-of-these',
      'cannot-tell',
    ]);
    expect(body).toContain('incoming/&lt;b&gt;bike&lt;/b&gt;.png');
  });

  it('has one button per class, however many there are', async () => {
    const classes = Array.from({ length: 120 }, (_, index) => `class ${index}`);
    const item = await rig.open({ classes, inferences: classes.map(() => 1 / 120), predicted_label: 'class 7' });

    const { body } = await rig.request({ address: rig.link(item) });

    expect(body.match(/<button /g)).toHaveLength(122);
  });

  it('shows the classes calibrated as the confidence is', async () => {
    const item = await rig.open({
      ...{ classes: ['bicycle', 'motorcycle'], predicted_label: 'bicycle' },
      ...{ confidence: 0.845, inferences: [0.7, 0.3] },
    });

    const { body } = await rig.request({ address: rig.link(item) });

    expect(body).toContain('<strong>84.5 %</strong>');
    expect(body.match(/<span class="share">[^<]*/g)).toEqual([
      '<span class="share">84.5 %',
      '<span class="share">15.5 %',
    ]);
  });

  it('may run no script but its own, is framed and kept by nobody, and tells no other site its address', async () => {
    const item = await rig.open();
    const pages = [rig.link(item), rig.list(), '/second-look/page.js', '/nothing', '/second-look?t=x'];

    for (const address of pages) {
      const { headers } = await rig.request({ address });
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      const policy = headers['content-security-policy'];
      expect(policy).toMatch(/^default-src 'none'; .*script-src 'self';/);
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
    }
    const { body } = await rig.request({ address: rig.link(item) });
    expect(body).not.toMatch(/<script(?! src="second-look\/page\.js")|<style|\son\w+=|style=/);
    expect(body).not.toMatch(/(src|href|action)="(https?:)?\/\//);
  });

  it('answers HEAD as GET, without the body', async () => {
    const item = await rig.open();

    const head = await rig.request({ method: 'HEAD', address: rig.link(item) });

    expect(head).toMatchObject({ statusCode: 200, body: '' });
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s and says what is possible', async (method) => {
    const item = await rig.open();

    const { statusCode, headers } = await rig.request({ method, address: rig.link(item) });

    expect([statusCode, headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });
});

describe('an answer', () => {
  it('is written once, becomes a label of the hour it was given in, and closes the item', async () => {
    const item = await rig.open();
    rig.now = new Date('2026-11-26T21:59:59.900Z');
    const link = rig.link(item);

    const { statusCode, body } = await answer(link, { label: '1', who: ' Anna\u202e  B. ' });

    expect(statusCode).toBe(200);
    expect(body).toContain('<strong>motorcycle</strong>');
    expect(JSON.parse(await rig.read(IMAGES, answerKey(item.review_id)))).toEqual({
      version: 1,
      review_id: item.review_id,
      s3_bucket: IMAGES,
      s3_key: item.s3_key,
      version_id: item.version_id,
      label: 'motorcycle',
      class_index: 1,
      predicted_label: 'bicycle',
      model_package: item.model_package,
      who: 'Anna B.',
      who_verified: false,
      answered_at: '2026-11-26T21:59:59.900Z',
      opened_at: item.opened_at,
      source: 'page',
    });
    const key = `ground_truth/2026/11/26/21/${item.review_id}.jsonl`;
    expect(await rig.keys(CAPTURE, '')).toEqual([key]);
    expect(JSON.parse(await rig.read(CAPTURE, key))).toEqual({
      groundTruthData: { data: '1', encoding: 'CSV' },
      eventMetadata: { eventId: item.review_id },
      eventVersion: '0',
    });
    expect(await rig.keys(IMAGES, 'second_look/open/')).toEqual([]);
    expect(rig.invocation.counted).toEqual(['Labelled']);
  });

  it.each(['none-of-these', 'cannot-tell'])('%s is counted and is no label', async (label) => {
    const item = await rig.open();

    await answer(rig.link(item), { label });

    expect(JSON.parse(await rig.read(IMAGES, answerKey(item.review_id)))).toMatchObject({ label });
    expect(await rig.keys(CAPTURE, '')).toEqual([]);
    expect(await rig.keys(IMAGES, 'second_look/open/')).toEqual([]);
    expect(rig.invocation.counted).toEqual(['OtherAnswer']);
  });

  it('tells whoever comes later what was answered, by whom, and changes nothing', async () => {
    const item = await rig.open();
    const link = rig.link(item);
    const token = await rig.formToken(link);
    await rig.request(formPost(link, { token, label: '1', who: 'Anna' }));

    const later = await rig.request(formPost(link, { token, label: '0', who: 'Ben' }));
    const look = await rig.request({ address: link });

    expect(later.statusCode).toBe(409);
    for (const { body } of [later, look]) {
      expect(body).toContain('Answered already');
      expect(body).toMatch(/<strong>motorcycle<\/strong>[\s\S]*by Anna/);
    }
    expect(JSON.parse(await rig.read(IMAGES, answerKey(item.review_id)))).toMatchObject({
      label: 'motorcycle',
      who: 'Anna',
    });
    expect((await rig.keys(CAPTURE, '')).length).toBe(1);
  });

  it('names the person of a checked token, whatever the form says', async () => {
    const item = await rig.open();
    const link = rig.link(item);
    const claims = { sub: 'u-1', email: 'anna@example.com' };
    const token = await rig.formToken(link);

    await rig.request({ ...formPost(link, { token, label: '0', who: 'Somebody' }), claims });

    expect(JSON.parse(await rig.read(IMAGES, answerKey(item.review_id)))).toMatchObject({
      who: 'anna@example.com',
      who_verified: true,
    });
  });

  it('answers a script in JSON', async () => {
    const item = await rig.open();
    const link = rig.link(item);
    const token = await rig.formToken(link);
    const post = formPost(link, { token, label: '0' });

    const { headers, body } = await rig.request({ ...post, headers: { ...post.headers, accept: 'application/json' } });

    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual({ settled: true, message: 'Recorded: bicycle.' });
  });
});

describe('the picture', () => {
  const shown = async (address: string): Promise<Buffer> => {
    const { statusCode, body, isBase64Encoded } = await rig.request({ address });
    expect([statusCode, isBase64Encoded]).toEqual([200, true]);
    return Buffer.from(body, 'base64');
  };
  const imageOf = (link: string): string => link.replace('/second-look?', '/second-look/image?');

  it('stays the one that the model saw when the object is overwritten, and when it is deleted', async () => {
    const first = pngImage(16, 16, 1);
    const item = await rig.open({}, first);
    const address = imageOf(rig.link(item));

    await rig.upload(item.s3_key, pngImage(16, 16, 2));
    expect((await shown(address)).equals(first)).toBe(true);

    await rig.s3.send(new DeleteObjectCommand({ Bucket: IMAGES, Key: item.s3_key }));
    expect((await shown(address)).equals(first)).toBe(true);
  });

  it('comes under the type of its bytes, whatever its name', async () => {
    const item = await rig.open({ s3_key: 'incoming/page.html' }, flatJpeg({ samples: [90] }));

    const { headers } = await rig.request({ address: imageOf(rig.link(item)) });

    expect(headers['content-type']).toBe('image/jpeg');
  });

  it('is scaled down where an answer would not hold it', async () => {
    const random = noisePng(1100);
    expect(random.length).toBeGreaterThan(4_300_000);
    const item = await rig.open({}, random);

    const picture = await shown(imageOf(rig.link(item)));

    expect(picture.length).toBeLessThan(4_300_000);
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([960, 960]);
  });

  it('is called gone where its version was removed', async () => {
    const item = await rig.open();
    await rig.s3.send(new DeleteObjectCommand({ Bucket: IMAGES, Key: item.s3_key, VersionId: item.version_id }));

    const { statusCode, body } = await rig.request({ address: imageOf(rig.link(item)) });

    expect([statusCode, body.includes('There is no picture')]).toEqual([404, true]);
  });
});

it('writes nothing in a hundred GETs of every page', async () => {
  const open = await rig.open();
  const answered = await rig.open({ review_id: 'b'.repeat(32), s3_key: 'incoming/b.png' });
  await answer(rig.link(answered), { label: '0' });
  const before = await rig.everything();
  const pages = [rig.link(open), rig.link(answered), rig.link(open).replace('?', '/image?'), rig.list()];
  const { requests } = rig.storage.authorizer;
  requests.length = 0;

  for (let round = 0; round < 100; round += 1) {
    for (const address of pages) await rig.request({ method: round % 2 === 0 ? 'GET' : 'HEAD', address });
  }

  expect(await rig.everything()).toEqual(before);
  expect([...new Set(requests.map(({ action }) => action))].sort()).toEqual([
    's3:GetObject',
    's3:GetObjectVersion',
    's3:ListBucket',
    's3:ListBucketVersions',
  ]);
}, 60_000);

it('says that it does not work just now when S3 fails, and reports it', async () => {
  const item = await rig.open();
  const link = rig.link(item);
  rig.storage.authorizer.refused = ({ action }) => action === 's3:GetObject';

  const { statusCode, body } = await rig.request({ address: link });

  expect([statusCode, body.includes('did not work just now')]).toEqual([503, true]);
  expect(rig.invocation.logged.join()).toContain('AccessDenied');
});

describe('the reviewer’s list', () => {
  const idOf = (name: string): string => createHash('md5').update(name).digest('hex');

  it('shows what is open, the oldest first, page by page', async () => {
    const opened = Array.from({ length: 15 }, (_, index) => `2026-11-${String(10 + index)}T08:00:00.000Z`);
    for (const [index, opened_at] of [...opened.entries()].reverse())
      await rig.open({ review_id: idOf(String(index)), s3_key: `incoming/${index}.png`, opened_at });

    const first = await rig.request({ address: rig.list() });
    const next = /rel="next" href="([^"]+)"/.exec(first.body)?.[1] ?? '';
    const second = await rig.request({ address: `/${next.replaceAll('&amp;', '&')}` });

    const names = (body: string): string[] =>
      [...body.matchAll(/<article [^>]*aria-label="([^"]+)"/g)].map(([, name]) => name as string);
    expect(first.body).toContain('<strong data-open="15">15 images</strong> <span>wait</span>');
    expect([...names(first.body), ...names(second.body)]).toEqual(opened.map((_, index) => `${index}.png`));
    expect(names(first.body)).toHaveLength(12);
    expect(second.body).not.toContain('rel="next"');
  });

  it('answers an image with the tokens of its card, and leads back', async () => {
    const item = await rig.open();
    const { body } = await rig.request({ address: rig.list() });
    const [, action = ''] = /action="([^"]+)"/.exec(body) ?? [];
    const hidden = Object.fromEntries(
      [...body.matchAll(/name="(token|list)" value="([^"]+)"/g)].map(([, n, v]) => [n, v]),
    );

    const answered = await rig.request(formPost(`/${action}`, { ...(hidden as Record<string, string>), label: '0' }));

    expect(answered.statusCode).toBe(200);
    expect(answered.body).toMatch(/href="review\?t=[^"]+">Back to the list/);
    expect(JSON.parse(await rig.read(IMAGES, answerKey(item.review_id)))).toMatchObject({ label: 'bicycle' });
  });

  it.each([
    ['no token', '/review', 400],
    ['a link to one image', undefined, 403],
  ])('is closed to %s', async (_, address, status) => {
    const item = await rig.open();

    const { statusCode } = await rig.request({ address: address ?? rig.link(item).replace('second-look', 'review') });

    expect(statusCode).toBe(status);
  });

  it('is open to whoever the authorizer has let in', async () => {
    await rig.open();

    const { statusCode, body } = await rig.request({ address: '/review', claims: { email: 'anna@example.com' } });

    expect(statusCode).toBe(200);
    expect(body).toContain('You answer as anna@example.com');
  });

  it('says so when nothing is open', async () => {
    const { statusCode, body } = await rig.request({ address: rig.list() });

    expect([statusCode, body.includes('Nothing waits for a second look')]).toEqual([200, true]);
  });
});

/** Pixels that no compression makes smaller. */
function noisePng(side: number): Buffer {
  const bytes = new Uint8Array(side * side * 4);
  let state = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return encodePng(bytes, side, side);
}
