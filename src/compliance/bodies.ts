import type { Standing } from '../kernel/standing.js';
import type { Edition } from './rule.js';

type Body = Exclude<Edition['binds'], 'any'> | 'other';

/** Kinds of body by the words a registration describes its form with; the first that fits decides. */
const WORDS: readonly (readonly [Body, RegExp])[] = [
  ['other', /\bnhs\b|health|clinical|integrated care|primary care|hospital/i],
  ['departments', /department|minist|agency|government office/i],
  ['local authorities', /council|authority|borough|county|district|unitary|parish|\bfire\b|police/i],
];

/** What kind of body a commissioner is registered as; null where that is not on record, or said in words not known here. */
export const bodyOf = (context: readonly Standing[], commissioner: string | null): Body | null => {
  const registrations = context.filter(
    ({ type }) => type === 'CommissionerRegistered' || type === 'OrganisationRegistered',
  );
  const own = registrations.filter(({ data }) => data['organisationId'] === commissioner);
  // A body known under several ids may have a matter under one of them and its registration under another.
  const form = (own.length > 0 ? own : registrations)
    .map(({ data }) => data['form'])
    .find((it) => typeof it === 'string');
  return form === undefined ? null : (WORDS.find(([, words]) => words.test(form))?.[0] ?? null);
};

/** Whether an edition is for such a body; one whose kind is not on record is judged, and the finding says so. */
export const isFor = ({ binds }: Edition, body: Body | null): boolean =>
  binds === 'any' || body === null || body === binds;

/** What to say where an edition is for one kind of body and the record does not tell whether the commissioner is one. */
export const bodyNotes = ({ binds, title }: Edition, body: Body | null): string[] =>
  binds === 'any' || body !== null
    ? []
    : [`${title} is for ${binds}; the record does not say what kind of body the commissioner is.`];
