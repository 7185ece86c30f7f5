import type { Side } from '../kernel/fact.js';

/** A side as the subject of a sentence. */
export const SAID_BY: Readonly<Record<Side, string>> = {
  commissioner: 'the commissioner',
  tso: 'a third sector organisation',
  joint: 'both sides together',
  'infrastructure-body': 'an infrastructure body',
  court: 'a court',
  auditor: 'an auditor',
  public: 'a member of the public',
};

/** A text somebody wrote, as part of a sentence. */
export const plain = (text: string): string => text.replace(/\.$/, '');

/** A text somebody wrote, in brackets behind what it explains; nothing where it is not on record. */
export const inBrackets = (text: string | undefined): string => (text ? ` (${plain(text)})` : '');
