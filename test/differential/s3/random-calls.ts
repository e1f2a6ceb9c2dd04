import { createHash } from 'node:crypto';
import type { Random } from './random';
import type { RawCall } from './raw-s3';

/** Ids that a server has given so far, in order of appearance; a call names one by its place in the order. */
export interface KnownIds {
  version(place: number): string;
  upload(place: number): string;
  /** ETag of the last part uploaded under a number. */
  part(number: number): string;
}

/** A call with holes that each server fills with its own ids. */
export type CallTemplate = (ids: KnownIds) => RawCall;

const KEYS = ['a', 'a/b', 'a/c/d', 'b c', 'b+c', 'ü/日', 'z//y', 'x%41'];
const PREFIXES = ['', 'a', 'a/', 'b', 'nothing', 'ü/'];
const BODIES = ['', 'x', 'hello world', '0123456789'.repeat(20)];
const RANGES = ['bytes=0-0', 'bytes=2-5', 'bytes=-3', 'bytes=5-', 'bytes=0-99999', 'bytes=500-600'];

const escaped = (key: string): string => key.split('/').map(encodeURIComponent).join('/');
const md5 = (body: string): string => createHash('md5').update(body).digest('hex');
const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Calls on one bucket, chosen at random. */
export class RandomCalls {
  constructor(
    private readonly random: Random,
    private readonly bucket: string,
  ) {}

  private readonly kinds: readonly (readonly [number, () => CallTemplate])[] = [
    [10, () => this.put()],
    [6, () => this.get()],
    [3, () => this.head()],
    [4, () => this.remove()],
    [3, () => this.removeVersion()],
    [2, () => this.removeMany()],
    [3, () => this.copy()],
    [4, () => this.list()],
    [3, () => this.listVersions()],
    [2, () => this.versioning()],
    [2, () => this.tagging()],
    [3, () => this.createUpload()],
    [4, () => this.uploadPart()],
    [3, () => this.completeUpload()],
    [1, () => this.endUpload()],
    [1, () => this.bucketCall()],
  ];

  next(): CallTemplate {
    const total = this.kinds.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.random.below(total);
    for (const [weight, make] of this.kinds) {
      if (at < weight) return make();
      at -= weight;
    }
    throw new Error('unreachable: the weights add up to the total');
  }

  private object(key: string, query = ''): string {
    return `/${this.bucket}/${escaped(key)}${query}`;
  }

  private key(): string {
    return this.random.pick(KEYS);
  }

  private put(): CallTemplate {
    const { random } = this;
    const body = random.pick(BODIES);
    const headers: Record<string, string> = { 'content-type': random.pick(['text/plain', 'image/png']) };
    if (random.chance(0.3)) headers['x-amz-meta-site'] = random.pick(['north', 'south bay']);
    if (random.chance(0.2)) headers['if-none-match'] = '*';
    if (random.chance(0.2)) headers['cache-control'] = 'no-cache';
    if (random.chance(0.2)) headers['content-md5'] = Buffer.from(md5(body), 'hex').toString('base64');
    if (random.chance(0.2)) headers['x-amz-tagging'] = 'kind=bicycle&site=n%20w';
    const target = this.object(this.key());
    return () => ({ method: 'PUT', target, headers, body });
  }

  private readHeaders(): Record<string, string> {
    const { random } = this;
    const headers: Record<string, string> = {};
    if (random.chance(0.4)) headers.range = random.pick(RANGES);
    if (random.chance(0.2)) headers['if-match'] = `"${md5(random.pick(BODIES))}"`;
    if (random.chance(0.2)) headers['if-none-match'] = `"${md5(random.pick(BODIES))}"`;
    return headers;
  }

  private get(): CallTemplate {
    const headers = this.readHeaders();
    const key = this.key();
    if (this.random.chance(0.3)) {
      const place = this.random.below(5);
      return (ids) => ({ method: 'GET', target: this.object(key, `?versionId=${ids.version(place)}`) });
    }
    return () => ({ method: 'GET', target: this.object(key), headers });
  }

  private head(): CallTemplate {
    const target = this.object(this.key());
    return () => ({ method: 'HEAD', target });
  }

  private remove(): CallTemplate {
    const target = this.object(this.key());
    return () => ({ method: 'DELETE', target });
  }

  private removeVersion(): CallTemplate {
    const key = this.key();
    const place = this.random.below(5);
    return (ids) => ({ method: 'DELETE', target: this.object(key, `?versionId=${ids.version(place)}`) });
  }

  private removeMany(): CallTemplate {
    const keys = [this.key(), this.key()].filter((key, at, all) => all.indexOf(key) === at);
    const quiet = this.random.chance(0.3) ? '<Quiet>true</Quiet>' : '';
    const objects = keys.map((key) => `<Object><Key>${xml(key)}</Key></Object>`).join('');
    const body = `<Delete>${objects}${quiet}</Delete>`;
    const headers = { 'content-md5': Buffer.from(md5(body), 'hex').toString('base64') };
    return () => ({ method: 'POST', target: `/${this.bucket}?delete`, headers, body });
  }

  private copy(): CallTemplate {
    const { random } = this;
    const headers: Record<string, string> = { 'x-amz-copy-source': `/${this.bucket}/${escaped(this.key())}` };
    if (random.chance(0.3)) {
      Object.assign(headers, {
        'x-amz-metadata-directive': 'REPLACE',
        'content-type': 'text/css',
        'x-amz-meta-new': '1',
      });
    }
    const target = this.object(this.key());
    return () => ({ method: 'PUT', target, headers });
  }

  private listing(first: string): string {
    const { random } = this;
    const query = new URLSearchParams();
    query.set('prefix', random.pick(PREFIXES));
    if (random.chance(0.5)) query.set('delimiter', '/');
    if (random.chance(0.4)) query.set('max-keys', String(1 + random.below(4)));
    return `/${this.bucket}?${first}${query}`;
  }

  private list(): CallTemplate {
    const second = this.random.chance(0.7);
    const start = second && this.random.chance(0.2) ? `&start-after=${encodeURIComponent(this.key())}` : '';
    const target = this.listing(second ? 'list-type=2&' : '') + start;
    return () => ({ method: 'GET', target });
  }

  private listVersions(): CallTemplate {
    const target = `/${this.bucket}?versions&prefix=${encodeURIComponent(this.random.pick(PREFIXES))}`;
    return () => ({ method: 'GET', target });
  }

  private versioning(): CallTemplate {
    const target = `/${this.bucket}?versioning`;
    if (this.random.chance(0.2)) return () => ({ method: 'GET', target });
    const status = this.random.pick(['Enabled', 'Enabled', 'Suspended']);
    const body = `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`;
    return () => ({ method: 'PUT', target, body });
  }

  private tagging(): CallTemplate {
    const target = this.object(this.key(), '?tagging');
    const method = this.random.pick(['GET', 'PUT', 'DELETE']);
    const body =
      method === 'PUT' ? '<Tagging><TagSet><Tag><Key>k</Key><Value>v w</Value></Tag></TagSet></Tagging>' : '';
    return () => ({ method, target, body });
  }

  private createUpload(): CallTemplate {
    const target = this.object('parts', '?uploads');
    return () => ({ method: 'POST', target, headers: { 'content-type': 'image/png', 'x-amz-meta-by': 'parts' } });
  }

  private uploadPart(): CallTemplate {
    const number = 1 + this.random.below(3);
    const place = this.random.chance(0.8) ? 0 : 1;
    const body = this.random.pick(BODIES);
    return (ids) => ({
      method: 'PUT',
      target: this.object('parts', `?partNumber=${number}&uploadId=${ids.upload(place)}`),
      body,
    });
  }

  private completeUpload(): CallTemplate {
    const numbers = this.random.pick([[1], [2], [3], [1, 2], [2, 1]]);
    const place = this.random.chance(0.8) ? 0 : 1;
    return (ids) => {
      const part = (number: number): string =>
        `<Part><PartNumber>${number}</PartNumber><ETag>${xml(ids.part(number))}</ETag></Part>`;
      return {
        method: 'POST',
        target: this.object('parts', `?uploadId=${ids.upload(place)}`),
        body: `<CompleteMultipartUpload>${numbers.map(part).join('')}</CompleteMultipartUpload>`,
      };
    };
  }

  private endUpload(): CallTemplate {
    const method = this.random.pick(['GET', 'DELETE']);
    const place = this.random.chance(0.8) ? 0 : 1;
    return (ids) => ({ method, target: this.object('parts', `?uploadId=${ids.upload(place)}`) });
  }

  private bucketCall(): CallTemplate {
    const [method, query] = this.random.pick([
      ['HEAD', ''],
      ['GET', '?location'],
      ['GET', '?uploads'],
      ['DELETE', ''],
    ] as const);
    return () => ({ method, target: `/${this.bucket}${query}` });
  }
}
