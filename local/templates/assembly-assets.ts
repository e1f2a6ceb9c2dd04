import { resolve } from 'node:path';
import type { AssetStore } from './asset-store';

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path?: string; readonly executable?: readonly string[] };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/** The file assets of an assembly by the object key that templates name. */
export class AssemblyAssets implements AssetStore {
  private readonly paths = new Map<string, string>();

  /** @param folder that the manifest's paths are relative to. */
  addManifest(folder: string, body: string): void {
    const { files = {} } = JSON.parse(body) as AssetManifest;
    for (const { source, destinations } of Object.values(files)) {
      // An asset that a command builds has no path: whoever asks for it is told that it is not there.
      if (source.path === undefined) continue;
      for (const { objectKey } of Object.values(destinations)) this.paths.set(objectKey, resolve(folder, source.path));
    }
  }

  path(objectKey: string): string {
    const path = this.paths.get(objectKey);
    if (path !== undefined) return path;
    throw new Error(
      `The cloud assembly has no asset '${objectKey}'. It has: ${[...this.paths.keys()].sort().join(', ')}.`,
    );
  }
}
