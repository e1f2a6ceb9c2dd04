import type { CaptureRecord } from '../../../../core/capture/capture-record';
import { LabelIndex } from '../../../../core/capture/label-index';
import type { CaptureEntry } from '../../../../core/capture/read-capture-records';
import { checkEndpoint } from '../../../../core/monitoring/endpoint/check-endpoint';
import {
  baselineFiles,
  type EndpointBaseline,
  endpointBaseline,
  readEndpointBaseline,
} from '../../../../core/monitoring/endpoint/endpoint-baseline';
import { EndpointWindow } from '../../../../core/monitoring/endpoint/endpoint-window';

import { IMAGE_SUBJECT, type ImageTraffic, imageTraffic } from '../../../fixtures/monitoring/image-traffic';

const FILTER = { purposes: ['traffic'] as const };

function windowOf({ entries, labels }: ImageTraffic, baseline?: EndpointBaseline): EndpointWindow {
  const window = new EndpointWindow(IMAGE_SUBJECT, baseline?.images.statistics);
  for (const entry of entries) window.add(entry, labels, FILTER);
  return window;
}

describe('monitors of an image endpoint', () => {
  let baseline: EndpointBaseline;
  beforeAll(async () => {
    const files = baselineFiles(endpointBaseline(windowOf(await imageTraffic(160, 1))));
    baseline = readEndpointBaseline(JSON.parse(JSON.stringify(files.get('baseline.json'))), 'baseline.json');
  });

  const check = async (given: ImageTraffic) => checkEndpoint(windowOf(given, baseline), baseline);

  it('find nothing in other traffic of the same kind', async () => {
    const reports = await check(await imageTraffic(80, 2));

    expect(Object.keys(reports).sort()).toEqual(['bias', 'data-quality', 'images', 'model-quality']);
    for (const report of Object.values(reports))
      expect(report).toMatchObject({ state: 'Completed', violations: [], rows: 80 });
    expect(reports['model-quality']!.labels).toMatchObject({ matched: 80, unlabelled: 0 });
    for (const { accuracy } of Object.values(reports))
      expect(accuracy?.map(({ kind }) => kind)).toContainEqual(expect.stringMatching(/^(exact|bounded|sampled)$/));
  });

  it('find that images have changed', async () => {
    const reports = await check(await imageTraffic(80, 2, { corruption: 'brightness' }));

    expect(reports.images!.state).toBe('CompletedWithViolations');
    expect(reports['data-quality']!.state).toBe('CompletedWithViolations');
    expect(reports['data-quality']!.violations.map(({ feature_name: name }) => name)).toContain('brightness');
  });

  it('find that the model has become wrong, and at which site', async () => {
    const reports = await check(await imageTraffic(120, 2, { site: 'north' }));

    expect(reports['model-quality']!.violations).toEqual([
      {
        metric_name: 'accuracy',
        constraint_check_type: 'LessThanThreshold',
        description: expect.stringMatching(/^Metric accuracy with 0\.\d+ \+\/- \S+ was LessThanThreshold '0\.9\d*'$/),
      },
    ]);
    expect(reports.bias!.state).toBe('CompletedWithViolations');
    expect(reports.bias!.violations).toContainEqual(
      expect.objectContaining({ facet: 'site', facet_value: 'north', metric_name: 'DPPL' }),
    );
  });

  it('find the hour of the day in which the model fares worse, of which the baseline knows nothing', async () => {
    const { bias } = await check(await imageTraffic(120, 2, { hour: 10 }));

    expect(bias!.violations).toContainEqual(
      expect.objectContaining({ facet: 'hour', facet_value: '10', metric_name: 'DPPL' }),
    );
    expect(new Set(bias!.verdicts.map(({ method }) => method))).toEqual(
      new Set(['DPL', 'AD', 'DAR', 'DCA', 'DCR', 'DI', 'DPPL', 'DRR', 'RD', 'SD', 'TE']),
    );
  });

  it('are the same, however the window is cut into files', async () => {
    const given = await imageTraffic(60, 3);
    const whole = checkEndpoint(windowOf(given, baseline), baseline);
    const merged = new EndpointWindow(IMAGE_SUBJECT, baseline.images.statistics);
    for (const entries of [given.entries.slice(40), given.entries.slice(0, 15), given.entries.slice(15, 40)]) {
      const part = windowOf({ entries, labels: given.labels }, baseline);
      merged.merge(
        EndpointWindow.read(JSON.parse(JSON.stringify(part.stored())), IMAGE_SUBJECT, baseline.images.statistics),
      );
    }

    expect(checkEndpoint(merged, baseline)).toEqual(whole);
  });

  it('count one of two captures of an inference, leave other purposes out, and go on after a broken record', async () => {
    const given = await imageTraffic(60, 4);
    const [first, second] = given.entries as [
      CaptureEntry & { record: CaptureRecord },
      CaptureEntry & { record: CaptureRecord },
    ];
    const other = structuredClone(second);
    Object.assign(other.record.eventMetadata, {
      inferenceId: 'evaluation-1',
      customAttributes: ['purpose=evaluation'],
    });
    const broken = structuredClone(second);
    Object.assign(broken.record.eventMetadata, { inferenceId: 'broken-1' });
    Object.assign(broken.record.captureData.endpointInput!, { data: Buffer.from('no image').toString('base64') });
    given.entries.push({ ...first }, other, broken, {
      file: 'captures/z.jsonl',
      line: 9,
      fault: 'is no capture record',
    });

    const reports = await check(given);

    expect(reports.images).toMatchObject({ rows: 62, usedRows: 60 });
    expect(reports.images!.faults.map(({ file }) => file).sort()).toEqual([second.file, 'captures/z.jsonl'].sort());
    expect(reports['model-quality']).toMatchObject({ rows: 60, duplicates: 1 });
  });

  it('call a window without captures empty, and one without labels not enough for model quality', async () => {
    const empty = await check({ entries: [], labels: new LabelIndex() });
    const unlabelled = await check({ ...(await imageTraffic(60, 5)), labels: new LabelIndex() });

    expect(empty.images!.state).toBe('EmptyWindow');
    expect(empty.bias!.state).toBe('EmptyWindow');
    expect(unlabelled['model-quality']).toMatchObject({
      state: 'NotEnoughData',
      reason: expect.stringContaining('label'),
    });
    expect(unlabelled.images!.state).toBe('Completed');
  });

  it('refuse a baseline without labels, or of another kind', () => {
    expect(() => readEndpointBaseline({ version: 1 }, 'reports/baseline/x/baseline.json')).toThrow(
      expect.objectContaining({ name: 'BaselineInvalid', message: expect.stringContaining('reports/baseline/x') }),
    );
  });
});
