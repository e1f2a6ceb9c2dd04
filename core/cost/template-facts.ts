/** A synthesized template, as far as it costs. */
export interface PricedTemplate {
  readonly Resources: Readonly<Record<string, PricedResource>>;
}

interface PricedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A template lacks what is to be priced: it is of another version. */
export class TemplateNotPriced extends Error {
  override readonly name = 'TemplateNotPriced';
}

const resources = (templates: readonly PricedTemplate[]): [string, PricedResource][] =>
  templates.flatMap(({ Resources }) => Object.entries(Resources));

export const countOf = (templates: readonly PricedTemplate[], type: string): number =>
  resources(templates).filter(([, { Type }]) => Type === type).length;

export const propertiesOf = (templates: readonly PricedTemplate[], type: string): Readonly<Record<string, unknown>>[] =>
  resources(templates).flatMap(([, { Type, Properties = {} }]) => (Type === type ? [Properties] : []));

/** Memory of the function whose folder in `lambdas/` is so called. Gigabytes. @throws TemplateNotPriced */
export function functionGb(templates: readonly PricedTemplate[], service: string): number {
  for (const properties of propertiesOf(templates, 'AWS::Lambda::Function')) {
    const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
    if (Variables.POWERTOOLS_SERVICE_NAME === service) return Number(properties.MemorySize) / 1024;
  }
  throw new TemplateNotPriced(`The templates have no function '${service}'.`);
}

interface MachineState {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly ItemBatcher?: { readonly MaxItemsPerBatch?: number };
}

/** The states that an execution visits when all goes well: the first way at every choice. @throws TemplateNotPriced */
export function visitedStates(templates: readonly PricedTemplate[], word: string): readonly MachineState[] {
  const found = resources(templates).find(
    ([id, { Type }]) => Type === 'AWS::StepFunctions::StateMachine' && id.includes(word),
  );
  if (found === undefined) throw new TemplateNotPriced(`The templates have no state machine '${word}'.`);
  const { StartAt, States } = JSON.parse(textOf(found[1].Properties?.DefinitionString)) as {
    readonly StartAt: string;
    readonly States: Readonly<Record<string, MachineState>>;
  };
  const visited: MachineState[] = [];
  for (let name: string | undefined = StartAt; name !== undefined && visited.length < 100; ) {
    const state: MachineState | undefined = States[name];
    if (state === undefined) break;
    visited.push(state);
    name = state.Next ?? state.Choices?.[0]?.Next;
  }
  return visited;
}

/** A text that is joined from parts; what only a deployment knows becomes a word. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [, parts] = (value as { readonly 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : 'deployed')).join('');
}
