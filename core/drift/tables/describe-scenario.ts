import { formatCount } from '../../report/number-format';
import { LABEL_ROLE, PREDICTION_ROLE } from './answer-columns';
import type { Affected } from './changes/change';
import type { Condition, Where } from './condition';
import type { FeatureChange, LaterChange, Scenario } from './scenario';

/** What a scenario does, step by step and in its order, made of the declaration itself: before the model answers, and after. */
export interface ScenarioSteps {
  readonly features: readonly string[];
  readonly answered: readonly string[];
}

type Change = FeatureChange | LaterChange;
type SetChange = Extract<Change, { change: 'set' }>;

export function scenarioSteps({ features, answered }: Scenario): ScenarioSteps {
  return {
    features: features.map((change) => (change.change === 'add' ? addStep(change) : setStep(change))),
    answered: answered.map(answeredStep),
  };
}

/** The steps in one line: `duration set to 1; the model answers; labels stay as they are`. */
export function describeScenario(scenario: Scenario): string {
  const { features, answered } = scenarioSteps(scenario);
  const labels = scenario.answered.some(changesLabels) ? [] : ['labels stay as they are'];
  return [...features, 'the model answers', ...answered, ...labels].join('; ');
}

const changesLabels = ({ change }: LaterChange): boolean => !['repeat-rows', 'keep-rows'].includes(change);

function answeredStep(change: LaterChange): string {
  switch (change.change) {
    case 'copy-prediction':
      return `${someLabels(change, 'label')} = prediction`;
    case 'flip-label':
      return `${someLabels(change, 'every label')} flipped`;
    case 'set':
      return setStep(change);
    case 'repeat-rows':
      return `${share(change)}rows${withWhere(change.where)} come ${timesWords(change.times)}`;
    case 'keep-rows':
      return `of rows${withWhere(change.where)} ${stayWords(change.count)}`;
  }
}

const stayWords = (count: number): string =>
  count === 0 ? 'none stays' : `only ${number(count)} ${count === 1 ? 'stays' : 'stay'}`;

const timesWords = (times: number): string => (times === 1 ? 'once' : `${number(times)} times`);

function addStep({ column, amount, ...affected }: Extract<Change, { change: 'add' }>): string {
  return `${cells(column, affected)} ${byWords(amount)}${elsewhere(column, affected.where)}`;
}

function byWords(amount: Extract<Change, { change: 'add' }>['amount']): string {
  if (typeof amount === 'number') return `${amount < 0 ? 'lowered' : 'raised'} by ${number(Math.abs(amount))}`;
  if ('uniform' in amount) {
    const [from, to] = amount.uniform.map(number);
    return `raised by a ${amount.whole === true ? 'whole ' : ''}number from ${from} to ${to}`;
  }
  const { standardDeviations: deviations, whole } = amount;
  // Rounded down is towards minus infinity, also where the amount is negative: so this is said of what is added.
  return `raised by ${number(deviations)} standard ${Math.abs(deviations) === 1 ? 'deviation' : 'deviations'}${whole === true ? ', rounded down' : ''}`;
}

function setStep({ column, to, ...affected }: SetChange): string {
  const value = to === null ? 'to nothing, a missing value' : `to ${typeof to === 'number' ? number(to) : `'${to}'`}`;
  return `${cells(column, affected)} set ${value}${elsewhere(column, affected.where)}`;
}

/** `30 % of savings above 1`, `30 % of labels`: the cells of a column, by its own conditions. */
const cells = (column: string, affected: Affected): string =>
  `${share(affected)}${affected.share !== undefined && column === LABEL_ROLE ? 'labels' : roleless(column)}${conditionsOf(
    affected.where,
  )
    .filter((condition) => condition.column === column)
    .map((condition) => ` ${comparisons(condition)}`)
    .join(' and')}`;

/** ` in rows with amount at most 1,000`: the conditions on other columns. */
function elsewhere(column: string, where: Where | undefined): string {
  const others = conditionsOf(where).filter((condition) => condition.column !== column);
  return others.length === 0 ? '' : ` in rows${withWhere(others)}`;
}

/** `30 % of labels`, or what all of them are called. */
function someLabels({ where, share: part }: Affected, all: string): string {
  const which = where === undefined ? '' : ` of rows${withWhere(where)}`;
  return part === undefined && where === undefined ? all : `${share({ share: part })}labels${which}`;
}

const withWhere = (where: Where | undefined): string =>
  where === undefined ? '' : ` with ${conditionsOf(where).map(conditionWords).join(' and ')}`;

const conditionsOf = (where: Where | undefined): Condition[] =>
  where === undefined ? [] : Array.isArray(where) ? where : [where];

const conditionWords = (condition: Condition): string => `${roleless(condition.column)} ${comparisons(condition)}`;

/** `above 1 and below 3`, `= 1` */
const comparisons = ({ is, above, below, atLeast, atMost }: Condition): string =>
  [
    is === undefined ? [] : `= ${typeof is === 'number' ? number(is) : `'${is}'`}`,
    above === undefined ? [] : `above ${number(above)}`,
    below === undefined ? [] : `below ${number(below)}`,
    atLeast === undefined ? [] : `at least ${number(atLeast)}`,
    atMost === undefined ? [] : `at most ${number(atMost)}`,
  ]
    .flat()
    .join(' and ');

const share = ({ share: part }: Affected): string =>
  part === undefined ? '' : `${Number((part * 100).toPrecision(6))} % of `;

const roleless = (column: string): string =>
  column === LABEL_ROLE ? 'label' : column === PREDICTION_ROLE ? 'prediction' : column;

/** Thousands are grouped; other numbers are written as they were declared. */
const number = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) >= 1000 ? formatCount(value) : String(value);
