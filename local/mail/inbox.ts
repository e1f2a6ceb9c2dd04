import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { replaceFile } from '../replace-file';

export interface ReceivedMail {
  /** Ascending in the order of arrival. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** When it arrived; ISO 8601. */
  readonly received: string;
}

/** Named by the order of arrival; whatever else lies in the folder is no mail of ours. */
const MAIL_FILE = /^\d{8,}\.eml$/;

const MAX_MAIL_BYTES = 10 * 1024 * 1024;

/** A real SMTP server on 127.0.0.1 that keeps every mail as an `.eml` file. */
export class Inbox {
  private readonly server: SMTPServer;
  private readonly mails: ReceivedMail[] = [];
  private count = 0;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: MAX_MAIL_BYTES,
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('error', done);
        stream.on('end', () => void this.keep(Buffer.concat(chunks)).then(() => done(), done));
      },
    });
    // A sender that hangs up is its own business.
    this.server.on('error', () => {});
  }

  /**
   * Reads the mails of earlier runs and listens.
   * @param port 0 takes any free one.
   * @returns the port.
   */
  async start(port = 0): Promise<number> {
    for (const file of readdirSync(this.folder)
      .filter((name) => MAIL_FILE.test(name))
      .sort()) {
      const id = file.slice(0, -'.eml'.length);
      this.mails.push(received(id, await PostalMime.parse(readFileSync(join(this.folder, file)))));
      this.count = Math.max(this.count, Number.parseInt(id, 10));
    }
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.server.address() as AddressInfo).port));
    });
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Newest last. */
  list(): readonly ReceivedMail[] {
    return this.mails;
  }

  find(id: string): ReceivedMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  private async keep(bytes: Buffer): Promise<void> {
    this.count += 1;
    const id = String(this.count).padStart(8, '0');
    const head = Buffer.from(`X-Received: ${new Date().toISOString()}\r\n`);
    const whole = Buffer.concat([head, bytes]);
    replaceFile(join(this.folder, `${id}.eml`), whole);
    this.mails.push(received(id, await PostalMime.parse(whole)));
  }
}

function received(id: string, email: Email): ReceivedMail {
  return {
    id,
    from: email.from?.address ?? '',
    to: (email.to ?? []).map(({ address }) => address ?? '').join(', '),
    subject: email.subject ?? '(no subject)',
    text: email.text ?? email.html ?? '',
    received: email.headers.find(({ key }) => key === 'x-received')?.value ?? email.date ?? '',
  };
}
