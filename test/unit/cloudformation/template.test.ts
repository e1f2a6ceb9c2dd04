import { resolveDynamicReferences } from '../../../local/templates/dynamic-references';
import { resolveParameters } from '../../../local/templates/parameters';
import { parseTemplate, type TemplateParameter } from '../../../local/templates/template';

const RESOURCE = { A: { Type: 'AWS::SQS::Queue' } };
const parse = (template: object): unknown => parseTemplate(JSON.stringify(template));

describe('parseTemplate', () => {
  it.each([
    [
      'a transform',
      { Transform: 'AWS::Serverless-2016-10-31', Resources: RESOURCE },
      /^\/Transform: the laptop does not have/,
    ],
    [
      'a rule of its own',
      { Rules: { Mine: {} }, Resources: RESOURCE },
      /^\/Rules\/Mine: the laptop does not evaluate rules/,
    ],
    ['no resource', { Resources: {} }, /^\/Resources: at least one/],
    ['a resource without a type', { Resources: { A: {} } }, /^\/Resources\/A: .* with a Type/],
    ['a creation policy', { Resources: { A: { Type: 'T', CreationPolicy: {} } } }, /^\/Resources\/A\/CreationPolicy/],
    ['a logical id with a hyphen', { Resources: { 'a-b': { Type: 'T' } } }, /alphanumeric/],
  ])('refuses %s', (_, template, message) => {
    expect(() => parse(template)).toThrow(message);
  });

  it('takes the rule and the parameter of every CDK template', () => {
    expect(() => parse({ Rules: { CheckBootstrapVersion: {} }, Resources: RESOURCE })).not.toThrow();
    expect(() => parseTemplate('{')).toThrow(/not JSON/);
  });
});

describe('resolveParameters', () => {
  const ssm = async (name: string): Promise<string> => {
    if (name === '/list') return 'a, b';
    if (name === '/model') return 'none';
    throw new Error(`no ${name}`);
  };
  const resolve = (declared: Record<string, TemplateParameter>, given: Record<string, string> = {}) =>
    resolveParameters(declared, { given, readSsmParameter: ssm });

  it('gives lists, numbers, SSM values and the bootstrap version', async () => {
    const resolved = await resolve(
      {
        List: { Type: 'CommaDelimitedList', Default: 'a, b' },
        Number: { Type: 'Number', Default: 3 },
        Model: { Type: 'AWS::SSM::Parameter::Value<String>' },
        Models: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/list' },
        BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
      },
      { Model: '/model' },
    );
    expect(resolved).toEqual({
      List: { given: 'a, b', value: ['a', 'b'], fromSsm: false },
      Number: { given: '3', value: '3', fromSsm: false },
      Model: { given: '/model', value: 'none', fromSsm: true },
      Models: { given: '/list', value: ['a', 'b'], fromSsm: true },
      BootstrapVersion: {
        given: '/cdk-bootstrap/hnb659fds/version',
        value: expect.stringMatching(/^\d+$/),
        fromSsm: true,
      },
    });
  });

  it.each<[string, TemplateParameter, string | undefined, RegExp]>([
    ['is missing', { Type: 'String' }, undefined, /Parameters: \[P\] must have values/],
    ['is not among the allowed', { Type: 'String', AllowedValues: ['a', 'b'] }, 'c', /'c' is none of a, b/],
    ['does not match', { Type: 'String', AllowedPattern: '[a-z]+' }, 'a1', /does not match/],
    [
      'says so in its own words',
      { Type: 'String', MinLength: 2, ConstraintDescription: 'two at least' },
      'a',
      /two at least/,
    ],
    ['is too long', { Type: 'String', MaxLength: '1' }, 'ab', /longer than 1/],
    ['is no number', { Type: 'Number' }, 'x', /is no number/],
    ['is too small', { Type: 'Number', MinValue: 2 }, '1', /less than 2/],
    ['is secret and wrong', { Type: 'String', NoEcho: true, AllowedPattern: 'x' }, 'hush', /the value does not match/],
    ['is an SSM parameter that is not there', { Type: 'AWS::SSM::Parameter::Value<String>' }, '/gone', /no \/gone/],
  ])('refuses a value that %s', async (_, declared, given, message) => {
    await expect(resolve({ P: declared }, given === undefined ? {} : { P: given })).rejects.toThrow(message);
  });

  it('refuses a value for a parameter that is not there', async () => {
    await expect(resolve({}, { Nope: '1' })).rejects.toThrow(/\[Nope\] do not exist/);
  });
});

describe('resolveDynamicReferences', () => {
  const readers = {
    readSsmParameter: async (name: string, version?: number) => `${name}@${version ?? 'latest'}`,
    readSecret: async (id: string, { stage }: { readonly stage?: string }) =>
      JSON.stringify({ id, stage: stage ?? 'AWSCURRENT', n: 1 }),
  };
  const resolve = (value: unknown): Promise<unknown> => resolveDynamicReferences(value, '/P', readers);

  it('reads SSM parameters and secrets wherever they stand', async () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:s-AbCdEf';
    expect(
      await resolve({
        Plain: 'x',
        Deep: [{ Two: '{{resolve:ssm:/a}}-{{resolve:ssm-secure:/b:2}}' }],
        Key: `{{resolve:secretsmanager:${arn}:SecretString:id::}}`,
        Stage: '{{resolve:secretsmanager:s:SecretString:stage:AWSPREVIOUS}}',
        Number: 3,
      }),
    ).toEqual({ Plain: 'x', Deep: [{ Two: '/a@latest-/b@2' }], Key: arn, Stage: 'AWSPREVIOUS', Number: 3 });
  });

  it.each([
    ['{{resolve:vault:x}}', /cannot resolve '\{\{resolve:vault:x\}\}'/],
    ['{{resolve:secretsmanager:s:SecretString:gone}}', /has no key 'gone'/],
  ])('refuses %s', async (text, message) => {
    await expect(resolve({ A: text })).rejects.toThrow(message);
  });
});
