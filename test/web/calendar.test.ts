import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { Tokens } from '../../src/access/tokens.js';
import { calendarOf, type Entry } from '../../src/web/calendar.js';
import { seededDirectory, Served } from '../graphql/support.js';

interface Read {
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly day: string;
  readonly until: string;
  readonly stamp: string;
  readonly categories: readonly string[];
}

/** The events of a calendar, as another program reads them. */
const read = (text: string): Read[] =>
  new ICAL.Component(ICAL.parse(text) as object[]).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      day: event.startDate.toString(),
      until: event.endDate.toString(),
      stamp: String(component.getFirstPropertyValue('dtstamp')),
      categories: component.getFirstProperty('categories')?.getValues() as string[],
    };
  });

const STAMP = '2024-03-04T10:12:00.123Z';

const entry = (more: Partial<Entry> = {}): Entry => ({
  uid: 'a@concordat',
  day: '2024-02-29',
  summary: 'Written notice is received',
  description: 'By then.',
  categories: ['Plan', 'F1'],
  ...more,
});

describe('a calendar', () => {
  test('has one whole day for each entry, which ends on the next', () => {
    expect(read(calendarOf('Due', [entry()], STAMP))).toEqual([
      {
        uid: 'a@concordat',
        summary: 'Written notice is received',
        description: 'By then.',
        day: '2024-02-29',
        until: '2024-03-01',
        stamp: '2024-03-04T10:12:00Z',
        categories: ['Plan', 'F1'],
      },
    ]);
    expect(read(calendarOf('None', [], STAMP))).toEqual([]);
  });

  test('keeps signs, line breaks and other scripts, however long', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(words, words, (summary, description) => {
        const plain = (text: string) =>
          // oxlint-disable-next-line no-control-regex
          text.replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F]/g, '');
        const [event] = read(calendarOf('Due', [entry({ summary, description })], STAMP));
        expect([event?.summary, event?.description]).toEqual([plain(summary), plain(description)]);
      }),
      { numRuns: 200 },
    );
    const [event] = read(calendarOf('Due', [entry({ description: 'One; two, three\\four:\n“five” ’s £6' })], STAMP));
    expect(event?.description).toBe('One; two, three\\four:\n“five” ’s £6');
  });

  test('has no line of more than 75 octets, and ends each as the standard says', () => {
    const text = calendarOf('A council’s due days', [entry({ summary: '£’😀'.repeat(60) })], STAMP);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\uFFFD]/);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  test('of the same entries in another order is the same, byte for byte', () => {
    const entries = [entry(), entry({ uid: 'b@concordat' }), entry({ uid: 'c@concordat', day: '2024-01-01' })];
    expect(calendarOf('Due', entries.toReversed(), STAMP)).toBe(calendarOf('Due', entries, STAMP));
  });
});

describe('over HTTP', () => {
  let served: Served;

  beforeAll(async () => {
    served = await Served.start(await seededDirectory());
  });

  afterAll(() => served.close());

  const PLAN = '/calendar.ics?commissioner=local:seedshire-council&effect=end&first-day=2025-04-01&today=2024-10-01';

  const token = (organisation: string | null, use: 'calendar' | 'record' = 'calendar') =>
    served.app.get(Tokens).issue({ role: organisation ? 'officer' : 'auditor', organisation }, 1, use);

  test('the plan that the address describes is a calendar with a day for each step', async () => {
    const { status, type, text } = await served.get(PLAN);
    expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8']);
    const notice = read(text).find(({ uid }) => uid.endsWith('/notice@concordat'));
    expect(notice).toMatchObject({
      day: '2025-01-01',
      summary: 'Last day: Written notice is received',
      description: expect.stringContaining(
        '1 April 2025 less 3 calendar months is 1 January 2025: written notice must be received by 1 January 2025. (F1, compact 2010 4.4*)',
      ),
      categories: ['Plan', 'F1', 'BV1'],
    });
    expect((await served.get(PLAN)).text).toBe(text);
  });

  test('a step keeps its uid when a day is chosen for another', async () => {
    const uids = async (url: string) => read((await served.get(url)).text).map(({ uid }) => uid);
    const moved = await uids(`${PLAN}&decision-on=2024-12-02`);
    expect(moved.toSorted()).toEqual((await uids(PLAN)).toSorted());
    expect(new Set(moved).size).toBe(moved.length);
  });

  test('what is on record and not yet due has its day', async () => {
    const at = (day: string) => `/calendar.ics?commissioner=local:seedshire-council&today=${day}`;
    const entries = read((await served.get(at('2011-10-03'))).text);
    expect(entries).toContainEqual(
      expect.objectContaining({
        uid: 'due/C3/compact-2010/consultation/seedshire-2012%2Fgrants-consultation/all@concordat',
        day: '2011-12-23',
        description: expect.stringContaining('feedback is due by 23 December 2011'),
      }),
    );
    const later = read((await served.get(at('2011-12-24'))).text);
    expect(later.filter(({ uid }) => uid.startsWith('due/C3'))).toEqual([]);
  });

  test('a matter’s calendar has its plan once the address gives its first day', async () => {
    const url = '/calendar.ics?matter=seedshire-2012/smaller-grants-budget&today=2012-01-01';
    expect(read((await served.get(url)).text).filter(({ uid }) => uid.startsWith('plan/'))).toEqual([]);
    const days = read((await served.get(`${url}&first-day=2012-04-01`)).text);
    expect(days).toContainEqual(
      expect.objectContaining({
        uid: 'plan/seedshire-2012%2Fsmaller-grants-budget/decision@concordat',
        day: '2011-12-06',
        summary: 'Done: Take the decision',
      }),
    );
  });

  test('a token in the address shows what its bearer may see', async () => {
    const officer = await token('local:seedshire-council');
    await served.record(
      'adoptFramework',
      {
        frameworkId: 'seedshire-own',
        edition: '2024',
        title: 'Seedshire’s own',
        basedOn: 'compact-2010',
        inForceFrom: '2024-01-01',
        parameters: { noticeMonths: 6 },
        occurredOn: '2024-01-01',
        visibility: 'restricted',
        commissioner: 'local:seedshire-council',
      },
      await served.token('administrator'),
    );
    const notice = async (url: string) =>
      read((await served.get(url)).text).find(({ uid }) => uid.endsWith('/notice@concordat'))?.day;
    expect(await notice(PLAN)).toBe('2025-01-01');
    expect(await notice(`${PLAN}&token=${officer}`)).toBe('2024-10-01');
  });

  test('a token for recording is not taken from an address, nor one for calendars anywhere else', async () => {
    const strong = await token(null, 'record');
    const answer = await served.get(`${PLAN}&token=${strong}`);
    expect([answer.status, answer.text]).toEqual([
      401,
      'The access token is not one of ours for calendars: get one with "concordat token issue --calendar".\n',
    ]);
    expect((await served.get(`${PLAN}&token=`)).status).toBe(401);
    expect((await served.get(PLAN, { authorization: `Bearer ${strong}` })).status).toBe(200);
    const weak = await token(null);
    expect((await served.post('{ log { size } }', {}, weak)).status).toBe(401);
    expect((await served.get(PLAN, { authorization: `Bearer ${weak}` })).status).toBe(401);
  });

  test.each([
    ['/calendar.ics', 400, 'Say of what: add ?commissioner= or ?matter= to the address.'],
    [`${PLAN}&decision-on=soon`, 400, 'decision-on is "soon": write a day of the calendar as YYYY-MM-DD.'],
    [`${PLAN}&consult=maybe`, 400, 'consult is "maybe": write true or false.'],
    [`${PLAN}&call-in=five`, 400, 'callInWorkingDays is NaN: give whole days from 0 to 1000.'],
    [`${PLAN}&effect=end`, 400, 'effect is given more than once: give it once.'],
    [`${PLAN}&colour=red`, 400, 'A calendar has no "colour"'],
    ['/calendar.ics?commissioner=nobody', 404, 'No organisation is registered as "nobody"'],
    ['/calendar.ics?matter=none&first-day=2025-04-01', 404, 'Nothing is on record about the matter "none".'],
    [`${PLAN}&known-at=then`, 400, '"then" is not an instant'],
    [
      '/calendar.ics?commissioner=local:seedshire-council&today=now',
      400,
      'today is "now": write a day of the calendar as YYYY-MM-DD.',
    ],
  ])('%s is refused with %i and why', async (url, status, why) => {
    const answer = await served.get(url);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(why)]);
  });
});
