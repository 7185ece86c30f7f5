import { describe, expect, test } from '@jest/globals';
import { agreementEvents } from '../../src/agreement/agreement.events.js';
import { threeSixtyGiving } from '../../src/interchange/360giving.js';
import { organisationEvents } from '../../src/organisation/organisation.events.js';
import { counts, fileOf, importAll, ofType, sharedFiles, testOfShared, type Imported } from './support.js';

const CSV = `\ufeffIdentifier,Title,Description,Currency,Amount Awarded,Award Date,Planned Dates:Duration (months),Recipient Org:Identifier,Recipient Org:Name,Recipient Org:Charity Number,Recipient Org:Company Number,Funding Org:Identifier,Funding Org:Name,Funding Org:Department,Grant Programme:Title
360G-x-1,Choirs,"Community choirs, with schools",GBP,2266,2013-01-18,12,360G-x-choir,Children's Choir,,,GB-LAE-TRF,Trafford,Partnerships,Small grants
360G-x-2,Befriending,Volunteers,GBP,3056.37,2013-01-18,12,GB-COH-07962245,Cyril Flint Befrienders,1146179,07962245,GB-LAE-TRF,Trafford,Partnerships,Small grants
360G-x-3,More choirs,Again,GBP,100.10,2014-02-01,12,360G-x-choir,The Childrens Choir (North),,,GB-LAE-TRF,Trafford,Partnerships,Small grants
`;
const JSON_FORM = JSON.stringify(
  {
    grants: [
      [
        '360G-x-1',
        'Choirs',
        'Community choirs, with schools',
        2266,
        '2013-01-18',
        { id: '360G-x-choir', name: "Children's Choir" },
      ],
      [
        '360G-x-2',
        'Befriending',
        'Volunteers',
        3056.37,
        '2013-01-18',
        { id: 'GB-COH-07962245', name: 'Cyril Flint Befrienders', charityNumber: '1146179', companyNumber: '07962245' },
      ],
      [
        '360G-x-3',
        'More choirs',
        'Again',
        100.1,
        '2014-02-01',
        { id: '360G-x-choir', name: 'The Childrens Choir (North)' },
      ],
    ].map(([id, title, description, amountAwarded, awardDate, recipient]) => ({
      id,
      title,
      description,
      currency: 'GBP',
      amountAwarded,
      awardDate,
      plannedDates: [{ duration: 12 }],
      recipientOrganization: [recipient],
      fundingOrganization: [{ id: 'GB-LAE-TRF', name: 'Trafford', department: 'Partnerships' }],
      grantProgramme: [{ title: 'Small grants' }],
    })),
  },
  null,
  1,
);

const content = ({ lines }: Imported) => lines.map(({ id, draft }) => ({ id, draft }));
const catalogue = { ...agreementEvents, ...organisationEvents };
const outside = ({ lines }: Imported) =>
  lines.filter(({ draft }) => !catalogue[draft.type as 'GrantAwarded'].data.safeParse(draft.data).success);

describe('grants', () => {
  const csv = importAll(threeSixtyGiving, [fileOf(CSV)]);
  test('awards and registrations, nothing else', () => {
    expect(csv.refused).toEqual([]);
    expect(counts(csv)).toEqual({ CommissionerRegistered: 1, TsoRegistered: 2, GrantAwarded: 3 });
    expect(outside(csv)).toEqual([]);
  });
  test('an award says what its source says', () =>
    expect(ofType(csv, 'GrantAwarded')[1]).toEqual({
      file: 'file.csv',
      line: 3,
      id: '360giving:360G-x-2',
      draft: {
        type: 'GrantAwarded',
        data: {
          agreementId: '360G-x-2',
          title: 'Befriending',
          amount: 3056.37,
          currency: 'GBP',
          termMonths: 12,
          purpose: 'Volunteers',
          programme: 'Small grants',
          department: 'Partnerships',
          recipientNumber: '1146179',
        },
        occurredOn: '2013-01-18',
        by: 'commissioner',
        commissioner: 'GB-LAE-TRF',
        tsos: ['GB-COH-07962245'],
        visibility: 'public',
      },
    }));
  test('recipients have their other names and numbers', () =>
    expect(ofType(csv, 'TsoRegistered').map(({ draft }) => draft.data)).toEqual([
      { organisationId: '360G-x-choir', name: "Children's Choir", alsoKnownAs: ['The Childrens Choir (North)'] },
      { organisationId: 'GB-COH-07962245', name: 'Cyril Flint Befrienders', identifiers: ['GB-CHC-1146179'] },
    ]));
  test('the JSON form gives the same', () => {
    const json = importAll(threeSixtyGiving, [fileOf(JSON_FORM)]);
    expect(content(json)).toEqual(content(csv));
    expect(ofType(json, 'GrantAwarded')[0]?.line).toBe(3);
  });
  test('a body the record knows is not registered again', () =>
    expect(counts(importAll(threeSixtyGiving, [fileOf(CSV), fileOf(CSV)]))).toEqual({
      CommissionerRegistered: 1,
      TsoRegistered: 2,
      GrantAwarded: 6,
    }));
});

describe('refused by line and field, the rest is taken', () => {
  test.each([
    ['2013-01-18', '2013-02-30', 'Award Date', '"2013-02-30" is not a date in the calendar: write YYYY-MM-DD.'],
    ['2013-01-18', '18/01/2013', 'Award Date', '"18/01/2013" is not a date in the calendar: write YYYY-MM-DD.'],
    [',2266,', ',1.234,', 'Amount Awarded', '"1.234" has fractions of a penny.'],
    [',2266,', ',-5,', 'Amount Awarded', '"-5" is not a number: write pounds without signs or commas.'],
    ['GBP', 'EUR', 'Currency', '"EUR" is not GBP: amounts are in pounds.'],
    [
      "Children's Choir",
      '',
      'Recipient Org:Name',
      'No recipient organisation is named: give it; grants to people are not recorded.',
    ],
    ['360G-x-1', '', 'Identifier', 'Identifier is missing: give it.'],
    [
      ',12,360G',
      ',a year,360G',
      'Planned Dates:Duration (months)',
      '"a year" is not a number of months: write digits.',
    ],
  ])('%s as %s', (good, bad, field, problem) => {
    const imported = importAll(threeSixtyGiving, [fileOf(CSV.replace(good, bad))]);
    expect(imported.refused).toEqual([{ file: 'file.csv', line: 2, field, problem }]);
    expect(ofType(imported, 'GrantAwarded')).toHaveLength(2);
  });
  test.each([
    ['{"grants": 5}', 'grants', 'There is no list of grants'],
    ['{"grants": [', '', 'Not JSON at line 1, column 13'],
    ['{"grants": [7]}', 'Identifier', 'Identifier is missing'],
    ['{"grants": [{"recipientOrganization":[{},{}]}]}', 'recipientOrganization', 'several organisations'],
    ['Grant,Amount\n1,2\n', 'Identifier, Currency', 'The header lacks'],
  ])('%s', (text, field, problem) => {
    const { lines, refused } = importAll(threeSixtyGiving, [fileOf(text)]);
    expect(lines).toEqual([]);
    expect(refused).toEqual([
      expect.objectContaining({ field: expect.stringContaining(field), problem: expect.stringContaining(problem) }),
    ]);
  });
});

describe("Trafford's grants", () => {
  const FOLDER = 'trafford-grants';
  const real = testOfShared(FOLDER);
  const [csv, json] = ['grants.csv', 'grants.json'].map((ending) =>
    importAll(threeSixtyGiving, sharedFiles(FOLDER, ending)),
  );

  real('are 555 awards to 323 recipients, £1,291,436.54 in all', () => {
    if (!csv) throw new Error('the CSV is missing');
    expect(csv.refused).toEqual([]);
    expect(counts(csv)).toEqual({ CommissionerRegistered: 1, TsoRegistered: 323, GrantAwarded: 555 });
    const pence = ofType(csv, 'GrantAwarded').map(({ draft }) => Math.round(Number(draft.data['amount']) * 100));
    expect(pence.reduce((sum, amount) => sum + amount, 0)).toBe(129_143_654);
    expect(outside(csv)).toEqual([]);
  });
  real('are the same from CSV and JSON', () => {
    if (!csv || !json) throw new Error('a file is missing');
    expect(content(json)).toEqual(content(csv));
  });
  real('tell of no notice, reduction or reason, and none is made up', () => {
    const types = new Set(csv?.lines.map(({ draft }) => draft.type));
    expect([...types].toSorted()).toEqual(['CommissionerRegistered', 'GrantAwarded', 'TsoRegistered']);
  });
});
