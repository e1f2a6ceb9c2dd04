import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssetStore } from '../templates/asset-store';
import type { CodeFinder } from './read-definition';

/** Code from the cloud assembly's assets, or written in the template itself (`ZipFile`). */
export const codeFinder =
  (assets: AssetStore, inlineFolder: string): CodeFinder =>
  (code, functionName) => {
    if (typeof code.S3Key === 'string') return { assetKey: code.S3Key, folder: assets.path(code.S3Key) };
    if (typeof code.ZipFile !== 'string') {
      throw new Error(`Function ${functionName}: Code needs S3Key or ZipFile; it has ${Object.keys(code).join(', ')}.`);
    }
    const hash = createHash('sha256').update(code.ZipFile).digest('hex').slice(0, 16);
    const folder = join(inlineFolder, hash);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), code.ZipFile);
    return { assetKey: 'inline', folder };
  };
