import type { Actor, Fact, Role, Side } from '../kernel/fact.js';
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
