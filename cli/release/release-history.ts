import { paginateGetParameterHistory } from '@aws-sdk/client-ssm';
import {
  type ReleasedModel,
  releasedModelParameterName,
  releasedModelSchema,
} from '../../core/contracts/released-model';
import { ReleaseRefused } from './release-errors';
import type { ReleaseTarget } from './release-target';

/** A model that was brought into service, and when. */
export interface PastRelease {
  readonly released: ReleasedModel;
  readonly at: Date;
}

interface Versioned extends PastRelease {
  readonly version: number;
}

/**
 * The releases of an environment, newest first: the versions of the released-model parameter, of which Parameter Store keeps a hundred.
 * Releases that failed are not among them; see docs/decisions/0035-release-history.md.
 */
export async function releaseHistory({
  clients,
  environment: { app, name },
}: ReleaseTarget): Promise<readonly PastRelease[]> {
  const past: Versioned[] = [];
  try {
    const Name = releasedModelParameterName(app, name);
    for await (const { Parameters = [] } of paginateGetParameterHistory({ client: clients.ssm }, { Name })) {
      for (const { Value = '', LastModifiedDate = new Date(0), Version = 0 } of Parameters) {
        const released = releasedModelSchema.safeParse(parsed(Value));
        if (released.success) past.push({ released: released.data, at: LastModifiedDate, version: Version });
      }
    }
  } catch (error) {
    if ((error as Error).name !== 'ParameterNotFound') throw error;
  }
  // Parameter Store promises no order.
  return past.sort((one, other) => other.version - one.version).map(({ released, at }) => ({ released, at }));
}

/**
 * The release to go back to: the newest one of another package than the one that serves; or the newest one of the package that is named.
 * @throws ReleaseRefused where there is none.
 */
export function releaseBefore(history: readonly PastRelease[], wanted?: string): ReleasedModel {
  const [current] = history;
  if (current === undefined) throw new ReleaseRefused('Nothing has been released yet: there is nothing to go back to.');
  const serving = current.released.modelPackage;
  const found =
    wanted === undefined
      ? history.find(({ released }) => released.modelPackage !== serving)
      : history.find(({ released }) => released.modelPackage === wanted);
  if (found !== undefined) return found.released;
  throw new ReleaseRefused(
    wanted === undefined
      ? `Nothing was released before ${serving}: there is nothing to go back to.`
      : `${wanted} has never been in service: 'rollback --list' shows what has, 'release --package' releases anything else.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
