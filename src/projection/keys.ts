import type { Fact, Recorded } from '../kernel/fact.js';
import { isRemark } from '../kernel/standing.js';
import { rangeOf, type Day } from '../kernel/time.js';
import { dossierKey } from '../matter/dossier.js';
import { normaliseName } from '../organisation/names.js';

/** The day number of facts without a date: they come first when the oldest is first, last when the newest is. */
export const NO_DAY = 0;

/** A day as an integer that sorts, yyyymmdd; days before the year 0, which arithmetic can give, are no day's number. */
export const dayNumber = (day: Day): number => (day.startsWith('-') ? NO_DAY : Number(day.replaceAll('-', '')));

/** A name and an identifier as they are looked up. No normalised name begins with a space, so neither is taken for the other. */
export const nameAlias = normaliseName;
export const idAlias = (id: string): string => ` ${id.trim().toLowerCase()}`;

/** First and last day a fact's date can mean, as day numbers; NO_DAY twice where it has none. */
export const dayNumbers = (fact: Pick<Fact, 'occurredOn'>): { earliest: number; latest: number } => {
  const range = fact.occurredOn === null ? undefined : rangeOf(fact.occurredOn);
  return range
    ? { earliest: dayNumber(range.earliest), latest: dayNumber(range.latest) }
    : { earliest: NO_DAY, latest: NO_DAY };
};

/** The lists a reader can ask for; each is one scope of the timeline. */
export const scopes = {
  all: 'all',
  commissioner: (id: string) => `commissioner ${id}`,
  tso: (id: string) => `tso ${id}`,
  pair: (commissioner: string, tso: string) => `pair ${commissioner} ${tso}`,
  dossier: (key: string) => `dossier ${key}`,
  /** what is true of a commissioner in all its matters: frameworks adopted, registers published */
  context: (commissioner: string) => `context ${commissioner}`,
};

const CONTEXT = /^(framework|publication)-/;
const LOOKED_UP = /^(framework|organisation)-/;

/**
 * The dossiers a fact is in: its own and, for a remark, that of the fact it is about. Bodies and frameworks are looked up
 * by their own stream, so their facts are in its dossier too where they were recorded for a matter.
 */
export const dossiersOf = (fact: Recorded, about: Recorded = fact): string[] => [
  ...new Set([dossierKey(fact), dossierKey(about), ...(LOOKED_UP.test(fact.stream) ? [fact.stream] : [])]),
];

/** A text that is the same for facts that belong to the same lists; undefined where more than this decides on them. */
export const placeOf = (fact: Recorded): string | undefined =>
  isRemark(fact) || CONTEXT.test(fact.stream) || LOOKED_UP.test(fact.stream)
    ? undefined
    : `${dossierKey(fact)} ${fact.matter} ${fact.commissioner} ${fact.tsos.join(' ')}`;

/** Every list a fact belongs to. */
export const scopesOf = (fact: Recorded, dossiers: readonly string[]): string[] => {
  const found = [scopes.all, ...dossiers.map(scopes.dossier)];
  if (fact.commissioner !== null) {
    found.push(scopes.commissioner(fact.commissioner));
    if (CONTEXT.test(fact.stream)) found.push(scopes.context(fact.commissioner));
  }
  // Who signs a framework is bound by it as who adopted it.
  if (fact.type === 'FrameworkSigned') found.push(scopes.context(String(fact.data['organisation'])));
  for (const tso of fact.tsos) {
    found.push(scopes.tso(tso));
    if (fact.commissioner !== null) found.push(scopes.pair(fact.commissioner, tso));
  }
  return [...new Set(found)];
};
