import { ChannelInvalid } from '../container/algorithm-error';

const SUPPORTED_CONTENT_TYPE = 'application/x-image';

/**
 * Refuses what `inputdataconfig.json` announces and this algorithm does not read: RecordIO files, piped data.
 * @throws ChannelInvalid naming the channel
 */
export function refuseUnsupportedChannels(config: Readonly<Record<string, unknown>>): void {
  for (const [channel, value] of Object.entries(config)) {
    if (typeof value !== 'object' || value === null) continue;
    const { ContentType: contentType, TrainingInputMode: mode } = value as Readonly<Record<string, unknown>>;
    if (typeof contentType === 'string' && contentType !== SUPPORTED_CONTENT_TYPE) {
      throw new ChannelInvalid(
        `The channel ${channel} has the content type ${contentType}; this algorithm reads images and .lst files: ${SUPPORTED_CONTENT_TYPE}.`,
      );
    }
    if (mode === 'Pipe') {
      throw new ChannelInvalid(
        `The channel ${channel} is piped; this algorithm reads files: use the input mode File or FastFile.`,
      );
    }
  }
}
