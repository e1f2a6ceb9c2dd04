import { renderReport } from '../../../core/report/render-report';
import type { RunImage, WorkflowRun } from '../../../core/report/workflow-run';
import { makeRun } from './make-run';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const ATTACK = `<img src=x onerror=alert(1)>"'&`;

/** The page without its markup. */
const textOf = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

function withImages(images: readonly RunImage[]): WorkflowRun {
  const run = makeRun();
  const count = (outcome: RunImage['outcome']) => images.filter((image) => image.outcome === outcome).length;
  const counts = { accepted: count('accepted'), secondLook: count('second-look'), failed: count('failed') };
  return {
    ...run,
    images,
    summary: { ...run.summary, workflow: { ...run.summary.workflow, executions: images.length, ...counts } },
  };
}

describe('renderReport', () => {
  it('says in its first sentence how many images were accepted and how many need a look', () => {
    const run = makeRun({ failed: 2 });
    const { accepted, secondLook } = run.summary.workflow;

    const text = textOf(renderReport(run));

    expect(text).toContain(`${accepted} of 50 images were accepted. ${secondLook} need a second look.`);
    expect(text).toContain('2 images failed.');
  });

  it('has every section when all went well and when nothing ran at all', () => {
    const empty = { ...withImages([]), trainingCurve: [], testPredictions: [] };
    for (const run of [makeRun({ failed: 3 }), empty]) {
      const page = renderReport(run);
      for (const id of ['confidence', 'second-look', 'histogram', 'confusion', 'training', 'failures']) {
        expect(page.includes(`<section id="${id}"`)).toBe(true);
      }
    }
  });

  it('gives the same bytes when rendered twice', () => {
    const [once, again] = [renderReport(makeRun()), renderReport(makeRun())];

    expect(once === again).toBe(true);
  });

  it('loads nothing from anywhere and runs no script', () => {
    const page = renderReport(makeRun({ failed: 1, picture: () => PIXEL }));

    const addresses = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
    expect(
      addresses.filter((address) => !/^(data:image\/png;base64,|#|http:\/\/127\.0\.0\.1:4566\/)/.test(address)),
    ).toEqual([]);
    expect(page.match(/<script|<link|<iframe|@import|url\((?!#)|\son[a-z]+=/i)?.[0]).toBeUndefined();
    expect(page.includes('default-src &#39;none&#39;')).toBe(true);
  });

  it('shows text as text when keys, labels, classes, errors and times hold markup', () => {
    const evil = (outcome: RunImage['outcome'], confidence?: number): RunImage => ({
      key: ATTACK,
      time: outcome === 'failed' ? ATTACK : '2025-03-01T14:05:00Z',
      outcome,
      trueLabel: ATTACK,
      predictedLabel: ATTACK,
      confidence,
      inferences: [],
      error: { name: ATTACK, message: ATTACK },
      imageDataUri: ATTACK,
      executionUrl: ATTACK,
    });
    const run = withImages([evil('accepted', 0.99), evil('second-look', 0.5), evil('failed')]);
    const dataset = { name: ATTACK, classes: [ATTACK, '</style><script>'], train: 1, test: 1 };
    const predictions = [{ trueLabel: ATTACK, predictedLabel: '</svg>' }];

    const page = renderReport({
      ...run,
      finishedAt: ATTACK,
      testPredictions: predictions,
      summary: { ...run.summary, dataset },
    });

    expect(page.match(/<img src=x|<script/i)?.[0]).toBeUndefined();
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page.match(/<svg/g)!.length).toBe(page.match(/<\/svg>/g)!.length);
    expect(page.includes('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;')).toBe(true);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'nonsense'])(
    'links nothing when an execution’s address is %s',
    (executionUrl) => {
      const image: RunImage = {
        key: 'k',
        time: '2025-03-01T14:05:00Z',
        outcome: 'second-look',
        confidence: 0.5,
        inferences: [],
        executionUrl,
      };

      expect(renderReport(withImages([image])).includes('<a href')).toBe(false);
    },
  );

  it.each(['data:image/svg+xml;base64,AAAA', 'https://example.com/a.png', 'data:image/png;base64,AA"AA'])(
    'shows no picture when its address is %s',
    (imageDataUri) => {
      const image: RunImage = {
        key: 'k',
        time: '2025-03-01T14:05:00Z',
        outcome: 'second-look',
        confidence: 0.5,
        inferences: [],
        imageDataUri,
      };

      const page = renderReport(withImages([image]));

      expect(page).not.toContain('<img');
      expect(page).toContain('no picture');
    },
  );

  it('shows the least certain images first and counts the rest when there are thousands', () => {
    const run = makeRun({ images: 6000, picture: () => PIXEL });
    const waiting = run.images.filter(({ outcome }) => outcome === 'second-look');
    const least = waiting.map(({ confidence }) => confidence!).sort((one, other) => one - other);

    const page = renderReport(run);

    const shown = [...page.matchAll(/<p class="confidence">([\d.]+)/g)].map(([, confidence]) => Number(confidence));
    expect(shown).toHaveLength(60);
    expect(shown[0]).toBeCloseTo(least[0]!, 2);
    expect(shown).toEqual([...shown].sort((one, other) => one - other));
    expect(textOf(page)).toContain(`${(waiting.length - 60).toLocaleString('en-US')} more are left out.`);
    expect(page.length).toBeLessThan(2_000_000);
  });

  it('puts every image into exactly one of the two series when it has a confidence', () => {
    const run = makeRun({ images: 40 });

    const page = renderReport(run);

    const scatter = page.slice(page.indexOf('<section id="confidence"'), page.indexOf('Bar chart'));
    const points = (color: string) =>
      [...scatter.matchAll(new RegExp(`<path[^>]*fill="var\\(--${color}\\)"[^>]*data-series`, 'g'))].length;
    // The drawings for wide, medium and narrow screens.
    expect(points('above')).toBe(3 * run.summary.workflow.accepted);
    expect(points('below')).toBe(3 * run.summary.workflow.secondLook);
  });

  it('tells the most confused pairs when there are too many classes for a matrix', () => {
    const classes = Array.from({ length: 30 }, (_, index) => `class ${index}`);

    const text = textOf(renderReport(makeRun({ classes, testPredictions: 600 })));

    expect(text).toContain('The most confused pairs of classes.');
    expect(text).toContain('18 more are left out');
  });
});
