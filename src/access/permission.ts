import type { Actor, Fact, Recorded, Role, Side } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';

/** The side for which a role speaks. */
export const sideOf = (role: Role): Side => {
  if (role === 'tso') return 'tso';
  if (role === 'infrastructure-body') return 'infrastructure-body';
  return role === 'auditor' ? 'auditor' : 'commissioner';
};

const COMMISSIONERS_OWN: readonly Role[] = ['officer', 'clerk', 'finance', 'compact-officer'];

/**
 * Throws a Rejection unless the actor may record the fact: the subject's table must list the role, an officer records
 * for the own commissioner, a TSO for itself. An administrator may record anything, an auditor nothing.
 */
export const demandPermission = (actor: Actor, intent: string, roles: readonly Role[], fact: Fact): void => {
  if (actor.role === 'administrator') return;
  if (!roles.includes(actor.role))
    throw reject(
      'NOT_ALLOWED',
      'token',
      `${intent} is not for the role "${actor.role}": it takes ${roles.length ? roles.join(', ') : 'an administrator'}.`,
    );
  if (COMMISSIONERS_OWN.includes(actor.role) && fact.commissioner !== null && fact.commissioner !== actor.organisation)
    throw reject(
      'NOT_ALLOWED',
      'commissioner',
      `Your token speaks for ${actor.organisation}, and this would be recorded for ${fact.commissioner}.`,
    );
  if (actor.role === 'tso' && !fact.tsos.includes(actor.organisation ?? ''))
    throw reject('NOT_ALLOWED', 'tsos', `Your token speaks for ${actor.organisation}, which this does not concern.`);
};

/**
 * Throws a Rejection unless an event is the actor's own words: recorded by its organisation or, where it was imported,
 * said by its side about it alone. Only one's own words may be corrected or annulled.
 */
export const demandOwnWords = (actor: Actor, target: Recorded): void => {
  if (actor.role === 'administrator') return;
  const own = actor.organisation;
  const imported = target.meta.source === 'imported' && target.by === sideOf(actor.role);
  const concerns = target.by === 'commissioner' ? target.commissioner === own : target.tsos.every((tso) => tso === own);
  if (target.meta.actor.organisation !== own && !(imported && concerns))
    throw reject(
      'NOT_YOURS',
      'targetId',
      `"${target.id}" was not said by ${own}: contest it, or ask who said it to correct it.`,
    );
};
