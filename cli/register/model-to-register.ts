import type { TableWatch } from '../../core/contracts/table-watch';
import type { JudgedTable } from './judge-table';
import type { ModelArchive } from './model-archive';

/** All that a package is made of. */
export interface ModelToRegister {
  readonly archive: ModelArchive;
  /** Container image that serves it. */
  readonly image: string;
  /** What it is, for people. */
  readonly about: string;
  readonly contentTypes: readonly string[];
  readonly answerTypes: readonly string[];
  /** In the order of the model's outputs. */
  readonly classes: readonly string[];
  /** Labelled rows of a table. */
  readonly testData?: { readonly name: string; readonly text: string; readonly labelColumn: string };
  /** What it shows on them; absent where it could not be asked here. */
  readonly judged?: JudgedTable;
  /** How the monitors of its releases are to look at it. */
  readonly watch?: TableWatch;
  /** Its quality in Model Monitor's JSON, where the user has it. */
  readonly metrics?: string;
  /** Whether the user approves of it. */
  readonly approve: boolean;
}
