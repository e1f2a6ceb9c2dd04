import { randomBytes } from 'node:crypto';

/** The version id of what was put without versioning. */
export const NULL_VERSION = 'null';

const VERSION_ID = /^[A-Za-z0-9_-]{32}$/;

/** An opaque version or upload id of 32 characters. */
export const newVersionId = (): string => randomBytes(24).toString('base64url');

/** Whether S3 would take it for a version id at all. */
export const isVersionId = (text: string): boolean => text === NULL_VERSION || VERSION_ID.test(text);
