import { describe, expect, test } from '@jest/globals';
import { organisationsIn } from '../../src/interchange/attendance.js';
import { officeOf } from '../../src/interchange/ministers.js';
import { inYear, publishedDate, yearInName } from '../../src/interchange/published-dates.js';
import { ukMeetings } from '../../src/interchange/uk-meetings.js';
import { meetingEvents } from '../../src/meeting/meeting.events.js';
import { organisationEvents } from '../../src/organisation/organisation.events.js';
import { counts, fileOf, importAll, ofType, sharedFiles, testOfShared } from './support.js';

const FOLDER = 'uk-ministers-meetings-raw';
const HEADER = 'Minister,Date,Name of Organisation,Purpose of meeting\n';

describe('the office of a minister', () => {
  test.each([
    ['Parliamentary Secretary (Minister for Civil Society), Nick Hurd MP ', 'Minister for Civil Society'],
    ['Minister for Civil Society, Nick Hurd', 'Minister for Civil Society'],
    [
      'Minister for the Cabinet Office, Paymaster General, The Rt Hon Francis Maude MP',
      'Minister for the Cabinet Office',
    ],
    ['Lord Strathclyde, Leader of the House of Lords', 'Leader of the House of Lords'],
    [
      'Leader of the House of Lords, Chancellor of the Ducy of Lancaster, The Rt Hon Lord Strathclyde',
      'Leader of the House of Lords',
    ],
    ['Deputy Prime Minister, The Rt Hon Nick Clegg MP', 'Deputy Prime Minister'],
    [
      'Leader of the House of Commons and Lord Privy Seal, The Rt Hon Andrew Lansley MP',
      'Leader of the House of Commons',
    ],
    ['Leader of House of Commons, Lord Privy Seal, The Rt Hon George Young MP', 'Leader of the House of Commons'],
    [
      'Parliamentary Secretary, Deputy Leader of the House of Commons The Rt Hon Tom Brake MP',
      'Deputy Leader of the House of Commons',
    ],
    ['Baroness Northover, Government  Whip (Lords)', 'Government Whip (Lords)'],
    ['Lords Government Whip, Lord Newby', 'Government Whip (Lords)'],
    ['Commons Government Whip,  Philip Dunne MP', 'Government Whip (Commons)'],
    ['Minister Without Portfolio, Rt Hon Grant Shapps MP', 'Minister without Portfolio'],
    [
      "Deputy Chief Whip (Captain of the Queen's Bodyguard of the Yeoman of the Guard, Lord Newby OBE",
      "Deputy Chief Whip (Captain of the Queen's Bodyguard of the Yeoman of the Guard)",
    ],
    ['Lords Commissioner of HM Treasury, Rt Hon Desmond Swayne TD MP', 'Lords Commissioner of HM Treasury'],
    ['Parliamentary Secretary, Jo Johnson MP', 'Parliamentary Secretary'],
  ])('%s', (minister, office) => expect(officeOf(minister)).toBe(office));

  test.each(['Nick Hurd MP', 'Prime Minister David Cameron MP', ''])('a name alone is no office: "%s"', (minister) =>
    expect(() => officeOf(minister)).toThrow('write the office, a comma, then the name'),
  );
});

describe('published dates', () => {
  test.each([
    ['August, 2010 ', '2010-08'],
    ['Oct-2010', '2010-10'],
    ['Oct-11', '2011-10'],
    ['Jan-14', '2014-01'],
    ['January 2012, ', '2012-01'],
    ['Apr/Jun 2012', '2012-04/2012-06'],
    ['October to December 2011', '2011-10/2011-12'],
    ['Jan and Feb 2011', '2011-01/2011-02'],
    ['12 May 2012', '2012-05-12'],
    ['3rd April 2011', '2011-04-03'],
    ['12/05/2012', '2012-05-12'],
    ['2012-05-12', '2012-05-12'],
  ])('%s is %s', (cell, when) => expect(publishedDate(cell)).toEqual({ when }));

  test.each([
    ['January', '2013-01'],
    ['Sept', '2013-09'],
    ['Marc', '2013-03'],
    ['Oct/Nov/Dec', '2013-10/2013-12'],
    ['Apr/Jun', '2013-04/2013-06'],
  ])('%s in 2013 is %s', (cell, when) => {
    const date = publishedDate(cell);
    expect(date && 'months' in date && inYear(date, 2013)).toBe(when);
  });

  test.each(['', '31 February 2012', '31/02/2012', 'Octember 2012', 'soon', '99/99/2012', 'Dec/Jan 2012', '2012'])(
    '"%s" is no date',
    (cell) => expect(publishedDate(cell)).toBeUndefined(),
  );

  test.each([
    ['CO_meetings_jan_mar_14.csv', 2014],
    ['pmmeetingsapriljune13.csv', 2013],
    ['comeetingsjulsept13__2_.csv', 2013],
    ['pmmeetingsjanmar2012.csv', 2012],
    ['pmmeetings-oct-dec2011.csv', 2011],
    ['comeetingsjulysep.csv', undefined],
    ['pm-meetings_0_0.csv', undefined],
    ['meetings-2012-and-2013.csv', undefined],
  ])('the year in %s is %s', (name, year) => expect(yearInName(name)).toBe(year));
});

describe('organisations in a cell', () => {
  test.each([
    ['NCVO, ACEVO; Clinks', ['NCVO', 'ACEVO', 'Clinks']],
    ['Marks and Spencer', ['Marks and Spencer']],
    ['NSPCC roundtable: (MacMillan, St John Ambulance, Age UK)', ['MacMillan', 'St John Ambulance', 'Age UK']],
    ['Giving of time and Money roundtable:\nMission Fish\nBT', ['Mission Fish', 'BT']],
    ['ITV: Geoff Hill', ['ITV', 'Geoff Hill']],
    ['Re:generate', ['Re:generate']],
    ['ITN, bskyb, and ITV.', ['ITN', 'bskyb', 'ITV']],
    [
      'East Japan Railway Company, The Dai-ichi Life Insurance Company, Limited',
      ['East Japan Railway Company', 'The Dai-ichi Life Insurance Company, Limited'],
    ],
    ['Community Service Volunteers (CSV)', ['Community Service Volunteers (CSV)']],
    ['3 main Chambers of Commerce (CII; FICCI)', ['3 main Chambers of Commerce', 'CII', 'FICCI']],
    ['(African Voice)', ['African Voice']],
    ['“Kids Company”', ['Kids Company']],
    ['NESTA, NESTA, ', ['NESTA']],
    ['Sir Ronald Cohen, Editor, Graham Allen MP, Dr Foster', ['Dr Foster']],
  ])('%s', (cell, names) => expect(organisationsIn(cell)).toEqual(names));
});

describe('a return', () => {
  const fixture = `Minister,Date,Name of External Organisation,Purpose of meeting²,,
,,,,,
"Minister for Civil Society, Nick Hurd",Oct-2010,Friends of the Earth,Green Bank,,
,,Greenpeace UK ,,,
,Nov-2010,"Compact Voice, NCVO",The Compact,,
,,NHS Confederation,Reform,,
"Chief Whip, Jane Doe MP",nil return,,,,
"Parliamentary Secretary (Minister for Civil Society), Nick Hurd MP",Dec,compact voice,,,
Note,,,,,
Does not normally include meetings with Government bodies,,,,,
`;
  const imported = importAll(ukMeetings, [fileOf(fixture, 'return.csv')]);
  const meetings = ofType(imported, 'MeetingHeld').map(({ draft }) => draft);

  test('fills down, joins merged cells, skips nil returns and notes', () => {
    expect(imported.refused).toEqual([]);
    expect(counts(imported)).toEqual({ CommissionerRegistered: 1, OrganisationRegistered: 5, MeetingHeld: 4 });
    expect(meetings.map(({ occurredOn, tsos }) => [occurredOn, tsos])).toEqual([
      ['2010-10', ['local:friends-of-the-earth', 'local:greenpeace-uk']],
      ['2010-11', ['local:compact-voice', 'local:ncvo']],
      ['2010-11', ['local:nhs-confederation']],
      ['2010-12', ['local:compact-voice']],
    ]);
  });
  test('keeps the cell as published and makes up neither day nor purpose', () => {
    expect(meetings[0]?.data).toEqual({
      meetingId: expect.stringMatching(/^uk-meetings:[0-9a-f]{24}$/),
      purpose: 'Green Bank',
      attendees: [{ organisation: 'local:friends-of-the-earth' }, { organisation: 'local:greenpeace-uk' }],
      asPublished: 'Friends of the Earth\nGreenpeace UK',
    });
    expect(meetings[3]).toMatchObject({
      data: { purpose: null },
      commissioner: 'local:minister-for-civil-society',
      visibility: 'public',
      by: 'commissioner',
    });
  });
  test('says what was worked out, and from what', () => {
    expect(meetings.map(({ basis }) => basis)).toEqual(['stated', 'stated', 'inferred', 'inferred']);
    expect(meetings[0]?.note).toBe('Host as published: Minister for Civil Society, Nick Hurd.');
    expect(meetings[2]?.note).toContain('the date is that of the row above');
    expect(meetings[3]?.note).toContain('The source gives no year; it was taken from other rows of the same return.');
  });
  test('lines are those of the file; a body is registered on the line that first names it', () =>
    expect(imported.lines.map(({ line }) => line)).toEqual([3, 3, 3, 3, 5, 5, 5, 6, 6, 8]));
  test('drafts hold to the catalogue', () => {
    for (const { draft } of imported.lines)
      expect(
        { ...meetingEvents, ...organisationEvents }[draft.type as 'MeetingHeld'].data.safeParse(draft.data),
      ).toHaveProperty('success', true);
  });
  test('ids and drafts do not depend on the name of the file', () => {
    const again = importAll(ukMeetings, [fileOf(fixture, 'other-name.csv')]);
    expect(again.lines.map(({ id, draft }) => ({ id, draft }))).toEqual(
      imported.lines.map(({ id, draft }) => ({ id, draft })),
    );
  });
  test('a second import of the file registers nobody again and gives the same meetings', () => {
    const twice = importAll(ukMeetings, [fileOf(fixture), fileOf(fixture)]);
    expect(ofType(twice, 'CommissionerRegistered')).toHaveLength(1);
    expect(new Set(ofType(twice, 'MeetingHeld').map(({ id }) => id)).size).toBe(4);
  });
  test('rows that say the same are two meetings', () => {
    const row = '"Prime Minister, David Cameron",Oct-2010,Business Roundtable,Business\n';
    const ids = ofType(importAll(ukMeetings, [fileOf(HEADER + row + row)]), 'MeetingHeld').map(({ id }) => id);
    expect(ids[1]).toBe(`${ids[0]}-2`);
  });
});

describe('refused by line and field, the rest is taken', () => {
  const refused = (text: string, options = {}) => importAll(ukMeetings, [fileOf(HEADER + text)], options);
  test.each([
    [
      '"Prime Minister, D C",31 February 2012,BP,Trade\n',
      'Date',
      '"31 February 2012" is not a date in the calendar: write it like "May 2012" or "12 May 2012".',
    ],
    ['"Prime Minister, D C",,BP,Trade\n', 'Date', 'The date is missing: write it like "May 2012" or "12 May 2012".'],
    [
      '"Prime Minister, D C",July,BP,Trade\n',
      'Date',
      '"July" has no year and the file tells none: give it with --year.',
    ],
    [
      'Nick Hurd MP,Jul-2012,BP,Trade\n',
      'Minister',
      'No office can be told from the name: write the office, a comma, then the name.',
    ],
  ])('%s', (row, field, problem) => {
    const { lines, refused: refusals } = refused(`${row}"Minister of State, J D",soon,Shell,Trade\n`);
    expect(refusals[0]).toEqual({ file: 'file.csv', line: 2, field, problem });
    expect(lines).toEqual([]);
  });
  test('a row after a refused one is taken', () => {
    const rest = refused('"Prime Minister, D C",soon,BP,Trade\n,Jul-2012,Shell,Trade\n');
    expect(rest.refused).toHaveLength(1);
    expect(counts(rest)).toEqual({ CommissionerRegistered: 1, OrganisationRegistered: 1, MeetingHeld: 1 });
  });
  test('--year is taken where the file tells no year', () => {
    const [meeting] = ofType(refused('"Prime Minister, D C",July,BP,Trade\n', { year: 2012 }), 'MeetingHeld');
    expect(meeting?.draft).toMatchObject({
      occurredOn: '2012-07',
      basis: 'inferred',
      note: expect.stringContaining('the person who imported it'),
    });
  });
});

describe('the 55 returns of 2010 to 2014', () => {
  const files = sharedFiles(FOLDER, '.csv');
  const all = importAll(ukMeetings, files);
  const real = testOfShared(FOLDER);

  real('are taken but for two files that tell no year', () => {
    expect(files).toHaveLength(55);
    expect(
      new Set(all.refused.map(({ file, field, problem }) => [file, field, problem.replace(/^".*?"/, '…')].join(' | '))),
    ).toEqual(
      new Set([
        'comeetingsjulysep.csv | Date | … has no year and the file tells none: give it with --year.',
        'pmmeetingsjanmar.csv | Date | … has no year and the file tells none: give it with --year.',
      ]),
    );
    expect(all.refused).toHaveLength(106);
    expect(counts(all)).toEqual({ CommissionerRegistered: 23, OrganisationRegistered: 3252, MeetingHeld: 2318 });
  });
  real('are taken whole when those two are given their year', () => {
    const yearOf = (name: string) => ({ 'comeetingsjulysep.csv': 2012, 'pmmeetingsjanmar.csv': 2013 })[name];
    const rest = files
      .filter(({ name }) => yearOf(name) !== undefined)
      .map((file) => importAll(ukMeetings, [file], { year: yearOf(file.name) }));
    expect(rest.map(({ refused }) => refused)).toEqual([[], []]);
    expect(rest.map((imported) => ofType(imported, 'MeetingHeld').length)).toEqual([71, 35]);
  });
  real('hold no id twice, and never a day', () => {
    expect(new Set(all.lines.map(({ id }) => id)).size).toBe(all.lines.length);
    expect(ofType(all, 'MeetingHeld').filter(({ draft }) => /\d-\d\d-\d/.test(draft.occurredOn ?? ''))).toEqual([]);
  });
  real('name no person in the id of an office', () =>
    expect(
      ofType(all, 'CommissionerRegistered')
        .map(({ draft }) => String(draft.data['organisationId']))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([
      'local:assistant-government-whip',
      'local:comptroller-of-hm-household-and-deputy-chief-whip',
      'local:deputy-chief-whip-captain-of-the-queens-bodyguard-of-the-yeoman-of-the-guard',
      'local:deputy-chief-whip-treasurer-of-hm-household',
      'local:deputy-leader-of-the-house-of-commons',
      'local:deputy-prime-minister',
      'local:government-whip',
      'local:government-whip-commons',
      'local:government-whip-lords',
      'local:leader-of-the-house-of-commons',
      'local:leader-of-the-house-of-lords',
      'local:lords-commissioner-of-hm-treasury',
      'local:minister-for-civil-society',
      'local:minister-for-government-policy',
      'local:minister-for-political-and-constitutional-reform',
      'local:minister-for-the-cabinet-office',
      'local:minister-of-state',
      'local:minister-of-state-for-cities-and-the-constitution',
      'local:minister-without-portfolio',
      'local:parliamentary-secretary',
      'local:parliamentary-secretary-to-the-treasury-and-chief-whip',
      'local:prime-minister',
      'local:vice-chamberlain-of-hm-household',
    ]),
  );
  real("give Compact Voice's eight meetings with the Minister for Civil Society", () =>
    expect(
      ofType(all, 'MeetingHeld')
        .filter(
          ({ draft }) =>
            draft.commissioner === 'local:minister-for-civil-society' && draft.tsos?.includes('local:compact-voice'),
        )
        .map(({ draft }) => String(draft.occurredOn))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['2010-09', '2010-11', '2011-09', '2011-10', '2012-01', '2012-04', '2013-01', '2013-05']),
  );
  real('hold to the catalogue', () => {
    const catalogue = { ...meetingEvents, ...organisationEvents };
    const wrong = all.lines.filter(
      ({ draft }) => !catalogue[draft.type as 'MeetingHeld'].data.safeParse(draft.data).success,
    );
    expect(wrong).toEqual([]);
  });
  real('are read the same twice', () => expect(importAll(ukMeetings, files)).toEqual(all));
});
