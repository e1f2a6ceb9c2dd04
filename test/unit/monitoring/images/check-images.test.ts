import { CORRUPTIONS } from '../../../../core/drift/corruptions/registry';
import { checkImages } from '../../../../core/monitoring/images/check-images';
import { ImageWindow, type ObservedImage } from '../../../../core/monitoring/images/image-window';
import {
  type ImagesBaseline,
  imagesBaseline,
  readImagesBaseline,
} from '../../../../core/monitoring/images/images-baseline';
import { SeededRandom } from '../../../../core/seeded-random';
import { observedVehicles } from '../../../fixtures/observed-vehicles';

function windowOf(images: readonly ObservedImage[], baseline?: ImagesBaseline): ImageWindow {
  const window = new ImageWindow({ baseline: baseline?.statistics, seed: 1 });
  for (const image of images) window.add(image);
  return window;
}

describe('checkImages', () => {
  let baseline: ImagesBaseline;
  let same: ObservedImage[];

  beforeAll(async () => {
    const made = imagesBaseline(windowOf(await observedVehicles(120, 1)), 'pixels');
    baseline = readImagesBaseline(JSON.parse(JSON.stringify(made)), 'baseline.json');
    same = await observedVehicles(80, 2);
  });

  const check = (images: readonly ObservedImage[]) => checkImages({ window: windowOf(images, baseline), baseline });

  it('finds nothing in other images of the same kind', () => {
    const report = check(same);

    expect(report).toMatchObject({ kind: 'images', state: 'Completed', rows: 80, usedRows: 80, violations: [] });
    for (const verdict of report.verdicts.filter(({ method }) => method !== 'ShareIncrease'))
      expect(verdict).toMatchObject({
        baselineCount: 120,
        currentCount: 80,
        pValue: expect.any(Number),
        adjustedPValue: expect.any(Number),
        smallestAlarming: expect.any(Number),
      });
  });

  it.each(Object.keys(CORRUPTIONS))('finds %s, and says in what', async (name) => {
    const changed = await observedVehicles(80, 2, (image, index) =>
      CORRUPTIONS[name]!.corrupt(image, 3, new SeededRandom(name, index)),
    );

    const report = check(changed);

    expect(report.state).toBe('CompletedWithViolations');
    const expected = {
      brightness: 'brightness',
      contrast: 'contrast',
      blur: 'sharpness',
      noise: 'noise',
      occlusion: 'embedding',
      // Half of the picture is the same as before; what comes into view is one colour.
      shift: 'entropy',
    }[name];
    expect(report.violations.map(({ feature_name: feature }) => feature)).toContain(expected);
    for (const violation of report.violations) {
      const [, distance, threshold] = /distance: (\S+) exceeds threshold: (\S+)$/.exec(violation.description)!;
      expect(Number(distance)).toBeGreaterThanOrEqual(Number(threshold));
    }
  });

  it('alarms exactly where a distance is above its threshold, whatever numbers of images are compared', () => {
    const distances: number[] = [];
    for (let count = 8; count <= 80; count += 4) {
      const unsure = same.slice(0, count).map((image, index) => {
        const confidence = index % 3 === 0 ? 0.5 + (index % 10) / 40 : image.answer!.confidence;
        return { ...image, answer: { ...image.answer!, confidence } };
      });
      for (const { method, state, distance, threshold, smallestAlarming } of check(unsure).verdicts) {
        if (method !== 'KolmogorovSmirnov' || distance === undefined) continue;
        distances.push(distance);
        expect(state === 'Violated').toBe(distance > threshold! + 1e-9);
        expect(state === 'Violated').toBe(distance >= smallestAlarming! - 1e-9);
      }
    }
    expect(distances.length).toBeGreaterThan(100);
  });

  it('finds that the model has become unsure, and that it says one class only', () => {
    const unsure = same.map((image) => ({
      ...image,
      answer: { probabilities: [0.52, 0.48], label: 'bicycle', confidence: 0.52 },
    }));

    const features = check(unsure).violations.map(({ feature_name: feature }) => feature);

    expect(features).toEqual(expect.arrayContaining(['confidence', 'answer_entropy', 'predicted_label']));
  });

  it('finds that one picture comes again and again', () => {
    const frozen = same.map((image, index) => (index < 40 ? { ...same[0]!, identity: image.identity } : image));

    expect(check(frozen).violations.map(({ feature_name: feature }) => feature)).toContain('near_duplicates');
  });

  it('reports images that cannot be read, and the rest of the window', () => {
    const window = windowOf(same, baseline);
    for (let line = 1; line <= 30; line += 1) window.addUnreadable('the image is cut off', 'captures/a.jsonl', line);

    const report = checkImages({ window, baseline });

    expect(report).toMatchObject({ rows: 110, usedRows: 80 });
    expect(report.violations.map(({ feature_name: feature }) => feature)).toContain('unreadable_images');
    expect(report.faults).toEqual([
      { reason: expect.stringMatching(/cut off/), file: 'captures/a.jsonl', line: 1, more: 29 },
    ]);
  });

  it('calls a window without images empty, one of broken images failed, and one of a few not enough', () => {
    expect(check([]).state).toBe('EmptyWindow');
    const broken = windowOf([], baseline);
    broken.addUnreadable('cut off', 'a.jsonl', 3);
    expect(checkImages({ window: broken, baseline })).toMatchObject({
      state: 'Failed',
      reason: expect.stringContaining('a.jsonl line 3'),
    });
    expect(check(same.slice(0, 1))).toMatchObject({ state: 'NotEnoughData', reason: expect.stringContaining('1') });
  });

  it('gives one report, however the window is cut into parts', () => {
    const whole = check(same);
    const parts = [same.slice(50), same.slice(0, 13), same.slice(13, 50)].map((images) => windowOf(images, baseline));
    const merged = new ImageWindow({ baseline: baseline.statistics, seed: 1 });
    for (const part of parts)
      merged.merge(
        ImageWindow.read(JSON.parse(JSON.stringify(part.stored())), { baseline: baseline.statistics, seed: 1 }),
      );

    expect(checkImages({ window: merged, baseline })).toEqual(whole);
  });

  it('refuses a baseline that is none', () => {
    expect(() => readImagesBaseline({ version: 1 }, 'reports/baseline.json')).toThrow(
      expect.objectContaining({ name: 'BaselineInvalid', message: expect.stringContaining('reports/baseline.json') }),
    );
    expect(() => imagesBaseline(new ImageWindow({ seed: 1 }), 'pixels')).toThrow(
      expect.objectContaining({ name: 'BaselineInvalid' }),
    );
  });
});
