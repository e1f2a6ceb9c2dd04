/** An image that a command was pointed at: a file, or an object. */
export interface ImageSource {
  /** How results call it: the path as given, or the key. */
  readonly name: string;
  /** Where it lies in S3; absent for a file of this machine. */
  readonly place?: S3Place;
  read(): Promise<ImageBytes>;
}

export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

export interface ImageBytes {
  readonly bytes: Uint8Array;
  /** S3 user metadata: site, camera …; empty for a file. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** By their extension, in any case. */
export const isImageName = (name: string): boolean => /\.(png|jpe?g)$/i.test(name);
