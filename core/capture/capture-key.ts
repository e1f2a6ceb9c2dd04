/** What the key of a capture file says. */
export interface CaptureKey {
  /** What lies before the endpoint; empty where nothing does. */
  readonly prefix: string;
  readonly endpoint: string;
  readonly variant: string;
  /** The begin of the hour, UTC. */
  readonly hour: Date;
  /** The time of the file's first record, UTC. */
  readonly time: Date;
  readonly uuid: string;
}

const KEY =
  /^(?:(?<prefix>.*)\/)?(?<endpoint>[^/]+)\/(?<variant>[^/]+)\/(?<yyyy>\d{4})\/(?<mm>\d{2})\/(?<dd>\d{2})\/(?<hh>\d{2})\/(?<min>\d{2})-(?<sec>\d{2})-(?<ms>\d{3})-(?<uuid>[0-9a-f-]{36})\.jsonl$/;

/**
 * Reads `{prefix}/{endpoint}/{variant}/{yyyy}/{mm}/{dd}/{hh}/{mm}-{ss}-{mmm}-{uuid}.jsonl`.
 * @returns undefined for a key of another form, or with a time that does not exist.
 */
export function parseCaptureKey(key: string): CaptureKey | undefined {
  const parts = KEY.exec(key)?.groups;
  if (parts === undefined) return undefined;
  const { prefix = '', endpoint = '', variant = '', uuid = '' } = parts;
  const day = `${parts.yyyy}-${parts.mm}-${parts.dd}`;
  const hour = new Date(`${day}T${parts.hh}:00:00Z`);
  const time = new Date(`${day}T${parts.hh}:${parts.min}:${parts.sec}.${parts.ms}Z`);
  // JavaScript takes 30 February for 1 March.
  if (Number.isNaN(time.getTime()) || time.getUTCDate() !== Number(parts.dd)) return undefined;
  return { prefix, endpoint, variant, hour, time, uuid };
}
