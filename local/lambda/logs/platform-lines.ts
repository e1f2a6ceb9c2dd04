/** What Lambda reports of one invocation when it is over. */
export interface InvocationReport {
  readonly durationMs: number;
  readonly memoryMb: number;
  readonly usedBytes: number;
  /** Only for the first invocation of an environment. */
  readonly initMs?: number;
  readonly status: 'success' | 'error' | 'timeout';
  readonly errorType?: string;
  /** Present where the platform itself ended the invocation. */
  readonly platformError?: string;
  readonly tracing: 'Active' | 'PassThrough';
  readonly traceId: string;
}

const billed = ({ durationMs, initMs }: InvocationReport): number => Math.ceil(durationMs + (initMs ?? 0));
const usedMb = ({ usedBytes }: InvocationReport): number => Math.ceil(usedBytes / 1024 / 1024);

/** END and REPORT, and before them what the platform had to say of a time-out or a crash. */
export function textReport(requestId: string, report: InvocationReport): string[] {
  const { durationMs, memoryMb, initMs, status, errorType, platformError } = report;
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billed(report)} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${usedMb(report)} MB`,
  ];
  if (initMs !== undefined) parts.push(`Init Duration: ${initMs.toFixed(2)} ms`);
  if (status === 'timeout') parts.push('Status: timeout');
  else if (platformError !== undefined) parts.push('Status: error', `Error Type: ${errorType ?? ''}`);
  let text = `${parts.join('\t')}\t`;
  if (report.tracing === 'Active') {
    const root = /Root=([^;]+)/.exec(report.traceId)?.[1] ?? '';
    text += `\nXRAY TraceId: ${root}\tSampled: true\t`;
  }
  const before = platformError === undefined ? [] : [platformError];
  return [...before, `END RequestId: ${requestId}`, text];
}

export function jsonStart(requestId: string, version: string): string {
  return JSON.stringify({ time: new Date().toISOString(), type: 'platform.start', record: { requestId, version } });
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report */
export function jsonReport(requestId: string, report: InvocationReport): string {
  const { durationMs, memoryMb, initMs, status, errorType } = report;
  const record = {
    requestId,
    metrics: {
      durationMs: Number(durationMs.toFixed(3)),
      billedDurationMs: billed(report),
      memorySizeMB: memoryMb,
      maxMemoryUsedMB: usedMb(report),
      ...(initMs === undefined ? {} : { initDurationMs: Number(initMs.toFixed(3)) }),
    },
    ...(report.tracing === 'Active' ? { tracing: { type: 'X-Amzn-Trace-Id', value: report.traceId } } : {}),
    status,
    ...(errorType === undefined ? {} : { errorType }),
  };
  return JSON.stringify({ time: new Date().toISOString(), type: 'platform.report', record });
}
