import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STACKS } from '../../core/contracts/stack-names';
import { formatBill, money } from '../../core/cost/format-bill';
import { idleBill } from '../../core/cost/idle-bill';
import { batchBill, chainBill, type Load, singleBill } from '../../core/cost/image-bills';
import { PRICES_OF } from '../../core/cost/price-table';
import type { PricedTemplate } from '../../core/cost/template-facts';
import type { CommandContext } from '../command/command-action';
import { readEnvironment } from '../environment/read-environment';
import { LOCAL_ENVIRONMENT } from '../laptop/bring-up';
import { synthesize } from '../laptop/synthesize';
import type { TargetOptions } from '../target/target-options';

export interface CostOptions extends TargetOptions {
  readonly images: number;
  /** Share of images that a person must look at, 0..1. */
  readonly secondLooks: number;
}

/** Prints what images cost in an environment, in three ways, and what a month costs that has none. @throws UsageError for an unknown environment */
export async function cost({ printer, progress, signal }: CommandContext, options: CostOptions): Promise<void> {
  const name = options.env ?? LOCAL_ENVIRONMENT;
  const environment = readEnvironment(name);
  const templates = await progress(1).run('Synthesize the templates', () => templatesOf(name, signal));
  const load: Load = {
    images: options.images,
    secondLookShare: options.secondLooks,
    emails: environment.alerts.emails.length,
    parallelImages: environment.batch.parallelImages,
  };
  const batch = batchBill(templates, load);
  const bills = [batch, singleBill(templates, load), chainBill(templates, load), idleBill(templates)];
  const heading = `${load.images.toLocaleString('en-US')} images in '${name}', ${load.secondLookShare * 100} % for a second look; list prices of us-east-1, ${PRICES_OF}`;
  const share = `A batch costs ${money((batch.dollars / load.images) * 1e6)} a million images.`;
  printer.result(
    { environment: name, pricesOf: PRICES_OF, ...load, bills },
    [heading, ...bills.map(formatBill), share].join('\n\n'),
  );
}

async function templatesOf(environment: string, signal: AbortSignal): Promise<PricedTemplate[]> {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-cost-'));
  try {
    await synthesize({ environment, overrides: {}, folder, signal });
    return STACKS.map(
      (stack) => JSON.parse(readFileSync(join(folder, `${stack}.template.json`), 'utf8')) as PricedTemplate,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
