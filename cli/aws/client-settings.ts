/** Keys of a person or of a session. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** The SDK asks for new ones shortly before. */
  readonly expiration?: Date;
}

/** How clients reach AWS, and as whom; what is absent is left to the SDK. */
export interface ClientSettings {
  readonly region: string;
  /** One address for every service. */
  readonly endpoint?: string;
  /** Of the shared configuration files. */
  readonly profile?: string;
  readonly credentials?: Credentials | (() => Promise<Credentials>);
  readonly disableHostPrefix?: boolean;
  readonly forcePathStyle?: boolean;
}

/** The laptop's AWS at `url`: one host name for all services, and keys that make the caller its administrator. */
export const laptopSettings = (url: string, region: string): ClientSettings => ({
  endpoint: url,
  region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  disableHostPrefix: true,
  forcePathStyle: true,
});
