// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub is written so.
import { IntrinsicResolver } from '../../../local/templates/intrinsics/resolver';
import type { Scope } from '../../../local/templates/intrinsics/scope';

const SCOPE: Scope = {
  pseudoParameters: { 'AWS::Region': 'us-east-1', 'AWS::Partition': 'aws' },
  parameters: { Name: 'n', Zones: ['a', 'b'] },
  mappings: { Map: { 'us-east-1': { size: '3', list: ['x', 'y'] } } },
  conditions: {
    Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
    There: { 'Fn::Not': [{ Condition: 'Here' }] },
    Both: {
      'Fn::And': [{ Condition: 'Here' }, { 'Fn::Or': [{ Condition: 'There' }, { 'Fn::Equals': [true, 'true'] }] }],
    },
    Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
  },
  resource: (logicalId) =>
    logicalId === 'Queue'
      ? {
          type: 'AWS::SQS::Queue',
          physicalId: 'url',
          attributes: { Arn: 'arn:aws:sqs:us-east-1:0:q', 'Endpoint.Port': 80, Items: ['i', 'j'] },
        }
      : undefined,
  exported: (name) => (name === 'shared' ? 'value' : undefined),
};

const resolve = (value: unknown): unknown => new IntrinsicResolver(SCOPE).resolve(value, '/P');

it.each<[string, unknown, unknown]>([
  ['Ref of a parameter', { Ref: 'Name' }, 'n'],
  ['Ref of a list', { Ref: 'Zones' }, ['a', 'b']],
  ['Ref of a resource', { Ref: 'Queue' }, 'url'],
  ['GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:0:q'],
  ['GetAtt in one string', { 'Fn::GetAtt': 'Queue.Endpoint.Port' }, 80],
  [
    'Sub',
    { 'Fn::Sub': 'arn:${AWS::Partition}:${Queue.Arn}:${Queue}:${!Literal}:${ Name }' },
    'arn:aws:arn:aws:sqs:us-east-1:0:q:url:${Literal}:n',
  ],
  ['Sub with variables', { 'Fn::Sub': ['${A}-${Name}', { A: { Ref: 'Queue' }, Name: 'own' }] }, 'url-own'],
  ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 3, { Ref: 'AWS::NoValue' }]] }, 'a-n-3'],
  ['Join of a list', { 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b'],
  ['Split and Select', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'x:y:z'] }] }, 'y'],
  ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'shared' } }, 'value'],
  ['FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'size'] }, '3'],
  ['FindInMap with a default', { 'Fn::FindInMap': ['Map', 'mars', 'size', { DefaultValue: { Ref: 'Name' } }] }, 'n'],
  ['Base64', { 'Fn::Base64': 'ü' }, 'w7w='],
  ['GetAZs', { 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
  ['Cidr', { 'Fn::Cidr': ['10.0.5.7/16', '3', '8'] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
  ['If', { 'Fn::If': ['Both', 'yes', { Ref: 'Nothing' }] }, 'yes'],
  ['NoValue in an object', { A: { 'Fn::If': ['There', 1, { Ref: 'AWS::NoValue' }] }, B: 2 }, { B: 2 }],
  ['NoValue in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
  [
    'a Condition that is no function',
    { Condition: { Bool: { a: 'b' } }, Ref2: 'x' },
    { Condition: { Bool: { a: 'b' } }, Ref2: 'x' },
  ],
])('resolves %s', (_, value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

it.each<[string, unknown, string]>([
  [
    'an unknown function',
    { a: [{ 'Fn::Transform': {} }] },
    '/P/a/0/Fn::Transform: the laptop does not have the intrinsic function Fn::Transform.',
  ],
  ['a function beside something else', { 'Fn::Sub': 'a', b: 1 }, '/P: Fn::Sub must be alone in its object.'],
  [
    'a Ref that leads nowhere',
    { Ref: 'Gone' },
    "/P/Ref: there is no parameter or resource 'Gone' (or its condition is false).",
  ],
  [
    'an unknown attribute',
    { 'Fn::GetAtt': ['Queue', 'Name'] },
    "/P/Fn::GetAtt: the AWS::SQS::Queue 'Queue' has no attribute 'Name' on the laptop. It has: Arn, Endpoint.Port, Items.",
  ],
  [
    'a Sub of a list',
    { 'Fn::Sub': '${Queue.Items}' },
    '/P/Fn::Sub: ${Queue.Items} is ["i","j"], which cannot be put into a string.',
  ],
  ['a Join of objects', { 'Fn::Join': ['', [{ a: 1 }]] }, '/P/Fn::Join/1/0: a string is needed here, not {"a":1}.'],
  ['a Select past the end', { 'Fn::Select': [2, ['a']] }, '/P/Fn::Select: there is no item 2 in a list of 1.'],
  ['an export that is not there', { 'Fn::ImportValue': 'gone' }, "/P/Fn::ImportValue: no stack exports 'gone'."],
  [
    'a map without the key',
    { 'Fn::FindInMap': ['Map', 'mars', 'size'] },
    "/P/Fn::FindInMap: the mapping 'Map' has no value at 'mars', 'size'.",
  ],
  ['a condition that refers to itself', { 'Fn::If': ['Circle', 1, 2] }, "the condition 'Circle' refers to itself."],
  ['a condition that is not there', { 'Fn::If': ['Gone', 1, 2] }, "/P/Fn::If: there is no condition 'Gone'."],
  [
    'blocks that do not fit',
    { 'Fn::Cidr': ['10.0.0.0/24', 2, 8] },
    '2 blocks of 8 host bits do not fit into 10.0.0.0/24.',
  ],
])('refuses %s and points at it', (_, value, message) => {
  expect(() => resolve(value)).toThrow(
    expect.objectContaining({ name: 'TemplateError', message: expect.stringContaining(message) }),
  );
});
