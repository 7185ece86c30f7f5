import { createHash } from 'node:crypto';

/**
 * The id of an organisation the record knows, by any of its names (compared by `normaliseName`), its id or one of its
 * other identifiers. Whoever runs an import keeps it up to date after each line, so that what one line registers the
 * next can name.
 */
export type Find = (nameOrId: string) => string | undefined;

const LEGAL_FORM = / (ltd|limited|plc|cic)$/;
const LONGEST_SLUG = 80;

const spaced = (text: string): string => text.replace(/ +/g, ' ').trim();

/**
 * A name as it is compared: two spellings of one body give the same text. Letter case, accents, punctuation, spaces, a
 * leading "The", "&" for "and", and a closing Ltd, Limited, plc or CIC make no difference. Apostrophes and full stops
 * vanish ("St. John's" is "st johns"); other punctuation separates ("G-Force" is "g force").
 */
export const normaliseName = (name: string): string => {
  const plain = spaced(
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .replace(/['’‘ʼ`´.]/g, '')
      .replace(/&/g, ' and ')
      .replace(/[^\p{L}\p{N}+#]+/gu, ' '),
  );
  const bare = plain.replace(/^the (?=.)/, '').replace(LEGAL_FORM, '');
  return bare || plain || spaced(name);
};

/** The first 24 hexadecimal digits of SHA-256 over the parts: short, and the same for the same content for ever. */
export const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);

/**
 * The id of a body whose source gives none: `local:compact-voice`. It depends on the normalised name alone. A name
 * that a slug cannot carry whole (other alphabets, signs, great length) gets part of its digest as well, so that
 * different names never share an id.
 */
export const localId = (name: string): string => {
  const normal = normaliseName(name);
  const slug = normal.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const whole = slug.replaceAll('-', ' ') === normal && slug.length <= LONGEST_SLUG;
  return `local:${whole ? slug : [slug.slice(0, LONGEST_SLUG), digest(normal).slice(0, 8)].filter(Boolean).join('-')}`;
};

/** A body a file names: its id, and whether this is the first that the record and this run hear of it. */
export interface Named {
  readonly id: string;
  readonly isNew: boolean;
}

/**
 * Finds bodies by id or by name, in the record and among those this run has met; a body nobody knows gets the id given
 * or its `localId`, and is new once. The `localId` is asked for before the name: a body that was once recorded under it
 * stays that body when another takes the same name, or when it is merged, so that a file imported again says the same.
 */
export const namer = (find: Find): ((name: string, id?: string) => Named) => {
  const met = new Set<string>();
  return (name, given) => {
    const id = given ?? localId(name);
    const known = find(id) ?? (given === undefined ? find(name) : undefined) ?? (met.has(id) ? id : undefined);
    met.add(known ?? id);
    return { id: known ?? id, isNew: known === undefined };
  };
};
