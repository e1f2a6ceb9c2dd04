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

export const accessDenied = (message: string): AwsError => new AwsError('AccessDenied', message, 403);
