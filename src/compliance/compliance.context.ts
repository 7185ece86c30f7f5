import type { Asker } from '../access/visibility.js';
import { standing, type Standing } from '../kernel/standing.js';
import { scopes } from '../projection/keys.js';
import type { Questions } from '../projection/questions.js';

/** What holds for a commissioner in all its matters: frameworks it adopted or signed, registers, its registration. */
export const contextOf = (questions: Questions, asker: Asker, commissioner: string, seq: number): Standing[] => {
  const ids = questions.sameBody(commissioner, seq);
  const facts = (scope: string) => questions.factsIn(scope, seq, asker);
  const own = ids.flatMap((id) => facts(scopes.context(id)));
  // A framework that another body adopted and this one signed is told in that framework's own stream.
  const frameworks = new Set(own.flatMap(({ stream }) => (stream.startsWith('framework-') ? [stream] : [])));
  const elsewhere = [...frameworks, ...ids.map((id) => `organisation-${id}`)].map(scopes.dossier);
  const all = new Map([...own, ...elsewhere.flatMap(facts)].map((fact) => [fact.position, fact]));
  return standing([...all.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact));
};
