import type { Draft } from '../kernel/fact.js';
import { grantsIn, type Grant } from './360giving-grants.js';
import { awardedOn, given, identifiersOf, refuse, termsOf } from './360giving-values.js';
import { isRefusal, refusing, type Importer, type ImportLine, type Refusal } from './importer.js';
import { namer, normaliseName, type Named } from '../organisation/names.js';

/** What all the grants of a file say about one recipient: the spellings of its name and its numbers. */
interface Recipient {
  readonly names: Map<string, string>;
  readonly identifiers: Set<string>;
}

const keyOf = ({ cell }: Grant): string => cell.recipientId || normaliseName(cell.recipientName);

const recipientsOf = (grants: readonly Grant[]): Map<string, Recipient> => {
  const recipients = new Map<string, Recipient>();
  for (const grant of grants) {
    const recipient = recipients.get(keyOf(grant)) ?? {
      names: new Map<string, string>(),
      identifiers: new Set<string>(),
    };
    recipients.set(keyOf(grant), recipient);
    const { recipientName: name } = grant.cell;
    if (name && !recipient.names.has(normaliseName(name))) recipient.names.set(normaliseName(name), name);
    for (const identifier of identifiersOf(grant)) recipient.identifiers.add(identifier);
  }
  return recipients;
};

type Entry = Pick<ImportLine, 'id' | 'draft'>;

const registration = (type: string, organisationId: string, name: string, more: object = {}): Entry => ({
  id: `360giving:registered:${organisationId}`,
  draft: { type, data: { organisationId, name, ...more }, occurredOn: null, visibility: 'public' },
});

const tsoRegistration = (id: string, { names, identifiers }: Recipient): Entry => {
  const [name = id, ...alsoKnownAs] = names.values();
  const others = [...identifiers].filter((identifier) => identifier !== id);
  return registration('TsoRegistered', id, name, {
    ...(others.length > 0 && { identifiers: others }),
    ...(alsoKnownAs.length > 0 && { alsoKnownAs }),
  });
};

const award = (grant: Grant, funder: string, recipient: string): Draft => {
  const { cell } = grant;
  return {
    type: 'GrantAwarded',
    data: termsOf(grant),
    occurredOn: awardedOn(grant),
    by: 'commissioner',
    commissioner: funder,
    tsos: [recipient],
    visibility: 'public',
    ...(URL.canParse(cell.url) && { evidence: [{ title: cell.title || cell.id, url: cell.url }] }),
  };
};

const entriesOf = (
  grant: Grant,
  recipients: Map<string, Recipient>,
  name: (name: string, id?: string) => Named,
): Entry[] => {
  const { cell } = grant;
  const id = given(grant, 'id');
  if (given(grant, 'currency') !== 'GBP') refuse('currency', `"${cell.currency}" is not GBP: amounts are in pounds.`);
  if (!cell.recipientName)
    refuse('recipientName', 'No recipient organisation is named: give it; grants to people are not recorded.');
  // Everything that can be refused comes before the first name is taken for known.
  award(grant, '', '');
  const funder = name(given(grant, 'funderName'), cell.funderId || undefined);
  const recipient = name(cell.recipientName, cell.recipientId || undefined);
  const known = recipients.get(keyOf(grant));
  return [
    ...(funder.isNew ? [registration('CommissionerRegistered', funder.id, cell.funderName)] : []),
    ...(recipient.isNew && known ? [tsoRegistration(recipient.id, known)] : []),
    { id: `360giving:${id}`, draft: award(grant, funder.id, recipient.id) },
  ];
};

/**
 * Grants in the 360Giving Data Standard (threesixtygiving.org), as CSV or JSON: the same grants give the same drafts
 * from either. Gives GrantAwarded on the award date, and registers funders and recipients at their first grant, by
 * their org-ids. A list of awards tells of no reduction, notice or reason, and none is made up.
 */
export const threeSixtyGiving: Importer = function* (file, find): Generator<ImportLine | Refusal> {
  const outcomes = [...grantsIn(file)];
  const recipients = recipientsOf(outcomes.filter((outcome): outcome is Grant => !isRefusal(outcome)));
  const name = namer(find);
  for (const outcome of outcomes) {
    const entries = isRefusal(outcome)
      ? outcome
      : refusing(file, outcome.line, () => entriesOf(outcome, recipients, name));
    if (isRefusal(entries)) yield entries;
    else for (const entry of entries) yield { file: file.name, line: outcome.line, ...entry };
  }
};
