/** Finds the files that the synthesized app wants deployed beside its templates. */
export interface AssetStore {
  /**
   * Directory or file of an asset in the cloud assembly, by the S3 object key that templates name (`{hash}.zip`).
   * @throws Error that names the key where the assembly has no such asset.
   */
  path(objectKey: string): string;
}
