import { html, type Markup } from '../html';
import { formatCount, formatPlural } from '../number-format';
import type { RunSummary } from '../run-summary';
import { section, table } from './section';

/** The test split as one batch: how many images ended how, and how fast. */
export function batchSection({ batch }: RunSummary): Markup {
  const { images, accepted, secondLook, failed, imagesPerSecond } = batch;
  const rows = [
    { outcome: 'accepted', count: accepted },
    { outcome: 'second look', count: secondLook },
    { outcome: 'failed', count: failed },
  ];
  return section(
    'batch',
    'One batch',
    html`${formatPlural(images, 'image')} of the test split in one execution of <code>BatchClassification</code>, ${formatCount(Math.round(imagesPerSecond))} a second, with one digest for all of them.`,
    table<(typeof rows)[number]>(
      'Images of the batch by outcome',
      [
        { title: 'Outcome', cell: ({ outcome }) => outcome },
        { title: 'Images', cell: ({ count }) => formatCount(count), numeric: true },
      ],
      rows,
    ),
  );
}
