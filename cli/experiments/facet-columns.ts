/** Columns that `--facet` and `--group` speak of: `sex=0`, `age>40`; their values are the groups whose acceptance is told. */
export const facetColumns = (facets: readonly string[], group: string | undefined): string[] => [
  ...new Set([...facets.map((facet) => facet.split(/[=>]/, 1)[0]!.trim()), ...(group === undefined ? [] : [group])]),
];
