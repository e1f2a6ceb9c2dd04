import { isTableModel, type ReleasedModel } from '../../core/contracts/released-model';
import { splitPrefix } from '../../core/contracts/storage-layout';
import { type FindImages, findImages } from '../images/find-images';
import { modelColumns } from '../rows/model-columns';
import { type RowSources, rowSources } from '../rows/row-sources';
import { UsageError } from '../usage-error';
import { trueLabels } from './true-labels';

/**
 * What an endpoint is to be asked about, with the labels that are known: images, or rows where its model takes rows. Without names, the test split.
 * @throws UsageError for a name that means nothing, or a model of tables whose package names no test data
 */
export async function findQuestions(
  names: readonly string[],
  where: FindImages,
  model: ReleasedModel,
): Promise<RowSources> {
  const { s3, imagesBucket } = where;
  if (isTableModel(model)) {
    const { testData } = model;
    const wanted = names.length > 0 || testData === undefined ? names : [`s3://${testData.bucket}/${testData.key}`];
    if (wanted.length === 0)
      throw new UsageError('The package of the released model names no test data: name CSV files with a header.');
    return rowSources(await findImages(wanted, where), model, await modelColumns(s3, model));
  }
  const sources = await findImages(names.length > 0 ? names : [splitPrefix('test')], where);
  const keys = sources.flatMap(({ place }) => (place?.bucket === imagesBucket ? [place.key] : []));
  return { sources, labels: await trueLabels(s3, imagesBucket, keys, model.classes) };
}
