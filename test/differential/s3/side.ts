import { type NameOfId, type Observed, observe } from './observed';
import type { CallTemplate, KnownIds } from './random-calls';
import type { RawAnswer, RawCall, RawS3 } from './raw-s3';

/** One of the two servers, with the ids that it has given. */
export class Side {
  private readonly versions: string[] = [];
  private readonly uploads: string[] = [];
  private readonly parts = new Map<number, string>();

  constructor(private readonly s3: RawS3) {}

  async run(template: CallTemplate): Promise<{ call: RawCall; answer: RawAnswer; observed: Observed }> {
    const call = template(this.ids);
    const answer = await this.s3.send(call);
    this.learn(call, answer);
    return { call, answer, observed: observe(call, answer, this.nameOfId) };
  }

  private readonly ids: KnownIds = {
    version: (place) => this.versions[place] ?? 'null',
    upload: (place) => this.uploads[place] ?? 'absent',
    part: (number) => this.parts.get(number) ?? '"0"',
  };

  private readonly nameOfId: NameOfId = (id) => {
    const version = this.versions.indexOf(id);
    const upload = this.uploads.indexOf(id);
    return version >= 0 ? `version ${version}` : upload >= 0 ? `upload ${upload}` : id;
  };

  private learn({ target }: RawCall, { headers, body }: RawAnswer): void {
    const version = headers['x-amz-version-id'] as string | undefined;
    const listed = [...body.matchAll(/<(?:VersionId|DeleteMarkerVersionId)>([^<]+)</g)].map(([, id]) => id as string);
    for (const id of [version, ...listed]) {
      if (id !== undefined && id !== 'null' && !this.versions.includes(id)) this.versions.push(id);
    }
    const upload = /<InitiateMultipartUploadResult[\s\S]*<UploadId>([^<]+)</.exec(body)?.[1];
    if (upload !== undefined) this.uploads.push(upload);
    const part = /[?]partNumber=(\d)/.exec(target)?.[1];
    if (part !== undefined && headers.etag !== undefined) this.parts.set(Number(part), headers.etag);
  }
}
