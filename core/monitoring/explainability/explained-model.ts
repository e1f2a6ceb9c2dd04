/** One value of a table. */
export type Cell = number | string;

/**
 * A model as an explanation needs it: rows in, one list of numbers a row out (one number a label), in the same order. In process, or a shadow
 * endpoint; never the live one unless somebody asks for that.
 */
export type ExplainedModel = (rows: readonly (readonly Cell[])[]) => Promise<readonly (readonly number[])[]>;
