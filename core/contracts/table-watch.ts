import * as z from 'zod';

/** How the monitors are to look at a model of tables: kept with its package, so that every release of it makes the same baseline. */
export const tableWatchSchema = z.strictObject({
  /** Class 1 begins at this probability. @default 0.5 */
  threshold: z.number().optional(),
  /** Labels that are the good outcome, as `--positive` has them. @default class 1 */
  positive: z.string().min(1).optional(),
  /** Who may be at a disadvantage, as `--facet` has it: `sex=0`, `job=student,retired`, `age>40`; columns of a request. Without one bias is not watched. */
  facets: z.array(z.string().min(1)).min(1).optional(),
  /** Column of the conditional metrics of bias. */
  group: z.string().min(1).optional(),
  /** Rows of a window that are explained, and questions a row. @default as `monitor baseline` */
  rows: z.int().min(1).optional(),
  samples: z.int().min(2).optional(),
});
export type TableWatch = z.infer<typeof tableWatchSchema>;
