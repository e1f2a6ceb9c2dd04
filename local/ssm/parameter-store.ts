import { join } from 'node:path';
import type { Clock } from '../clock';
import { AwsError } from '../protocol/aws-error';
import { StateFile } from '../state-file';

export interface StoredParameter {
  readonly name: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
  readonly version: number;
  readonly description?: string;
  /** Seconds since 1970. */
  readonly lastModified: number;
  /** What it was before, oldest first. */
  readonly former?: readonly Omit<StoredParameter, 'former'>[];
}

const NAME = /^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;
/** Bytes of a standard parameter's value. */
const MAX_VALUE_BYTES = 4096;
/** Versions of a parameter that are kept, the newest included; Parameter Store drops the oldest for a new one. */
const MAX_VERSIONS = 100;

/** The parameters of the account, kept in one file. */
export class ParameterStore {
  private readonly file: StateFile<readonly StoredParameter[]>;
  private readonly parameters: Map<string, StoredParameter>;

  constructor(
    folder: string,
    private readonly clock: Clock,
  ) {
    this.file = new StateFile(join(folder, 'parameters.json'));
    this.parameters = new Map((this.file.read() ?? []).map((parameter) => [parameter.name, parameter]));
  }

  get(name: string): StoredParameter | undefined {
    return this.parameters.get(name);
  }

  /** Every kept version of a parameter, oldest first; none where there is no such parameter. */
  history(name: string): readonly StoredParameter[] {
    const newest = this.parameters.get(name);
    return newest === undefined ? [] : [...(newest.former ?? []), newest];
  }

  /** In the order of their names. */
  list(): readonly StoredParameter[] {
    return [...this.parameters.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * @param overwrite false refuses a name that exists.
   * @throws AwsError `ParameterAlreadyExists`, `ValidationException`
   */
  put(wanted: Omit<StoredParameter, 'version' | 'lastModified'>, overwrite: boolean): StoredParameter {
    const before = this.parameters.get(wanted.name);
    if (before !== undefined && !overwrite) {
      const text =
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.';
      throw new AwsError('ParameterAlreadyExists', text);
    }
    if (!NAME.test(wanted.name)) {
      throw new AwsError(
        'ValidationException',
        `'${wanted.name}' is no parameter name: letters, digits, '.-_' and '/'.`,
      );
    }
    if (Buffer.byteLength(wanted.value) > MAX_VALUE_BYTES || wanted.value === '') {
      throw new AwsError('ValidationException', `A value has 1 to ${MAX_VALUE_BYTES} bytes.`);
    }
    const lastModified = this.clock.now().getTime() / 1000;
    const former = this.history(wanted.name)
      .slice(1 - MAX_VERSIONS)
      .map(({ former: _, ...version }) => version);
    const stored = { ...before, ...wanted, version: (before?.version ?? 0) + 1, lastModified, former };
    this.parameters.set(stored.name, stored);
    this.file.write(this.list());
    return stored;
  }

  /** @returns whether there was one. */
  delete(name: string): boolean {
    const existed = this.parameters.delete(name);
    if (existed) this.file.write(this.list());
    return existed;
  }
}
