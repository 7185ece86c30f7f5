const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of from.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of to.split('').entries())
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The known word that takes the fewest letters to change into, for a message; undefined where none is at all like it. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const typed = word.slice(0, 100).toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, away: distance(typed, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.away - b.away);
  const [best] = ranked;
  return best && best.away <= Math.max(2, best.candidate.length / 2) ? best.candidate : undefined;
};
