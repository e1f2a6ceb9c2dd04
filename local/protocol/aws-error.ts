/** An error in the shape that AWS services answer with: the SDK raises an exception whose `name` is `code`. */
export class AwsError extends Error {
  constructor(
    /** `NoSuchKey`, `AccessDenied`, `ResourceNotFoundException` … */
    readonly code: string,
    message: string,
    /** HTTP status; 4xx is the caller's fault, 5xx the service's. */
    readonly status = 400,
    /** Further members of the error's shape, e.g. `{ Key: … }`. */
    readonly members: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = code;
  }
}

/** What goes wrong in the laptop itself is an error of the service too. @param code what the service calls it. */
export const asAwsError = (error: unknown, code = 'InternalFailure'): AwsError =>
  error instanceof AwsError ? error : new AwsError(code, String(error), 500);

/** Codes that services of the JSON and REST protocols call an exception. */
const EXCEPTIONS: ReadonlySet<string> = new Set(['AccessDenied', 'ExpiredToken']);

/** How the JSON and REST protocols name an error. */
export const exceptionName = ({ code }: AwsError): string => (EXCEPTIONS.has(code) ? `${code}Exception` : code);

export const accessDenied = (message: string): AwsError => new AwsError('AccessDenied', message, 403);
