import { html, type Markup } from '../html';
import { formatPlural } from '../number-format';
import type { RunImage } from '../workflow-run';
import { safeLink } from './safe-link';
import { section, table } from './section';

/** Images that failed for a technical reason, with the reason. */
export function failuresSection(images: readonly RunImage[]): Markup {
  const failed = images.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0)
    return section('failures', 'Failures', 'None: every image ended accepted or waits for a second look.', undefined);
  return section(
    'failures',
    'Failures',
    `${formatPlural(failed.length, 'image')} ended in an error. The others went on.`,
    table<RunImage>(
      'Images that failed, with the reason',
      [
        { title: 'Image', cell: linkedKey },
        { title: 'Error', cell: ({ error }) => html`<code>${error?.name ?? 'unknown'}</code>` },
        { title: 'Reason', cell: ({ error }) => error?.message },
      ],
      failed,
    ),
  );
}

function linkedKey({ key, executionUrl }: RunImage): Markup {
  const link = safeLink(executionUrl);
  return link === undefined ? html`${key}` : html`<a href="${link}">${key}</a>`;
}
