import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Desk, line, RECORD, type Json } from './support.js';

let desk: Desk;

beforeAll(() => {
  desk = new Desk();
});

afterAll(() => desk.remove());

const GRANTS = `Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name
360G-x-1,Choirs,"Choirs, with schools",GBP,2266,2013-01-18,360G-x-choir,Children's Choir,GB-LAE-TRF,Trafford
360G-x-2,Befriending,Volunteers,GBP,3056.37,2013-01-18,GB-COH-07962245,Befrienders,GB-LAE-TRF,Trafford
`;

const MEETINGS = `Minister,Date,Name of Organisation,Purpose of meeting
"Minister for Civil Society, Nick Hurd",September 2010,Compact Voice,Introductions
"Minister for Civil Society, Nick Hurd",Oct-10,Nil return,
`;

const DOCUMENT = JSON.stringify({
  base_path: '/government/consultations/museums',
  content_id: '2384975c-68b4-4d13-a130-7ef95bd24e61',
  document_type: 'closed_consultation',
  title: 'Museums',
  public_updated_at: '2016-09-05T14:00:00+01:00',
  details: {
    opening_date: '2016-06-30T23:30:00Z',
    closing_date: '2016-10-31T17:00:00+00:00',
    first_public_at: '2016-06-30T23:30:00Z',
  },
  links: {
    organisations: [{ title: 'Department for Culture' }],
    primary_publishing_organisation: [{ title: 'Department for Culture' }],
  },
});

const CONSULTATIONS = `id,commissioner,title,opens_on,closes_on,form,closed_on,responses
K1,C1,Day centres,2024-03-04,2024-05-27,statutory,2024-05-28,41
K2,C1,Libraries,2024-03-04,2024-04-01,formal-written,,
`;

const COUNCIL = line('council', 'CommissionerRegistered', '2011-01-01', {
  data: { organisationId: 'C1', name: 'Anyshire Council' },
});

/** A report of an import in which nothing was refused. */
const report = (read: number, recorded: number) => ({ read, recorded, alreadyKnown: read - recorded, refused: [] });

describe('each format is taken once:', () => {
  const FORMATS: readonly (readonly [format: string, file: string, content: string, facts: number])[] = [
    ['events', 'events.ndjson', RECORD, 5],
    ['360giving', 'grants.csv', GRANTS, 5],
    ['uk-meetings', 'meetings-2010.csv', MEETINGS, 3],
    ['govuk-consultations', 'museums.json', DOCUMENT, 4],
    ['consultations', 'consultations.csv', CONSULTATIONS, 5],
  ];

  test.concurrent.each(FORMATS)('%s', async (format, file, content, facts) => {
    const own = new Desk();
    own.file(file, content);
    own.file('council.ndjson', COUNCIL);
    if (format === 'consultations') await own.json('import', 'events', 'council.ndjson');
    const rehearsed = await own.json('import', format, file, '--dry-run');
    const first = await own.json('import', format, file);
    expect(rehearsed).toEqual(first);
    expect(first).toEqual(report(first.read, first.read));
    expect(first.read).toBe(facts);
    // Bodies that are found again are not told again, so the second report may count fewer facts.
    const second = await own.json('import', format, file);
    expect(second).toEqual(report(second.read, 0));
    expect(second.read).toBeGreaterThan(0);
    await own.remove();
  });

  test('a rehearsal writes nothing', async () => {
    desk.file('events.ndjson', RECORD);
    expect(await desk.json('import', 'events', 'events.ndjson', '--dry-run', '--data', 'dry')).toEqual(report(5, 5));
    expect((await desk.json('history', '--data', 'dry')).entries).toEqual([]);
  });

  test('without --json the report is a sentence, and one for each line refused', async () => {
    desk.file('two.ndjson', `${COUNCIL}\n{}\n`);
    const { code, out, err } = await desk.run('import', 'events', 'two.ndjson', '--data', 'told');
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/^2 read, 1 recorded, 0 already known, 1 refused\.\ntwo\.ndjson, line 2, \w+: [^\n]+\n$/);
  });
});

describe('a line that cannot be taken is refused by file, line and field, and the rest is taken:', () => {
  let refused: Json[];
  let ended: Json;

  const opened = (id: string, rest: object = {}, data: object = {}): string =>
    line(id, 'ConsultationOpened', '2011-03-07', {
      commissioner: 'C1',
      tsos: [],
      matter: 'M1',
      ...rest,
      data: { consultationId: id, closesOn: '2011-05-30', ...data },
    });

  const BAD: readonly (readonly [what: string, text: string, field: string, problem: RegExp])[] = [
    ['JSON that is broken', '{"id": "a", ', '', /JSON/],
    ['a list', '[1]', '', /not an event: write one JSON object a line/],
    [
      'an unknown type',
      line('b1', 'ConsultationOpend', '2011-03-07', { data: {} }),
      'type',
      /did you mean ConsultationOpened\?/,
    ],
    ['an impossible date', opened('b2', { occurredOn: '2011-02-30' }), 'occurredOn', /not a date in the calendar/],
    ['an impossible closing day', opened('b3', {}, { closesOn: '2011-13-01' }), 'data.closesOn', /not a date/],
    ['a closing before the opening', opened('b4', {}, { closesOn: '2011-03-01' }), 'data.closesOn', /1 March 2011/],
    ['an organisation nobody registered', opened('b5', { tsos: ['T9'] }), 'tsos.0', /"T9"/],
    [
      'an id with other content',
      line('council', 'CommissionerRegistered', '2011-01-02', {
        data: { organisationId: 'C1', name: 'Anyshire Council' },
      }),
      'id',
      /other content/,
    ],
    [
      'a field of two megabytes',
      opened('b6', {}, { title: 'x'.repeat(2_000_000) }),
      'data.title',
      /longer than 20000 characters/,
    ],
    ['a field there is not', opened('b7', { colour: 'red' }), 'colour', /colour is not a field/],
    ['a detail there is not', opened('b8', {}, { colour: 'red' }), 'data.colour', /colour is not a field/],
    [
      'no date',
      JSON.stringify({ id: 'b9', type: 'MatterOpened', matter: 'M', data: { title: 'T' } }),
      'occurredOn',
      /missing/,
    ],
    ['a claim of an instant that is none', opened('b10', { recordedAt: 'noon' }), 'recordedAt', /not an instant/],
  ];

  beforeAll(async () => {
    // Before, between and after the bad lines, good ones.
    const lines = [COUNCIL, ...BAD.flatMap(([, text], index) => [text, opened(`good-${index}`)])];
    desk.file('mixed.ndjson', lines.join('\n'));
    ended = await desk.run('import', 'events', 'mixed.ndjson', '--data', 'mixed', '--json');
    ({ refused } = JSON.parse(ended.out));
  });

  test('the run ends with 1 and tells how many there were', () => {
    expect([ended.code, ended.err]).toEqual([1, '']);
    expect(JSON.parse(ended.out)).toEqual({
      read: 1 + 2 * BAD.length,
      recorded: 1 + BAD.length,
      alreadyKnown: 0,
      refused: expect.any(Array),
    });
    expect(refused.map((one) => one.line)).toEqual(BAD.map((_bad, index) => 2 + 2 * index));
  });

  test.each(BAD.map(([what, , field, problem], index) => [what, 2 + 2 * index, field, problem] as const))(
    '%s (line %i)',
    (_what, number, field, problem) => {
      const [one] = refused.filter((told) => told.line === number);
      expect(one).toEqual({ file: 'mixed.ndjson', line: number, field, problem: expect.stringMatching(problem) });
      expect(one.problem.length).toBeLessThan(400);
    },
  );
});

describe('of a table', () => {
  test('in the letters of Windows the names are read as they are written', async () => {
    const own = new Desk();
    own.file('grants.csv', Buffer.from(GRANTS.replace("Children's Choir", 'Café Chœur'), 'utf8'));
    own.file('windows.csv', Buffer.from(GRANTS.replace("Children's Choir", 'Caf\u00e9 Ch\u009cur'), 'latin1'));
    await own.json('import', '360giving', 'windows.csv');
    // The same table in UTF-8 tells nothing new.
    expect(await own.json('import', '360giving', 'grants.csv')).toMatchObject({ recorded: 0, refused: [] });
    const { entries } = await own.json('history', '--type', 'OrganisationRegistered', 'TsoRegistered');
    expect(entries.map(({ data }: Json) => data.name)).toContain('Café Chœur');
    await own.remove();
  });

  test('a wrong header is told at once, a wrong row by its line and column, and the other rows are taken', async () => {
    desk.file('header.csv', 'a,b\n1,2\n');
    const header = await desk.run('import', 'consultations', 'header.csv', '--data', 'table', '--json');
    expect(header.code).toBe(1);
    expect(JSON.parse(header.out)).toMatchObject({ recorded: 0, refused: [{ file: 'header.csv', line: 1 }] });
    desk.file('council.ndjson', COUNCIL);
    desk.file(
      'rows.csv',
      `id,commissioner,title,opens_on,closes_on\nK1,C1,Good,2024-03-04,2024-05-27\nK2,C1,Bad day,2024-02-30,\nK3,Nobody,Bad body,2024-03-04,\nK4,C1,Reversed,2024-03-04,2024-03-01\nK5,C1,Good,2024-03-04,\n`,
    );
    await desk.json('import', 'events', 'council.ndjson', '--data', 'table');
    const { code, out } = await desk.run('import', 'consultations', 'rows.csv', '--data', 'table', '--json');
    expect(code).toBe(1);
    const { refused } = JSON.parse(out);
    expect(refused.map(({ line: at, field }: Json) => [at, field.replace('data.', '')])).toEqual([
      [3, 'opens_on'],
      [4, 'commissioner'],
      [5, expect.stringMatching(/^closes_?[oO]n$/)],
    ]);
    const { entries } = await desk.json('history', '--type', 'ConsultationOpened', '--data', 'table');
    expect(entries.map(({ data }: Json) => data.consultationId)).toEqual(['K1', 'K5']);
  });
});
