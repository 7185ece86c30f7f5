import type { Actor, Fact, Recorded, Role, Side } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import { isRemark } from '../kernel/standing.js';
import { maySee } from './visibility.js';

/** The side for which a role speaks. */
export const sideOf = (role: Role): Side => {
  if (role === 'tso') return 'tso';
  if (role === 'infrastructure-body') return 'infrastructure-body';
  return role === 'auditor' ? 'auditor' : 'commissioner';
};

const COMMISSIONERS_OWN: readonly Role[] = ['officer', 'clerk', 'finance', 'compact-officer'];

/** What anyone of the sector may add to a matter that is public, whether it names them or not. */
const OPEN_TO_THE_SECTOR: ReadonlySet<string> = new Set([
  ...['ConsultationResponseSubmitted', 'ConsultationPromoted', 'RepresentationReceived', 'ImpactAdviceSubmitted'],
  ...['ConcernRaisedInformally', 'DisputeRaised', 'ReviewContributionMade', 'UserFeedbackProvided'],
  ...['AdverseStatementMade', 'InformationRequested', 'QuestionAsked'],
  'OptionProposed',
]);

/** What an infrastructure body may say of public facts on behalf of those it serves. */
const ON_BEHALF: ReadonlySet<string> = new Set([...OPEN_TO_THE_SECTOR, 'EventContested', 'EventCountersigned']);

const notAllowed = (field: string, message: string) => reject('NOT_ALLOWED', field, message);

/**
 * Throws a Rejection when an actor may not even see a stream or matter it would add to. It says nothing of what is
 * there, nor whether anything is.
 */
export const demandSight = (actor: Actor, around: readonly Recorded[]): void => {
  if (around.length > 0 && !around.some((fact) => maySee(actor, fact)))
    throw notAllowed('token', 'This is not yours to add to: ask whoever keeps it.');
};

/**
 * Throws a Rejection unless the actor may record the fact: the subject's table must list the role; an officer records
 * for the own commissioner and in its matters; a TSO speaks for itself, in what concerns it or is open to the sector.
 * `around` are the facts of the stream and the matter that it would join, as far as there are any. An administrator
 * may record anything, an auditor nothing.
 */
export const demandPermission = (
  actor: Actor,
  intent: string,
  roles: readonly Role[],
  fact: Fact,
  around: readonly Recorded[],
): void => {
  if (actor.role === 'administrator') return;
  if (!roles.includes(actor.role))
    throw notAllowed(
      'token',
      `${intent} is not for the role "${actor.role}": it takes ${roles.length ? roles.join(', ') : 'an administrator'}.`,
    );
  const own = actor.organisation;
  if (COMMISSIONERS_OWN.includes(actor.role)) {
    const keeper = around.find(({ commissioner }) => commissioner !== null)?.commissioner ?? own;
    if (fact.commissioner !== own || keeper !== own)
      throw notAllowed(
        'commissioner',
        `Your token speaks for ${own}, and this would be recorded for another commissioner.`,
      );
    return;
  }
  const concerned = around.length === 0 || around.some(({ tsos }) => own !== null && tsos.includes(own));
  const open = around.some(({ visibility }) => visibility === 'public');
  const allowed =
    actor.role === 'infrastructure-body'
      ? concerned || (open && ON_BEHALF.has(fact.type))
      : concerned || (open && OPEN_TO_THE_SECTOR.has(fact.type));
  const forItself = isRemark(fact) || (own !== null && fact.tsos.includes(own));
  if (!allowed || !forItself) throw notAllowed('tsos', `Your token speaks for ${own}, which this does not concern.`);
};

/**
 * Throws a Rejection unless what is said about a registered organisation is said by itself or by who registered it:
 * another name of a body decides whose record is found under it.
 */
export const demandOwnBody = (actor: Actor, fact: Fact, registration: Recorded): void => {
  const own = actor.organisation;
  const registrar = registration.meta.actor.organisation;
  if (actor.role !== 'administrator' && fact.data['organisationId'] !== own && registrar !== own)
    throw notAllowed('data.organisationId', `Your token speaks for ${own}, which neither is nor registered this body.`);
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
