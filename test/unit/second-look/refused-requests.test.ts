import { answerKey } from '../../../core/contracts/storage-layout';
import { listLink, reviewToken } from '../../../core/second-look/review-link';
import { signToken } from '../../../core/second-look/signed-token';
import { SeededRandom } from '../../../core/seeded-random';
import { formToken } from '../../../lambdas/review-image/form-token';
import { LINK_KEYS } from '../../fixtures/link-keys';
import { formPost, type HttpRequest } from '../../fixtures/second-look/http-event';
import { ReviewRig } from '../../fixtures/second-look/review-rig';

/** A request that must be refused, and what it is. */
interface Attack {
  readonly what: string;
  readonly request: HttpRequest;
}

const SEED = 20261126;
const HOUR = 3_600_000;
/** What people put into fields to see whether it runs. */
const SCRIPTS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "';alert(1);//",
  '{{constructor.constructor("alert(1)")()}}',
  '#{7*7}',
  'javascript:alert(1)',
  '<svg/onload=alert(1)>',
  '\u0000<script>',
  '../../../../etc/passwd',
  '%3Cscript%3E',
];

it('refuses every forged, expired, altered, replayed, oversized or scripted link and body, with a clear page', async () => {
  const rig = await ReviewRig.start();
  try {
    const item = await rig.open();
    const other = await rig.open({ review_id: 'b'.repeat(32), s3_key: 'incoming/other.png' });
    const link = rig.link(item);
    const token = await rig.formToken(link);
    const attacks = [
      ...alteredLinks(link),
      ...forgedLinks(rig, item),
      ...expired(rig, item),
      ...(await replays(rig, link, rig.link(other))),
      ...oversized(link, token),
      ...scripted(link, token),
      ...alteredForms(link, token),
    ];
    const before = await rig.everything();
    const counts: Record<string, number> = {};

    for (const { what, request } of attacks) {
      const { statusCode, headers, body } = await rig.request(request);

      const seen = `${what}: ${request.method ?? 'GET'} ${request.address.slice(0, 200)}`;
      expect([seen, statusCode >= 400 && statusCode < 500]).toEqual([seen, true]);
      expect([seen, headers['content-type']]).toEqual([seen, 'text/html; charset=utf-8']);
      expect([seen, /<h1>[^<]+<\/h1>\n<p class="lead" role="alert">[^<]+<\/p>/.test(body)]).toEqual([seen, true]);
      expect([seen, /alert\(1\)|onerror|passwd/.test(body)]).toEqual([seen, false]);
      counts[what] = (counts[what] ?? 0) + 1;
    }

    expect(await rig.everything()).toEqual(before);
    expect(await rig.keys('images', answerKey('').replace('.json', ''))).toEqual([]);
    console.log(`${attacks.length} requests refused, seed ${SEED}: ${JSON.stringify(counts)}`);
    expect(attacks.length).toBeGreaterThanOrEqual(500);
    // The form itself was good all along.
    expect((await rig.request(formPost(link, { token, label: '0' }))).statusCode).toBe(200);
  } finally {
    await rig.stop();
  }
}, 60_000);

/** One to three characters of the token changed, left out, doubled or swapped. */
function alteredLinks(link: string): Attack[] {
  const random = new SeededRandom(SEED, 'links');
  const [path = '', token = ''] = link.split('?t=');
  const letters = 'ABCDEFabcdef0123456789-_.';
  const attacks: Attack[] = [];
  while (attacks.length < 260) {
    let altered = token;
    for (let changes = 1 + random.below(3); changes > 0; changes -= 1) {
      const at = random.below(altered.length);
      const put = ['', letters[random.below(letters.length)] ?? '', `${altered[at]}${altered[at]}`][random.below(3)];
      altered = altered.slice(0, at) + put + altered.slice(at + 1);
    }
    if (altered === token) continue;
    const address = `${path}${['', '/image'][attacks.length % 2]}?t=${altered}`;
    attacks.push({ what: 'altered link', request: { address } });
  }
  return attacks;
}

/** Signed by somebody else, by nobody, for another purpose, or with the signature of another link. */
function forgedLinks(rig: ReviewRig, item: Parameters<ReviewRig['link']>[0]): Attack[] {
  const forge = (key: string): string =>
    reviewToken(
      {
        bucket: 'images',
        key,
        versionId: item.version_id,
        reviewId: item.review_id,
        openedAt: new Date(item.opened_at),
      },
      new Date(rig.time().getTime() + HOUR),
      [{ id: 'new', secret: key.repeat(40).slice(0, 64).padEnd(64, 'x') }],
    );
  const foreign = Array.from({ length: 40 }, (_, index) => forge(`guess-${index}`));
  const [payload = '', keyId = '', signature = ''] = (rig.link(item).split('?t=')[1] ?? '').split('.');
  const [otherPayload = ''] = forge(item.s3_key).split('.');
  const tomorrow = new Date(rig.time().getTime() + 24 * HOUR);
  const recut = [
    `${otherPayload}x.${keyId}.${signature}`,
    `${payload}.old.${signature}`,
    `${payload}.gone.${signature}`,
    `${payload}.${keyId}.`,
    `${payload}.${keyId}`,
    payload,
    `.${keyId}.${signature}`,
    `${payload}.${keyId}.${signature}.${signature}`,
    `${payload}.${keyId}.${signature}=`,
    ` ${payload}.${keyId}.${signature}`,
    new URL(listLink('https://look.test', tomorrow, LINK_KEYS)).searchParams.get('t') ?? '',
    signToken('form', ['x'], tomorrow, LINK_KEYS),
    '',
    ...SCRIPTS,
  ];
  return [...foreign, ...recut].map((token) => ({
    what: 'forged link',
    request: { address: `/second-look?t=${encodeURIComponent(token)}` },
  }));
}

function expired(rig: ReviewRig, item: Parameters<ReviewRig['link']>[0]): Attack[] {
  const lives = Array.from({ length: 30 }, (_, index) => -1_000 * (index + 2) ** 3);
  return lives.flatMap((life): Attack[] => [
    { what: 'expired link', request: { address: rig.link(item, life) } },
    { what: 'expired link', request: { address: rig.list(life) } },
  ]);
}

/** A form that was served for one image, sent for another; and a form of yesterday. */
async function replays(rig: ReviewRig, link: string, otherLink: string): Promise<Attack[]> {
  const forOther = await rig.formToken(otherLink);
  const review = link.split('?t=')[1] ?? '';
  const yesterday = formToken(review, new Date(rig.time().getTime() - 24 * HOUR), LINK_KEYS);
  return [forOther, yesterday, review, '', 'x'].flatMap((token) =>
    ['0', '1', 'none-of-these', 'cannot-tell'].map((label) => ({
      what: 'replayed form',
      request: formPost(link, { token, label }),
    })),
  );
}

function oversized(link: string, token: string): Attack[] {
  const long = Array.from({ length: 20 }, (_, index) => 'x'.repeat(9_000 + index * 40_000));
  return [
    ...long.map((who) => ({ what: 'oversized body', request: formPost(link, { token, label: '0', who }) })),
    ...long.map((tail) => ({ what: 'oversized link', request: { address: `${link}${tail}` } })),
  ];
}

/** Choices that were not on offer, and bodies that no form sends. */
function scripted(link: string, token: string): Attack[] {
  const labels = [
    ...SCRIPTS,
    '2',
    '-1',
    '00',
    '1e0',
    '0x1',
    '1.0',
    ' 0',
    '0 ',
    '',
    'bicycle',
    '__proto__',
    'constructor',
  ];
  const types = ['application/json', 'text/plain', 'multipart/form-data', 'text/html', ''];
  return [
    ...labels.map((label) => ({ what: 'scripted choice', request: formPost(link, { token, label, who: label }) })),
    ...types.flatMap((type) =>
      SCRIPTS.map((script) => ({
        what: 'scripted body',
        request: {
          ...formPost(link, { token, label: '0', who: script }),
          headers: { 'content-type': type },
        },
      })),
    ),
    ...SCRIPTS.map((script) => ({
      what: 'scripted path',
      request: { address: `/second-look/${encodeURIComponent(script)}${link.slice(link.indexOf('?'))}` },
    })),
  ];
}

function alteredForms(link: string, token: string): Attack[] {
  const random = new SeededRandom(SEED, 'forms');
  return Array.from({ length: 100 }, () => {
    const at = random.below(token.length);
    const altered = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    return { what: 'altered form', request: formPost(link, { token: altered, label: '0' }) };
  });
}
