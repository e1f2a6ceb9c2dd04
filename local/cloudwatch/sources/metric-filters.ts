import { compileFilter, type MessageFilter } from '../../logs/filter-pattern';
import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { MetricSeries, MetricStore } from '../metric-store';

interface MetricFilter {
  readonly group: string;
  readonly matches: MessageFilter;
  readonly series: MetricSeries;
  readonly value: number;
}

/** `AWS::Logs::MetricFilter`: counts the lines of a log group that match, with a constant value and no dimensions. */
export class MetricFilters implements ResourceProvider {
  readonly type = 'AWS::Logs::MetricFilter';
  private readonly filters = new Map<string, MetricFilter>();
  private groups = new Set<string>();

  constructor(private readonly store: MetricStore) {}

  /** Whether some filter reads the lines of a group. */
  watches(group: string): boolean {
    return this.groups.has(group);
  }

  /** @param time milliseconds since 1970 */
  observe(group: string, message: string, time: number): void {
    for (const filter of this.filters.values()) {
      if (filter.group === group && filter.matches(message)) filter.series.add(time, filter.value);
    }
  }

  async apply({ logicalId, properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const [transformation, ...more] = (properties.MetricTransformations ?? []) as readonly JsonObject[];
    const value = Number(transformation?.MetricValue);
    const unknown = Object.keys(transformation ?? {}).find((name) => !HONOURED.has(name));
    if (transformation === undefined || more.length > 0 || Number.isNaN(value) || unknown !== undefined) {
      throw new Error(`${logicalId}: the laptop's metric filters have one transformation, with a number as its value.`);
    }
    const namespace = String(transformation.MetricNamespace);
    const name = String(transformation.MetricName);
    this.filters.set(generatedName, {
      group: String(properties.LogGroupName),
      matches: compileFilter(String(properties.FilterPattern)),
      series: this.store.find({ namespace, name, dimensions: {} }),
      value,
    });
    this.refresh();
    return { physicalId: generatedName, attributes: {} };
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.filters.delete(physicalId);
    this.refresh();
  }

  private refresh(): void {
    this.groups = new Set([...this.filters.values()].map(({ group }) => group));
  }
}

const HONOURED: ReadonlySet<string> = new Set(['MetricName', 'MetricNamespace', 'MetricValue', 'Unit']);
