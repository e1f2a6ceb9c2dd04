import { ChannelInvalid } from '../container/algorithm-error';

const CSV_TYPES = ['text/csv', 'csv'];
const TABLE_CHANNELS = ['train', 'validation'];

/** Whether `inputdataconfig.json` announces comma-separated values for training. */
export function announcesTable(config: Readonly<Record<string, unknown>>): boolean {
  const { ContentType: contentType } = channelOf(config.train);
  return typeof contentType === 'string' && isCsv(contentType);
}

/**
 * Refuses what `inputdataconfig.json` announces and training on tables does not read: other content types, piped data, other channels.
 * @throws ChannelInvalid naming the channel
 */
export function refuseOtherTables(config: Readonly<Record<string, unknown>>): void {
  for (const [channel, value] of Object.entries(config)) {
    const { ContentType: contentType, TrainingInputMode: mode } = channelOf(value);
    if (!TABLE_CHANNELS.includes(channel))
      throw new ChannelInvalid(`There is a channel ${channel}; tables are trained from train and validation.`);
    // The built-in algorithm takes libsvm where nothing is said; a table of commas read as that would be another one.
    if (typeof contentType !== 'string' || !isCsv(contentType))
      throw new ChannelInvalid(
        `The channel ${channel} has ${typeof contentType === 'string' ? `the content type ${contentType}` : 'no content type'}; tables are read as text/csv, the label first and without a header.`,
      );
    if (mode === 'Pipe')
      throw new ChannelInvalid(`The channel ${channel} is piped; use the input mode File or FastFile.`);
  }
}

/** Parameters such as `label_size=0` may follow. */
const isCsv = (contentType: string): boolean => CSV_TYPES.includes(contentType.split(';')[0]!.trim().toLowerCase());

interface Announced {
  readonly ContentType?: unknown;
  readonly TrainingInputMode?: unknown;
}

const channelOf = (value: unknown): Announced => (typeof value === 'object' && value !== null ? value : {});
