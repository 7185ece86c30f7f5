import { Unreadable } from './importer.js';

const OFFICE =
  /\b(ministers?|secretary|whips?|leader|chancellor|treasurer|comptroller|chamberlain|commissioner|paymaster|speaker|advocate|(attorney|solicitor)[ -]general|lord (privy seal|president))\b/i;

// Where a name follows an office without a comma: "Deputy Leader of the House of Commons The Rt Hon Tom Brake MP".
const HONORIFIC =
  /\s+((the\s+)?(rt\.?|right)\s+hon|sir|dame|mrs?|ms|miss|dr|baroness|viscount|earl|lady|lord(?!\s+(privy|president|chancellor|commissioner)))\b.*$/i;
const POST_NOMINALS = /\b(MP|QC|KC|CBE|DBE|OBE|TD)\b/;

// A longer cell is not a minister.
const LONGEST = 500;

/** Ranks that say nothing by themselves: what follows, in brackets or after a comma, is the office. */
const RANKS = /^(parliamentary secretary|parliamentary under[- ]secretary of state|minister of state)$/i;

/**
 * Spellings of one office in the returns of 2010 to 2014, lower case, to the one used here. The House of Lords' own
 * chief and deputy chief whips keep their brackets: without them they would be taken for the Commons' ones.
 */
const SPELLINGS: Readonly<Record<string, string>> = {
  'minister without portfolio': 'Minister without Portfolio',
  'leader of house of commons': 'Leader of the House of Commons',
  'leader of the house of commons and lord privy seal': 'Leader of the House of Commons',
  'parliamentary secretary to the treasury and minister and chief whip':
    'Parliamentary Secretary to the Treasury and Chief Whip',
  'lords government whip': 'Government Whip (Lords)',
  'commons government whip': 'Government Whip (Commons)',
  'government whips (commons)': 'Government Whip (Commons)',
  'assistant whip': 'Assistant Government Whip',
};

const bracketed = (part: string): [head: string, inner: string | undefined] => {
  const [, head = part, inner] = /^([^(]+)\(([^)]*)\)?$/.exec(part) ?? [];
  return [head.trim(), inner?.trim()];
};

const closed = (part: string): string => (part.includes('(') && !part.includes(')') ? `${part})` : part);

/**
 * The office in a minister's line of a return: "Parliamentary Secretary (Minister for Civil Society), Nick Hurd MP" and
 * "Minister for Civil Society, Nick Hurd" are both "Minister for Civil Society". Of several offices the first counts.
 * Names of people are left out: the office stays one body when its holder changes. Throws Unreadable where no office
 * can be told from the name.
 */
export const officeOf = (minister: string): string => {
  const parts = minister
    .slice(0, LONGEST)
    .replace(/\s+/g, ' ')
    .split(/,\s*(?![^(]*\))/)
    .map((part) => part.replace(HONORIFIC, '').trim())
    .filter((part) => OFFICE.test(part));
  const [first, second] = parts;
  if (first === undefined || POST_NOMINALS.test(first))
    throw new Unreadable('Minister', 'No office can be told from the name: write the office, a comma, then the name.');
  const [head, inner] = bracketed(first);
  const office = RANKS.test(head) ? (inner ?? second ?? head) : closed(first);
  return SPELLINGS[office.toLowerCase()] ?? office;
};
