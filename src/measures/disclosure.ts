/** A group that may be shown a number for, with those whose answers are in it. */
export interface Raters {
  readonly name: string;
  readonly raters: readonly string[];
}

/**
 * Which of some groups may be shown, so that no number of too few raters can be told from those that are, nor by taking
 * one from another. The groups shown cut the raters into parts, each the raters that are in the same ones of them:
 * whatever is added up or taken away is a sum of whole parts, so it is enough that every part is large enough. Groups are
 * looked at in the order given: one that would cut too fine is left out. Give the widest first.
 */
export const disclosable = (groups: readonly Raters[], isEnough: (part: readonly string[]) => boolean): string[] => {
  const shown: Raters[] = [];
  for (const group of groups) {
    const parts = new Map<string, string[]>();
    const candidate = [...shown, group].map(({ raters }) => new Set(raters));
    for (const rater of new Set(candidate.flatMap((raters) => [...raters]))) {
      const part = candidate.map((raters) => (raters.has(rater) ? '1' : '0')).join('');
      parts.set(part, [...(parts.get(part) ?? []), rater]);
    }
    if (parts.size > 0 && [...parts.values()].every(isEnough)) shown.push(group);
  }
  return shown.map(({ name }) => name);
};
