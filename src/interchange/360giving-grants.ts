import { csvRows, needed, optional } from './csv.js';
import { isRefusal, refusing, Unreadable, type Refusal, type SourceFile } from './importer.js';
import { readJson } from './json.js';
import { textOf } from './text.js';

/** The columns that are read, by the titles of the 360Giving Data Standard 1.1 to 1.4. */
const COLUMNS = {
  id: needed('Identifier'),
  title: optional('Title'),
  description: optional('Description'),
  currency: needed('Currency'),
  amount: needed('Amount Awarded'),
  awardedOn: needed('Award Date'),
  url: optional('URL'),
  startsOn: optional('Planned Dates:Start Date', 'Planned Dates:0:Start Date'),
  endsOn: optional('Planned Dates:End Date', 'Planned Dates:0:End Date'),
  months: optional('Planned Dates:Duration (months)', 'Planned Dates:0:Duration (months)'),
  recipientId: needed('Recipient Org:Identifier', 'Recipient Org:0:Identifier'),
  recipientName: needed('Recipient Org:Name', 'Recipient Org:0:Name'),
  charityNumber: optional('Recipient Org:Charity Number', 'Recipient Org:0:Charity Number'),
  companyNumber: optional('Recipient Org:Company Number', 'Recipient Org:0:Company Number'),
  funderId: needed('Funding Org:Identifier', 'Funding Org:0:Identifier'),
  funderName: needed('Funding Org:Name', 'Funding Org:0:Name'),
  department: optional('Funding Org:Department', 'Funding Org:0:Department'),
  programme: optional('Grant Programme:Title', 'Grant Programme:0:Title'),
};
export type GrantField = keyof typeof COLUMNS;

/** Where the JSON form keeps the same things. */
const PATHS: Readonly<Record<GrantField, readonly (string | number)[]>> = {
  id: ['id'],
  title: ['title'],
  description: ['description'],
  currency: ['currency'],
  amount: ['amountAwarded'],
  awardedOn: ['awardDate'],
  url: ['url'],
  startsOn: ['plannedDates', 0, 'startDate'],
  endsOn: ['plannedDates', 0, 'endDate'],
  months: ['plannedDates', 0, 'duration'],
  recipientId: ['recipientOrganization', 0, 'id'],
  recipientName: ['recipientOrganization', 0, 'name'],
  charityNumber: ['recipientOrganization', 0, 'charityNumber'],
  companyNumber: ['recipientOrganization', 0, 'companyNumber'],
  funderId: ['fundingOrganization', 0, 'id'],
  funderName: ['fundingOrganization', 0, 'name'],
  department: ['fundingOrganization', 0, 'department'],
  programme: ['grantProgramme', 0, 'title'],
};

/** A grant as text, the same from either form; '' for what the source leaves out. */
export interface Grant {
  readonly line: number;
  readonly cell: Readonly<Record<GrantField, string>>;
}

/** What a field is called in messages. */
export const titleOf = (field: GrantField): string => COLUMNS[field].headings[0] ?? field;

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const grantOf = (value: unknown, line: number): Grant => {
  for (const many of ['recipientOrganization', 'fundingOrganization']) {
    const list = at(value, [many]);
    if (Array.isArray(list) && list.length > 1)
      throw new Unreadable(many, 'The grant names several organisations here: write one grant for each.');
  }
  const entries = Object.entries(PATHS).map(([field, path]) => [field, asText(at(value, path))]);
  return { line, cell: Object.fromEntries(entries) as Grant['cell'] };
};

function* jsonGrants(file: SourceFile, text: string): Generator<Grant | Refusal> {
  const read = refusing(file, 1, () => {
    const { value, lineOf } = readJson(text);
    const grants = Array.isArray(value) ? value : at(value, ['grants']);
    if (!Array.isArray(grants)) throw new Unreadable('grants', 'There is no list of grants: write {"grants": […]}.');
    return { grants: grants as unknown[], lineOf };
  });
  if (isRefusal(read)) return yield read;
  for (const grant of read.grants) yield refusing(file, read.lineOf(grant), () => grantOf(grant, read.lineOf(grant)));
}

/** The grants in a file of 360Giving data, in its spreadsheet form (CSV) or its JSON form. */
export function* grantsIn(file: SourceFile): Generator<Grant | Refusal> {
  const text = refusing(file, 1, () => ({ text: textOf(file.bytes) }));
  if (isRefusal(text)) yield text;
  else if (/^\s*[{[]/.test(text.text)) yield* jsonGrants(file, text.text);
  else yield* csvRows(file, COLUMNS);
}
