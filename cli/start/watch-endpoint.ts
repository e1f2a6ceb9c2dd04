import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type CaptureRecord, payloadBytes } from '../../core/capture/capture-record';
import type { CaptureWindow } from '../../core/capture/capture-window';
import { groundTruthKey, groundTruthRecord } from '../../core/capture/ground-truth-record';
import { inferenceIdentity } from '../../core/capture/inference-identity';
import { decodeCustomAttributes } from '../../core/contracts/custom-attributes';
import type { MonitorKind, MonitorReport } from '../../core/contracts/monitor-report';
import type { MonitorOutput } from '../../core/contracts/monitor-window';
import { endpointName } from '../../core/contracts/released-model';
import { GROUND_TRUTH_PREFIX, monitorReportPrefix } from '../../core/contracts/storage-layout';
import type { DataItem } from '../../core/dataset/data-set';
import { driftImage } from '../../core/drift/drift-image';
import { readReport } from '../../core/monitoring/formats/report-file';
import { SeededRandom } from '../../core/seeded-random';
import { listKeys } from '../aws/list-keys';
import { captureStoreOf } from '../captures/find-captures';
import { readCaptures } from '../captures/read-captures';
import { ServedModel } from '../endpoint/served-model';
import { askedWindow, type LabelledImage } from '../monitor/asked-window';
import { checkWindow, entriesOf, type Reports } from '../monitor/check-window';
import { monitorSubject } from '../monitor/monitor-subject';
import type { MonitoredTarget } from '../monitor/monitored-target';
import { readCurrentBaseline } from '../monitor/read-baseline';
import { runMonitors } from '../monitor/run-monitors';
import { servedImageModel } from '../monitor/served-image-model';

const POLL_MILLISECONDS = 50;
/** Pictures that each camera takes of each vehicle at least, and of all vehicles together: parts of the traffic, such as one site, are then large enough to be told from chance. */
const LEAST_SHOTS = 3;
const LEAST_PICTURES = 150;
/** Of the drawn vehicles; own images have none, and then no site is worse than another. */
const FOGGY_SITE = 'harbour';

/** What the monitors found in the run's traffic, and in a drifted copy of it. */
export interface WatchedEndpoint {
  readonly traffic: Reports;
  readonly drifted: Reports;
  /** Labels that were written down for the traffic. */
  readonly labels: number;
}

export interface Watch {
  /** The run's images: their labels are known. */
  readonly items: readonly DataItem[];
  readonly window: CaptureWindow;
  readonly seed: number;
  /** Folder for the reports. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

interface Captured extends LabelledImage {
  readonly identity: string;
}

/**
 * Labels the run's traffic from what the run knows, runs the deployed monitors on it, and then all of them on a drifted copy: the same vehicles as cameras
 * that were knocked to the side, at one site in fog, would have seen them, asked about anew.
 */
export async function watchEndpoint(target: MonitoredTarget, watch: Watch): Promise<WatchedEndpoint> {
  const { window, folder, signal, report, seed } = watch;
  const captured = await capturedImages(target, watch);
  const labels = await writeLabels(target, captured);
  report('the deployed monitors look at the traffic');
  const output = await runMonitors(target, window, POLL_MILLISECONDS, signal);
  const traffic = await fetchReports(target, output, join(folder, 'traffic'));

  const served = await ServedModel.of(target);
  const shots = Math.max(LEAST_SHOTS, Math.ceil(LEAST_PICTURES / Math.max(1, captured.length)));
  const drifted = captured.flatMap(({ bytes, metadata, label }, index) =>
    Array.from({ length: shots }, (_, shot): LabelledImage => {
      const random = new SeededRandom(seed, 'drift', index, shot);
      return { bytes: driftImage(bytes, random, metadata.site === FOGGY_SITE), metadata, label };
    }),
  );
  const asked = await askedWindow(served, drifted, { purpose: 'evaluation', signal, report });
  const found = await checkWindow({
    subject: monitorSubject(target, served),
    baseline: await readCurrentBaseline(target),
    entries: asked.entries,
    labels: asked.labels,
    filter: { purposes: ['traffic'] },
    ...window,
    model: servedImageModel(served, signal),
    folder: join(folder, 'drifted'),
    report,
  });
  return { traffic, drifted: found, labels };
}

/** The captured traffic, each picture with the label that the run knows for it. */
async function capturedImages(target: MonitoredTarget, { items, window }: Watch): Promise<Captured[]> {
  const known = new Map<string, number>();
  for (const item of items) known.set(hashOf(await item.read()), item.label);
  const store = captureStoreOf(target);
  const captured: Captured[] = [];
  for await (const entry of entriesOf(readCaptures(store, window)))
    if ('record' in entry) captured.push(...trafficImage(entry.record, known));
  return captured.sort((one, other) => (one.identity < other.identity ? -1 : 1));
}

function trafficImage(record: CaptureRecord, known: ReadonlyMap<string, number>): Captured[] {
  const { purpose, metadata } = decodeCustomAttributes(record.eventMetadata.customAttributes?.[0] ?? '');
  const { endpointInput } = record.captureData;
  if (purpose !== 'traffic' || endpointInput === undefined) return [];
  const bytes = payloadBytes(endpointInput);
  return [{ identity: inferenceIdentity(record), bytes, metadata, label: known.get(hashOf(bytes)) }];
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function writeLabels({ clients, outputs }: MonitoredTarget, captured: readonly Captured[]): Promise<number> {
  const records = captured.flatMap(({ identity, label }) =>
    label === undefined ? [] : groundTruthRecord(identity, label),
  );
  if (records.length === 0) return 0;
  await clients.s3.send(
    new PutObjectCommand({
      Bucket: outputs.get('CaptureBucket'),
      Key: groundTruthKey(GROUND_TRUTH_PREFIX, new Date(), 'known-labels'),
      Body: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
      ContentType: 'application/jsonlines',
    }),
  );
  return records.length;
}

/** The reports of a run of the deployed monitors, as files of this machine and as values. */
async function fetchReports(
  { clients, outputs, environment }: MonitoredTarget,
  { run, from, monitors }: MonitorOutput,
  folder: string,
): Promise<Reports> {
  const Bucket = outputs.get('ReportsBucket');
  const reports: Partial<Record<MonitorKind, MonitorReport>> = {};
  for (const kind of Object.keys(monitors) as MonitorKind[]) {
    const prefix = monitorReportPrefix(kind, endpointName(environment.app, environment.name), new Date(from), run);
    const keys = await listKeys(clients.s3, Bucket, prefix);
    for (const Key of keys) {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const file = join(folder, kind, Key.slice(Key.lastIndexOf('/') + 1));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
      if (Key.endsWith('/report.json')) reports[kind] = readReport(Buffer.from(bytes).toString('utf8'));
    }
  }
  return reports;
}
