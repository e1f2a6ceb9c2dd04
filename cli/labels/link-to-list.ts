import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { parseLinkKeys } from '../../core/second-look/link-keys';
import { listLink } from '../../core/second-look/review-link';
import type { TargetContext } from '../command/command-action';
import { environmentClock } from '../target/environment-clock';
import type { Target } from '../target/target';

const DAY_MILLISECONDS = 86_400_000;

/** Prints a link to the reviewer's list, good as long as the links in alerts are. */
export async function linkToList({ target, printer }: TargetContext): Promise<void> {
  const { url, expires } = await reviewListLink(target);
  printer.result({ url, expires: expires.toISOString() }, url);
}

/** A link to the reviewer's list of an environment. */
export async function reviewListLink(target: Pick<Target, 'clients' | 'outputs' | 'environment' | 'url'>) {
  const { clients, outputs, environment } = target;
  const SecretId = outputs.get('LinkSecretArn');
  const { SecretString = '' } = await clients.secretsManager.send(new GetSecretValueCommand({ SecretId }));
  const now = (await environmentClock(target))().getTime();
  const expires = new Date(now + environment.secondLook.linkDays * DAY_MILLISECONDS);
  return { url: listLink(outputs.get('ReviewUrl'), expires, parseLinkKeys(SecretString)), expires };
}
