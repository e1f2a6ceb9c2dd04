import { createTransport, type Transporter } from 'nodemailer';

export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
}

/** Hands mails to an SMTP server on this machine. */
export class MailTransport {
  private readonly transporter: Transporter;

  constructor(port: number) {
    this.transporter = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, pool: true });
  }

  /** Rejects where the server did not take the mail. */
  async send(mail: OutgoingMail): Promise<void> {
    await this.transporter.sendMail(mail);
  }

  stop(): void {
    this.transporter.close();
  }
}
