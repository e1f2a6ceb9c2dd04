import type { MadeTableBaseline } from './make-table-baseline';

/** What a baseline of a table leaves out, and what to do about it; a sentence each. */
export function withoutKinds({ baseline, unexplained }: MadeTableBaseline): readonly string[] {
  return [
    ...(baseline.bias === undefined
      ? [
          "No bias: nobody has named a facet. Name one with 'register --facet', in the declaration of a table (watch), or now with 'monitor baseline --facet sex=0 --positive CLASS'.",
        ]
      : []),
    ...(unexplained === undefined ? [] : [`No explanations: ${unexplained}`]),
  ];
}
