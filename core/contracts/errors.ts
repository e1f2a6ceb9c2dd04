/**
 * The named errors of the service. Step Functions matches an error by its `name`, so every class sets it explicitly:
 * a minifier renames classes, never these strings.
 */
export const ErrorName = {
  InvalidInput: 'InvalidInput',
  ImageNotFound: 'ImageNotFound',
  ImageUnreadable: 'ImageUnreadable',
  ImageTooLarge: 'ImageTooLarge',
  AccessDenied: 'AccessDenied',
  StorageUnavailable: 'StorageUnavailable',
  EndpointUnavailable: 'EndpointUnavailable',
  ModelThrottled: 'ModelThrottled',
  ModelOutputInvalid: 'ModelOutputInvalid',
  AlertNotPublished: 'AlertNotPublished',
  ThresholdConfidenceNotMet: 'THRESHOLD_CONFIDENCE_NOT_MET',
} as const;

export type ErrorName = (typeof ErrorName)[keyof typeof ErrorName];

/** Retrying the same input helps. */
export const RETRYABLE_ERROR_NAMES: readonly ErrorName[] = [
  ErrorName.StorageUnavailable,
  ErrorName.EndpointUnavailable,
  ErrorName.ModelThrottled,
  ErrorName.AlertNotPublished,
];

/** Retrying the same input never helps. */
export const PERMANENT_ERROR_NAMES: readonly ErrorName[] = [
  ErrorName.InvalidInput,
  ErrorName.ImageNotFound,
  ErrorName.ImageUnreadable,
  ErrorName.ImageTooLarge,
  ErrorName.AccessDenied,
  ErrorName.ModelOutputInvalid,
];

/** Base of every named error; `message` says which bucket, key or limit, and what to do; `cause` keeps the original. */
export class ServiceError extends Error {
  override readonly name: ErrorName;

  constructor(name: ErrorName, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

export class InvalidInput extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.InvalidInput, message, options);
  }
}

export class ImageNotFound extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.ImageNotFound, message, options);
  }
}

export class ImageUnreadable extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.ImageUnreadable, message, options);
  }
}

export class ImageTooLarge extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.ImageTooLarge, message, options);
  }
}

export class AccessDenied extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.AccessDenied, message, options);
  }
}

/** S3 or the parameter store throttled, failed or did not answer, after the SDK's own attempts. */
export class StorageUnavailable extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.StorageUnavailable, message, options);
  }
}

export class EndpointUnavailable extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.EndpointUnavailable, message, options);
  }
}

export class ModelThrottled extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.ModelThrottled, message, options);
  }
}

export class ModelOutputInvalid extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.ModelOutputInvalid, message, options);
  }
}

/** The topic did not take the alert: the image waits for its second look, and nobody has been told yet. */
export class AlertNotPublished extends ServiceError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(ErrorName.AlertNotPublished, message, options);
  }
}

/** The confidence is below the threshold: a person must look. Not a technical failure; no alarm counts it. */
export class ThresholdConfidenceNotMet extends ServiceError {
  constructor(message: string) {
    super(ErrorName.ThresholdConfidenceNotMet, message);
  }
}
