import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComparedRun } from '../../core/experiments/compared-run';
import { comparisonParts } from '../../core/experiments/comparison-parts';
import { renderComparison } from '../../core/experiments/render-comparison';
import { renderSvgFile } from '../../core/report/charts/chart';
import type { Markup } from '../../core/report/html';

export interface WrittenComparison {
  readonly page: string;
  readonly plots: readonly string[];
}

export interface ComparisonWords {
  readonly title: string;
  readonly about: string;
  readonly first?: readonly Markup[];
}

/** Writes `report.html`, and every plot as an SVG of its own below `plots/`. */
export async function writeComparison(
  folder: string,
  runs: readonly ComparedRun[],
  words: ComparisonWords,
): Promise<WrittenComparison> {
  const parts = comparisonParts(runs);
  await mkdir(join(folder, 'plots'), { recursive: true });
  const plots: string[] = [];
  for (const { chart } of parts.flatMap(({ figures }) => figures)) {
    const file = join(folder, 'plots', `${chart.id}.svg`);
    await writeFile(file, renderSvgFile(chart));
    plots.push(file);
  }
  const page = join(folder, 'report.html');
  await writeFile(page, renderComparison({ ...words, runs, parts }));
  return { page, plots };
}
