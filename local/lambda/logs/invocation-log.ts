import type { FunctionDefinition } from '../function-definition';
import type { FunctionLog } from './function-log';
import { type InvocationReport, jsonReport, jsonStart, textReport } from './platform-lines';

/** Invoke gives back this much of the log's end. Bytes. */
const TAIL_BYTES = 4096;

/** The log events of one invocation, between its START and its REPORT. */
export class InvocationLog {
  private readonly lines: string[] = [];
  private closed = false;

  constructor(
    private readonly log: FunctionLog,
    private readonly logging: FunctionDefinition['logging'],
    private readonly logStream: string,
    private readonly requestId: string,
  ) {}

  start(version: string): void {
    if (this.logging.format === 'Text') this.write(`START RequestId: ${this.requestId} Version: ${version}`);
    else if (this.logging.systemLevel !== 'WARN') this.write(jsonStart(this.requestId, version));
  }

  write(event: string): void {
    if (!this.closed) this.lines.push(event);
    this.log.write(this.logging.group, this.logStream, event);
  }

  end(report: InvocationReport): void {
    if (this.logging.format === 'JSON') {
      const failed = report.status !== 'success';
      if (failed || this.logging.systemLevel !== 'WARN') this.write(jsonReport(this.requestId, report));
    } else {
      for (const line of textReport(this.requestId, report)) this.write(line);
    }
    this.closed = true;
  }

  /** Base64 of the last 4 KB. */
  tail(): string {
    const bytes: Buffer[] = [];
    let size = 0;
    for (let at = this.lines.length - 1; at >= 0 && size < TAIL_BYTES; at--) {
      const line = Buffer.from(`${this.lines[at]}\n`);
      bytes.unshift(line);
      size += line.length;
    }
    return Buffer.concat(bytes).subarray(-TAIL_BYTES).toString('base64');
  }
}
