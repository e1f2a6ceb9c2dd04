import { isTableModel } from '../../core/contracts/released-model';
import type { TargetContext } from '../command/command-action';
import { ServedModel } from '../endpoint/served-model';
import { UsageError } from '../usage-error';
import { makeBaseline } from './make-baseline';
import { makeTableBaseline } from './table-endpoint/make-table-baseline';
import { withoutKinds } from './table-endpoint/without-kinds';
import { strayTableOption, type TableCommandOptions } from './tables/table-options';

export type EndpointBaselineOptions = TableCommandOptions & { readonly explain?: boolean };

/**
 * Makes the baseline of the released model anew and prints where it lies: of rows where they are given, or where the model takes rows.
 * @throws UsageError for options of tables where the model takes images; NoLabelledRows; as `makeBaseline` and `makeTableBaseline` do
 */
export async function baselineOfEndpoint(
  { target, signal, progress, printer }: TargetContext,
  { explain: mayAsk = false, ...options }: EndpointBaselineOptions,
): Promise<void> {
  const explain = mayAsk || target.environment.monitoring.explain;
  const { model } = await ServedModel.of(target);
  const run = progress(1);
  if (options.data === undefined && !isTableModel(model)) {
    const stray = strayTableOption(options as Readonly<Record<string, unknown>>);
    if (stray !== undefined)
      throw new UsageError(
        `${stray} is of tables, and ${model.modelPackage} takes images: say which monitor with --kind.`,
      );
    const { baseline, bucket, prefix } = await run.run('Make the baseline', (report) =>
      makeBaseline(target, { explain, signal, report }),
    );
    const { rows } = baseline;
    const { modelPackage } = baseline.subject;
    printer.result({ modelPackage, rows, bucket, prefix }, `${rows} images; s3://${bucket}/${prefix}`);
    return;
  }
  const made = await run.run('Make the baseline', (report) =>
    makeTableBaseline(target, { options, explain, signal, report }),
  );
  const { baseline, bucket, prefix, unexplained } = made;
  const { rows } = baseline;
  const { modelPackage } = baseline.subject;
  const without = withoutKinds(made);
  printer.result(
    { modelPackage, rows, bucket, prefix, ...(unexplained && { unexplained }), ...(without.length > 0 && { without }) },
    [`${rows} rows; s3://${bucket}/${prefix}`, ...without].join('\n'),
  );
}
