// Gatherings that a return names before those who came: "Roundtable with: Age UK, RSPCA".
const GATHERING =
  /\b(roundtable|event|conference|seminar|summit|meeting|representatives|stakeholders|delegation|charities)\b/i;

// A person: a title and up to four words ("Professor Sir John Vickers"), or somebody's name with MP behind it.
const PERSON =
  /^((the )?(mrs?|ms|miss|dr|sir|dame|lord(?! (mayor|lieutenant))|lady|baroness|prof(essor)?|councillor|cllr)\.?( [\p{L}.'’-]+){1,4}|[\p{L} .'’-]+ MP)$/iu;
const TITLED_BODIES =
  /^(dr foster|sir robert mcalpine)\b|\b(trust|foundation|college|school|university|hall|office|and|ltd)\b/i;

// What an organisation's list also holds: a post at the organisation named beside it.
const POST = /^(ceo|chair(man)?|chief executive|director|editor|founder|others?|etc)$/i;

// Not a comma before a company's legal form ("The Dai-ichi Life Insurance Company, Limited"), nor a colon inside a name
// ("Re:generate").
const SEPARATOR = /[;\n]|,(?!\s*(?:ltd|Ltd|LTD|Limited|plc|Plc|PLC|LLP|Inc)\b)|:(?=\s|$|\p{Lu})/u;
const LABEL = /(?<=^|[;,\n])[^:;,\n]*(?=:(?:\s|$|\p{Lu}))/gu;

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** Brackets that lost their other half when the list was split: "(MacMillan", "Age UK)", "Smart Cities Forum (IBM". */
const unbracketed = (piece: string): string[] => {
  if (/^\([^()]*\)$/.test(piece)) return [piece.slice(1, -1)];
  const open = count(piece, '(') - count(piece, ')');
  if (open > 0) return piece.split('(');
  return [open < 0 ? piece.replace(/\)(?=[^)]*$)/, '') : piece];
};

const tidied = (piece: string): string =>
  piece
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^and /i, '')
    .replace(/[.,\s]+$/, '')
    .replace(/^["“'‘](.*)["”'’]$/, '$1')
    .replace(/^["“](?=[^"“”]*$)/, '')
    .replace(/["”]$(?<=^[^"“”]*["”])/, '');

const isBody = (piece: string): boolean =>
  piece !== '' && !POST.test(piece) && !(PERSON.test(piece) && !TITLED_BODIES.test(piece));

/**
 * The organisations in a cell of a return, in order and each once. The list is split at commas, semicolons, line breaks
 * and a colon before a space or a capital, but not at "and": nothing tells "Marks and Spencer" from "Clinks and Nacro".
 * Names of gatherings, bare posts and people who are called by a title are passed over: attendance is by organisation.
 * People without a title cannot be told from organisations and stay; the cell itself is kept elsewhere.
 */
export const organisationsIn = (cell: string): string[] => {
  const names = cell
    .replace(LABEL, (label) => (GATHERING.test(label) ? '' : label))
    .split(SEPARATOR)
    .map((piece) => piece.trim())
    .flatMap(unbracketed)
    .map(tidied)
    .filter(isBody);
  return [...new Set(names)];
};
