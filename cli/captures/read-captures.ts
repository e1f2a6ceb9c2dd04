import { GetObjectCommand } from '@aws-sdk/client-s3';
import { type CaptureWindow, windowHolds } from '../../core/capture/capture-window';
import { type CaptureFile, type CaptureStore, findCaptures } from './find-captures';
import type { CaptureText } from './show-captures';

/** Files read ahead: memory stays at so many of them. */
const READ_AHEAD = 16;

/** The texts of the capture files that a window touches, in order, each with the window's judgement of a record. */
export async function* readCaptures(store: CaptureStore, window: CaptureWindow): AsyncGenerator<CaptureText> {
  const ahead: Promise<CaptureText>[] = [];
  for await (const file of findCaptures(store, window)) {
    const reading = read(store, file, window);
    // Whoever stops early, as after Ctrl-C, leaves nobody to hear of it.
    reading.catch(() => undefined);
    ahead.push(reading);
    if (ahead.length >= READ_AHEAD) yield await (ahead.shift() as Promise<CaptureText>);
  }
  for (const reading of ahead) yield await reading;
}

async function read(
  { s3, bucket }: CaptureStore,
  { key, name }: CaptureFile,
  window: CaptureWindow,
): Promise<CaptureText> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const text = (await Body?.transformToString()) ?? '';
  return { file: key, text, holds: (time) => windowHolds(window, name.hour, time) };
}
