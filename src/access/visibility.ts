import type { Actor, Fact } from '../kernel/fact.js';

/** Who asks: an actor with a verified token, or null for the public. */
export type Asker = Actor | null;

/** What a visibility decision needs to know of a fact. */
export type Seen = Pick<Fact, 'visibility' | 'commissioner' | 'tsos'>;

/**
 * Whether an asker may see a fact: the public sees what is public; a body sees what names it as a party; restricted
 * facts are the commissioner's own, confidential ones the TSOs' own, such as what a charity says of who funds it;
 * auditors see all but what is confidential, administrators, who hold the file, all. Every read goes through here.
 */
export const maySee = (asker: Asker, fact: Seen): boolean => {
  if (fact.visibility === 'public') return true;
  if (asker === null) return false;
  if (asker.role === 'administrator') return true;
  if (asker.role === 'auditor') return fact.visibility !== 'confidential';
  if (asker.organisation === null) return false;
  if (asker.organisation === fact.commissioner && fact.visibility !== 'confidential') return true;
  return fact.visibility !== 'restricted' && fact.tsos.includes(asker.organisation);
};

/**
 * Whether a fact can bear on what is judged or measured of anyone's conduct. Confidential ones tell what somebody thinks
 * of another, which never does: that they are kept from somebody takes nothing from what they are told of conduct.
 */
export const bearsOnConduct = ({ visibility }: Pick<Seen, 'visibility'>): boolean => visibility !== 'confidential';

/**
 * What an answer rests on, said with it: the public record only, what one body may see, or the whole record, which is
 * all that bears on conduct.
 */
export const basisOf = (asker: Asker): 'PUBLIC_RECORD' | 'OWN_RECORD' | 'WHOLE_RECORD' => {
  if (asker === null) return 'PUBLIC_RECORD';
  return asker.role === 'auditor' || asker.role === 'administrator' ? 'WHOLE_RECORD' : 'OWN_RECORD';
};

/** Who sees everything: for what does not depend on who asks. */
export const EVERYTHING_SEEN: Asker = { role: 'administrator', organisation: null };
