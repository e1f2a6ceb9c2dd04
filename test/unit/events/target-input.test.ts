import type { BusEvent } from '../../../local/events/event-bus';
import { targetInput } from '../../../local/events/target-input';

const EVENT: BusEvent = {
  version: '0',
  id: 'e1',
  'detail-type': 'ImageAccepted',
  source: 'app',
  account: '000000000000',
  time: '2026-01-02T03:04:05Z',
  region: 'us-east-1',
  resources: [],
  detail: { key: 'a "b".png', confidence: 0.5, classes: ['x', 'y'] },
};
const CONTEXT = { ruleArn: 'arn:rule', ruleName: 'r', ingestionTime: '2026-01-02T03:04:06.000Z' };
const made = (target: object): unknown => JSON.parse(targetInput({ Id: 't', ...target })(EVENT, CONTEXT));
const transformed = (InputTemplate: string, InputPathsMap: object = {}) =>
  made({ InputTransformer: { InputPathsMap, InputTemplate } });

it('hands on the event where nothing else is asked for', () => {
  expect(made({})).toEqual(EVENT);
});

it('gives a constant', () => {
  expect(made({ Input: '{"a":[1]}' })).toEqual({ a: [1] });
});

it('gives a part of the event, and null where there is none', () => {
  expect(made({ InputPath: '$.detail.classes' })).toEqual(['x', 'y']);
  expect(made({ InputPath: '$.detail.missing' })).toBeNull();
});

it('puts values into a template as JSON outside of quotes and as text within', () => {
  const paths = {
    key: '$.detail.key',
    confidence: '$.detail.confidence',
    classes: '$.detail.classes',
    no: '$.nothing',
  };
  const template =
    '{"key":<key>,"text":"<key> at <confidence> of <classes>","n":<confidence>,"no":<no>,"none":"[<no>]"}';

  expect(transformed(template, paths)).toEqual({
    key: 'a "b".png',
    text: 'a "b".png at 0.5 of ["x","y"]',
    n: 0.5,
    no: null,
    none: '[]',
  });
});

it('knows the predefined variables', () => {
  const { detail: _, ...outer } = EVENT;
  const template =
    '{"rule":"<aws.events.rule-name>","arn":<aws.events.rule-arn>,"at":<aws.events.event.ingestion-time>,"all":<aws.events.event.json>,"outer":<aws.events.event>}';

  expect(transformed(template)).toEqual({
    rule: 'r',
    arn: 'arn:rule',
    at: CONTEXT.ingestionTime,
    all: EVENT,
    outer,
  });
});

it.each([
  [{ Input: 'no JSON' }, 'Input is no JSON'],
  [{ Input: '{}', InputPath: '$' }, 'only one of'],
  [{ InputPath: 'detail' }, 'must begin with'],
  [{ InputTransformer: { InputTemplate: '{"a":<b>}' } }, 'does not declare'],
  [{ InputTransformer: { InputTemplate: '{"a":' } }, 'no JSON'],
  [{ InputTransformer: { InputPathsMap: { 'aws.x': '$' }, InputTemplate: '1' } }, 'reserved'],
])('refuses %j', (target, reason) => {
  expect(() => targetInput({ Id: 't', ...target })).toThrow(reason);
});
