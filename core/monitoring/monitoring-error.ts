/** Why a monitor cannot run. */
export const MonitoringErrorName = {
  /** A file of the baseline that is none: the message names it. */
  BaselineInvalid: 'BaselineInvalid',
  /** A partial state that is broken, or that belongs to another baseline. */
  MonitorStateInvalid: 'MonitorStateInvalid',
} as const;

export type MonitoringErrorName = (typeof MonitoringErrorName)[keyof typeof MonitoringErrorName];

/** Base of the errors of monitors. None of them goes away by trying again. */
export class MonitoringError extends Error {
  override readonly name: MonitoringErrorName;

  constructor(name: MonitoringErrorName, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

export class BaselineInvalid extends MonitoringError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(MonitoringErrorName.BaselineInvalid, message, options);
  }
}

export class MonitorStateInvalid extends MonitoringError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(MonitoringErrorName.MonitorStateInvalid, message, options);
  }
}
