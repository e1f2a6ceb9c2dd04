import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baselineFiles, endpointBaseline } from '../../../core/monitoring/endpoint/endpoint-baseline';
import { EndpointWindow } from '../../../core/monitoring/endpoint/endpoint-window';
import { runCommand } from '../../fixtures/cli/run-command';
import { IMAGE_SUBJECT, imageTraffic } from '../../fixtures/monitoring/image-traffic';
import { labelLine } from '../../fixtures/monitoring/labelled';
import { describeRealData } from '../../fixtures/real-data';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const own = temporaryFolder();
const at = (name: string) => join(own.path, name);
afterAll(() => own.remove());

describeRealData('data-capture', (folder) => {
  it('is checked by all monitors of images, from the command line and without any environment', async () => {
    const { entries, labels } = await imageTraffic(120, 1);
    const window = new EndpointWindow(IMAGE_SUBJECT);
    for (const entry of entries) window.add(entry, labels, {});
    for (const [name, content] of baselineFiles(endpointBaseline(window))) {
      mkdirSync(join(at('baseline'), name, '..'), { recursive: true });
      writeFileSync(join(at('baseline'), name), JSON.stringify(content));
    }
    const truth = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as { eventId: string; label: number }[];
    mkdirSync(at('labels'));
    writeFileSync(at('labels/l.jsonl'), truth.map(({ eventId, label }) => labelLine(eventId, String(label))).join(''));

    const { code, stdout } = await runCommand([
      ...['monitor', 'check', '--data', folder, '--labels', at('labels'), '--baseline', at('baseline/baseline.json')],
      ...['--reports', at('reports'), '--json'],
    ]);

    const { reports } = JSON.parse(stdout);
    // Photographs are not the drawings of this baseline.
    expect(code).toBe(3);
    expect(reports.images).toMatchObject({ state: 'CompletedWithViolations', usedRows: 15, faults: [] });
    expect(reports['data-quality']).toMatchObject({ usedRows: 15, faults: [] });
    expect(reports['model-quality'].labels).toMatchObject({ matched: 15, unlabelled: 0, orphans: 0 });
    expect(reports['model-quality'].metrics).toEqual([
      expect.objectContaining({
        metric: 'accuracy',
        value: 13 / 15,
        count: 15,
        baselineCount: 120,
        smallestAlarming: expect.any(Number),
        adjustedPValue: expect.any(Number),
      }),
    ]);
    expect(readdirSync(at('reports')).sort()).toEqual(['bias', 'data-quality', 'images', 'model-quality']);
    for (const kind of readdirSync(at('reports')))
      expect(readFileSync(at(`reports/${kind}/report.html`), 'utf8')).toContain('all captures of the files');
  });
});
