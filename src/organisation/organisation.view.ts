import type { Standing } from '../kernel/standing.js';

/** An organisation as its standing facts describe it. */
export interface Organisation {
  readonly id: string;
  readonly kind: 'commissioner' | 'tso' | 'other' | 'unclassified';
  readonly name: string;
  readonly alsoKnownAs: readonly string[];
  readonly identifiers: readonly string[];
  readonly form: string | null;
  readonly area: string | null;
  readonly sizeBand: string | null;
  /** the id under which this body is kept, where two records of it were merged */
  readonly mergedInto: string | null;
}

const KINDS: Record<string, Organisation['kind']> = {
  CommissionerRegistered: 'commissioner',
  TsoRegistered: 'tso',
  OrganisationRegistered: 'unclassified',
};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

const evolve = (known: Organisation | undefined, fact: Standing): Organisation | undefined => {
  const { data } = fact;
  const kind = KINDS[fact.type];
  if (kind)
    return {
      id: String(data['organisationId']),
      kind,
      name: String(data['name']),
      alsoKnownAs: texts(data['alsoKnownAs']),
      identifiers: texts(data['identifiers']),
      form: text(data['form']),
      area: text(data['area']),
      sizeBand: text(data['sizeBand']),
      mergedInto: null,
    };
  if (!known) return undefined;
  switch (fact.type) {
    case 'OrganisationClassified':
      return { ...known, kind: data['as'] as Organisation['kind'] };
    case 'OrganisationAlsoKnownAs':
      return { ...known, alsoKnownAs: [...known.alsoKnownAs, String(data['name'])] };
    case 'OrganisationIdentified':
      return { ...known, identifiers: [...known.identifiers, String(data['identifier'])] };
    case 'OrganisationMerged':
      return { ...known, mergedInto: String(data['into']) };
    default:
      return known;
  }
};

/** Folds the standing facts of one organisation; undefined where none registers it. */
export const organisationOf = (facts: readonly Standing[]): Organisation | undefined =>
  facts.reduce<Organisation | undefined>(evolve, undefined);
