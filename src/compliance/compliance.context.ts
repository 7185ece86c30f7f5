import type { Asker } from '../access/visibility.js';
import type { Recorded } from '../kernel/fact.js';
import { scopes } from '../projection/keys.js';
import type { Questions } from '../projection/questions.js';

/**
 * What holds for a commissioner in all its matters, as recorded, in log order: frameworks it adopted or signed, registers
 * it published, the registration of its body. `isWhole`: the asker sees all of it.
 */
export const contextOf = (
  questions: Questions,
  asker: Asker,
  commissioner: string,
  seq: number,
): { readonly recorded: readonly Recorded[]; readonly isWhole: boolean } => {
  const ids = questions.sameBody(commissioner, seq);
  const facts = (scope: string): Recorded[] => questions.factsIn(scope, seq, asker);
  const own = ids.map(scopes.context);
  // A framework that another body adopted and this one signed is told in that framework's own stream.
  const frameworks = own.flatMap(facts).flatMap(({ stream }) => (stream.startsWith('framework-') ? [stream] : []));
  const elsewhere = [...new Set(frameworks), ...ids.map((id) => `organisation-${id}`)].map(scopes.dossier);
  const lists = [...own, ...elsewhere];
  const all = new Map(lists.flatMap(facts).map((fact) => [fact.position, fact]));
  return {
    recorded: [...all.values()].toSorted((a, b) => (a.position < b.position ? -1 : 1)),
    isWhole: !lists.some((scope) => questions.hides(scope, seq, asker)),
  };
};
