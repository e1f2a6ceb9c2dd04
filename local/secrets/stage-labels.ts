import { CURRENT, PREVIOUS, type SecretVersion } from './secret';

/** Versions without a label that are kept beside those with one. */
const KEPT_DEPRECATED = 100;

/**
 * Moves a label to a version, or takes it away where `to` is undefined. With `AWSCURRENT`, `AWSPREVIOUS` moves to the version that was current.
 * A label is on one version at a time.
 */
export function moveStage(
  versions: readonly SecretVersion[],
  stage: string,
  to: string | undefined,
): readonly SecretVersion[] {
  const before = versions.find(({ stages }) => stages.includes(stage))?.id;
  if (before === to) return versions;
  const moved = versions.map((version) => {
    const others = version.stages.filter((each) => each !== stage);
    return { ...version, stages: version.id === to ? [...others, stage] : others };
  });
  return stage === CURRENT && before !== undefined ? moveStage(moved, PREVIOUS, before) : moved;
}

/** Without the oldest of the versions that no label names any more. */
export function withoutOldest(versions: readonly SecretVersion[]): readonly SecretVersion[] {
  const deprecated = versions.filter(({ stages }) => stages.length === 0).sort((a, b) => b.createdAt - a.createdAt);
  const gone = new Set(deprecated.slice(KEPT_DEPRECATED).map(({ id }) => id));
  return gone.size === 0 ? versions : versions.filter(({ id }) => !gone.has(id));
}
