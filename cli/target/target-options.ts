import { type Command, InvalidArgumentError, Option } from 'commander';

/** Which environment a command works on, and as whom. */
export interface TargetOptions {
  /** Name of a file in `environments/`; where absent, the laptop that is up. */
  readonly env?: string;
  /** Of the shared AWS configuration files. */
  readonly profile?: string;
  readonly roleArn?: string;
  /** Address of a laptop. */
  readonly endpointUrl?: string;
}

const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/;

function roleArn(text: string): string {
  if (!ROLE_ARN.test(text)) throw new InvalidArgumentError('A role’s ARN is arn:aws:iam::123456789012:role/name.');
  return text;
}

/** The address without slashes at its end; undefined for text that is none. */
export const laptopAddress = (text: string): string | undefined =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text.replace(/\/+$/, '') : undefined;

function address(text: string): string {
  const found = laptopAddress(text);
  if (found === undefined) throw new InvalidArgumentError('An address such as http://127.0.0.1:4566 is needed.');
  return found;
}

/** Gives a command the options of `TargetOptions`. */
export function addTargetOptions(command: Command): Command {
  const options = [
    new Option('--env <name>', 'environment: dev, staging, prod or local (default: local while a laptop is up)').env(
      'SECOND_LOOK_ENV',
    ),
    new Option('--profile <name>', 'profile of the AWS configuration files').env('AWS_PROFILE'),
    new Option('--role-arn <arn>', 'role to assume first').env('SECOND_LOOK_ROLE_ARN').argParser(roleArn),
    new Option('--endpoint-url <url>', 'a laptop by its address (or SECOND_LOOK_URL)').argParser(address),
  ];
  for (const option of options) command.addOption(option.helpGroup('Where:'));
  return command;
}
