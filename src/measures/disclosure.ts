/** A group that may be shown a number for, with those whose answers are in it. */
export interface Raters {
  readonly name: string;
  readonly raters: readonly string[];
}

/**
 * Which of some groups may be shown, so that no number of fewer than `least` raters can be told from those that are,
 * nor by taking one from another. The groups shown cut the raters into parts, each the raters that are in the same ones
 * of them: whatever is added up or taken away is a sum of whole parts, so it is enough that every part has so many.
 * Groups are looked at in the order given: one that would cut too fine is left out. Give the widest first.
 */
export const disclosable = (groups: readonly Raters[], least: number): string[] => {
  const shown: Raters[] = [];
  for (const group of groups) {
    const parts = new Map<string, number>();
    const candidate = [...shown, group].map(({ raters }) => new Set(raters));
    for (const rater of new Set(candidate.flatMap((raters) => [...raters]))) {
      const part = candidate.map((raters) => (raters.has(rater) ? '1' : '0')).join('');
      parts.set(part, (parts.get(part) ?? 0) + 1);
    }
    if (parts.size > 0 && [...parts.values()].every((size) => size >= least)) shown.push(group);
  }
  return shown.map(({ name }) => name);
};
