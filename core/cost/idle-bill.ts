import { type Bill, type BillLine, bill, line } from './bill';
import { HOURS_A_MONTH, INSTANCE_HOUR } from './price-table';
import { countOf, type PricedTemplate, propertiesOf, TemplateNotPriced } from './template-facts';

interface Variant {
  readonly InstanceType?: string;
  readonly InitialInstanceCount?: number;
}

/** What an environment costs in a month in which nobody asks it anything, once a model is released. Storage is not in it. @throws TemplateNotPriced */
export function idleBill(templates: readonly PricedTemplate[]): Bill {
  const variants = propertiesOf(templates, 'AWS::SageMaker::EndpointConfig').flatMap(
    ({ ProductionVariants = [] }) => ProductionVariants as readonly Variant[],
  );
  return bill('a month in which nobody asks', [
    ...variants.flatMap(endpoint),
    line('keys', 'keyMonth', countOf(templates, 'AWS::KMS::Key')),
    line('alarms', 'alarmMonth', countOf(templates, 'AWS::CloudWatch::Alarm')),
    line('dashboards', 'dashboardMonth', countOf(templates, 'AWS::CloudWatch::Dashboard')),
    line('secrets', 'secretMonth', countOf(templates, 'AWS::SecretsManager::Secret')),
  ]);
}

/** A serverless variant names no instance, and costs nothing until it is asked. */
function endpoint({ InstanceType: type, InitialInstanceCount: count = 1 }: Variant): BillLine[] {
  if (type === undefined) return [];
  const hour = INSTANCE_HOUR[type];
  if (hour === undefined) {
    throw new TemplateNotPriced(`There is no price of ${type}: add it to core/cost/price-table.ts.`);
  }
  const quantity = HOURS_A_MONTH * count;
  return [{ what: `endpoint, ${count} ${type}`, quantity, unit: 'instance hour', dollars: quantity * hour }];
}
