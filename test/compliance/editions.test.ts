import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { inForceOn, localFrameworks, NATIONAL, onDay } from '../../src/compliance/frameworks.js';
import localCompact from '../../src/compliance/frameworks/templates/local-compact.json' with { type: 'json' };
import { editionShape, type Edition } from '../../src/compliance/rule.js';
import { looksAt } from '../../src/compliance/undertaking.js';
import { frameworkEvents } from '../../src/framework/framework.events.js';
import { addDays, range } from '../../src/kernel/time.js';
import { findings, stands, told } from './facts.js';

const edition = (id: string): Edition => NATIONAL.find((one) => one.id === id)!;
const RULES = new Set(NATIONAL.flatMap(({ rows }) => rows.map(({ rule }) => rule)));
const folder = new URL('../../src/compliance/frameworks/', import.meta.url);

describe('every national edition', () => {
  test('that has a file is one', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(NATIONAL.map(({ id }) => `${id}.json`).toSorted()).toEqual(files.toSorted());
  });

  test('of the Compact says all it asks', () => {
    const compacts = NATIONAL.filter(({ family }) => family === 'compact');
    expect(compacts.map(({ id, undertakings }) => [id, undertakings.length > 0])).toEqual([
      ['compact-1998', true],
      ['compact-2009', true],
      ['compact-2010', true],
    ]);
  });

  test('names only rules that there are, of its own or judged from other editions', () => {
    const named = NATIONAL.flatMap(({ undertakings, principles }) => [
      ...undertakings.flatMap(({ rules }) => rules ?? []),
      ...principles.flatMap(({ evidencedBy }) => evidencedBy),
    ]);
    expect(named.filter((rule) => !RULES.has(rule))).toEqual([]);
  });

  test('has every row of it looked at by an undertaking, owed by the same side and as sure of its number', () => {
    for (const { id, undertakings, rows } of NATIONAL.filter((one) => one.undertakings.length > 0)) {
      const covered = new Set(undertakings.flatMap((undertaking) => looksAt(undertaking, rows)));
      expect([id, rows.filter(({ rule }) => !covered.has(rule))]).toEqual([id, []]);
      for (const row of rows)
        for (const { number, confirmed, owedBy } of undertakings.filter((one) => one.number === row.number))
          expect([id, number, confirmed, owedBy]).toEqual([id, number, row.confirmed, row.owedBy]);
    }
  });
});

describe('the Compact of 2010', () => {
  const { undertakings, rows } = edition('compact-2010');
  // How many of each outcome, and the last of those that government owes (compact.md, section 1).
  const OUTCOMES: readonly (readonly [outcome: number, all: number, government: number])[] = [
    [1, 8, 6],
    [2, 9, 6],
    [3, 18, 12],
    [4, 7, 4],
    [5, 5, 3],
  ];

  test('has its 47 undertakings, each owed by its side', () => {
    const expected = OUTCOMES.flatMap(([outcome, all, government]) =>
      Array.from({ length: all }, (_, index) => [
        `${outcome}.${index + 1}`,
        index < government ? 'commissioner' : 'tso',
      ]),
    );
    expect(expected).toHaveLength(47);
    expect(undertakings.map(({ number, owedBy }) => [number, owedBy])).toEqual(expected);
    expect(new Set(undertakings.map(({ number, outcome }) => `${number[0]} ${outcome}`)).size).toBe(5);
  });

  test('has numbers that were checked only as far as 1.8', () => {
    const checked = undertakings.filter(({ confirmed }) => confirmed).map(({ number }) => number);
    expect(checked).toEqual(['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8']);
  });

  test.each([
    ['2.3', ['C4']],
    ['2.4', ['C1', 'C2']],
    ['2.9', []],
    ['3.3', ['F2']],
    ['4.4', ['F1', 'F2']],
    ['5.1', ['E1']],
  ])('%s is looked at by %j', (number, rules) => {
    const undertaking = undertakings.find((one) => one.number === number)!;
    expect(looksAt(undertaking, rows)).toEqual(expect.arrayContaining(rules));
    if (rules.length === 0) expect(looksAt(undertaking, rows)).toEqual([]);
  });

  test('lets something else stand in where its text does, and nowhere else', () => {
    expect(undertakings.flatMap(({ number, exception }) => (exception ? [number] : []))).toEqual(['2.4', '3.4', '4.4']);
  });
});

describe('an edition is in force', () => {
  // The day before its first, its first, its last, the day after; a month gives the days that leave it open.
  const exact = NATIONAL.filter(({ inForceFrom }) => inForceFrom?.length === 10);
  test.each(exact.map(({ id }) => id))('%s from its first day', (id) => {
    const first = edition(id).inForceFrom!;
    expect(inForceOn(edition(id), range(addDays(first, -1)))).toBe('no');
    expect(inForceOn(edition(id), range(first))).toBe('yes');
  });

  const ending = NATIONAL.filter(({ inForceTo }) => inForceTo?.length === 10);
  test.each(ending.map(({ id }) => id))('%s to its last day', (id) => {
    const last = edition(id).inForceTo!;
    expect(inForceOn(edition(id), range(last))).toBe('yes');
    expect(inForceOn(edition(id), range(addDays(last, 1)))).toBe('no');
  });

  const begunInAMonth = NATIONAL.filter(({ inForceFrom }) => inForceFrom !== null && inForceFrom.length < 10);
  test.each(begunInAMonth.map(({ id }) => id))(
    '%s perhaps from the first day of its month, surely after the last',
    (id) => {
      const { earliest, latest } = range(edition(id).inForceFrom!);
      expect(inForceOn(edition(id), range(addDays(earliest, -1)))).toBe('no');
      expect(inForceOn(edition(id), range(earliest))).toBe('unknown');
      expect(inForceOn(edition(id), range(latest))).toBe('yes');
    },
  );

  const endedInAMonth = NATIONAL.filter(({ inForceTo }) => inForceTo !== null && inForceTo.length < 10);
  test.each(endedInAMonth.map(({ id }) => id))(
    '%s surely to the first day of its last month, perhaps to its end',
    (id) => {
      const { earliest, latest } = range(edition(id).inForceTo!);
      expect(inForceOn(edition(id), range(earliest))).toBe('yes');
      expect(inForceOn(edition(id), range(latest))).toBe('unknown');
      expect(inForceOn(edition(id), range(addDays(latest, 1)))).toBe('no');
    },
  );

  test('where a month is shared both may be', () => {
    const both = ['consultation-code-2008', 'consultation-principles-2012'].map(edition);
    expect(both.map((one) => inForceOn(one, range('2012-07-15')))).toEqual(['unknown', 'unknown']);
  });
});

describe('the principles of consultation', () => {
  const register = (form: string) =>
    told('CommissionerRegistered', '2001-01-01', { organisationId: 'C1', name: 'C1', form }, { matter: null });
  const consulted = (opensOn: string, closedOn: string) => [
    told('ConsultationOpened', opensOn, { consultationId: 'K1', closesOn: closedOn }),
    told('ConsultationClosed', closedOn, { consultationId: 'K1' }),
  ];
  const judged = (rule: string, facts: ReturnType<typeof consulted>, form = 'department') =>
    findings(rule, facts, { context: [register(form)] })
      .filter(({ clause }) => clause.framework === 'consultation-principles')
      .map(({ edition: id, verdict }) => [id, verdict]);

  test('ask for twelve weeks in 2008 and for no least time after', () => {
    expect(judged('C1', consulted('2009-01-05', '2009-03-02'))).toEqual([['consultation-code-2008', 'NOT_MET']]);
    expect(judged('C1', consulted('2013-01-07', '2013-01-21'))).toEqual([]);
    expect(judged('C1', consulted('2019-01-07', '2019-01-21'))).toEqual([]);
  });

  test.each([
    ['consultation-principles-2016', '2017-01-02', '2017-04-26', 'MET'],
    ['consultation-principles-2016', '2017-01-02', '2017-04-27', 'NOT_MET'],
    ['consultation-principles-2018', '2019-01-02', '2019-04-26', 'MET'],
  ])('%s: closed on 1 February after %s, answered on %s: %s', (id, opensOn, answered, verdict) => {
    const closed = `${opensOn.slice(0, 4)}-02-01`;
    const feedback = told('FeedbackPublished', answered, { consultationId: 'K1' });
    expect(judged('C3', [...consulted(opensOn, closed), feedback])).toEqual([[id, verdict]]);
  });

  test('let an explanation within the twelve weeks stand in', () => {
    const explained = told('FeedbackDelayExplained', '2019-04-01', { consultationId: 'K1', reason: 'An election.' });
    expect(judged('C3', [...consulted('2019-01-02', '2019-02-01'), explained])).toEqual([
      ['consultation-principles-2018', 'MET_WITH_RATIONALE'],
    ]);
  });

  test.each(['council', 'NHS trust'])('are for departments, not for a %s', (form) => {
    expect(judged('C3', consulted('2019-01-02', '2019-02-01'), form)).toEqual([]);
  });

  test('are not asked of a body whose kind is not on record', () => {
    const found = findings('C3', consulted('2019-01-02', '2019-02-01'));
    expect(found.map((one) => one.edition)).toEqual(['compact-2010']);
  });
});

test('the Covenant is never met or not met', () => {
  const { kind, rows, undertakings, principles } = edition('covenant-2025');
  expect([kind, rows, undertakings, principles.length]).toEqual(['principles', [], [], 4]);
  expect(principles[0]!.progressSigns).toHaveLength(9);
  expect(principles[0]!.warningSigns).toHaveLength(2);
});

describe('a text is refused', () => {
  const rows = edition('gunning').rows.filter(({ rule }) => rule === 'C4' || rule === 'C5');
  const of = (change: object) => editionShape.safeParse({ ...edition('gunning'), rows, ...change }).error?.issues[0];
  const [first, second] = edition('gunning').undertakings;

  test('where a row has a number that no undertaking has', () =>
    expect(of({ undertakings: [first] })).toMatchObject({
      path: ['rows', 1, 'number'],
      message: expect.stringContaining('no undertaking has'),
    }));

  test('where two undertakings share a number and do not say what looks at each', () =>
    expect(of({ undertakings: [first, { ...second, number: '1', rules: ['C5'] }] })).toMatchObject({
      path: ['undertakings', 0, 'rules'],
      message: expect.stringContaining('several have the number "1"'),
    }));

  test('where principles have rows, or there are none', () => {
    expect(of({ kind: 'principles' })?.path).toEqual(['principles']);
    expect(of({ kind: 'principles', principles: edition('covenant-2025').principles })?.path).toEqual(['rows']);
  });
});

describe('a text adopted by a council', () => {
  const row = { number: '7', says: 'It is long.', exception: false, confirmed: true };
  const text = {
    source: 'The council’s page',
    undertakings: [{ number: '7', owedBy: 'commissioner', says: 'It is long.', check: 'machine', confirmed: true }],
    rows: [{ ...row, rule: 'C1', kind: 'consultation-lasts', parameters: { days: 70 } }],
  };
  const adopted = (data: object = {}) =>
    told(
      'FrameworkAdopted',
      '2015-03-01',
      {
        frameworkId: 'local',
        edition: '2015',
        title: 'Local Compact',
        basedOn: 'compact-2010',
        inForceFrom: '2015-04-01',
        parameters: { noticeMonths: 6, minimumConsultationDays: 56 },
        text,
        ...data,
      },
      { matter: null, id: 'adopted' },
    );
  const local = (data: object = {}) => localFrameworks(stands(adopted(data)))[0]!;
  const rowsOf = (data: object) => local(data).rows.map(({ rule, number, parameters }) => [rule, number, parameters]);

  test('is judged by its own row, before parameters and base', () => {
    const rows = rowsOf({});
    expect(rows[0]).toEqual(['C1', '7', { days: 70 }]);
    expect(rows.filter(([rule]) => rule === 'C1')).toHaveLength(1);
    expect(rows).toContainEqual(['F1', 'as compact-2010 4.4', { months: 6 }]);
    const opened = told('ConsultationOpened', '2016-01-04', { consultationId: 'K1', closesOn: '2016-03-13' });
    const found = findings('C1', [opened], { context: [adopted()], framework: 'local' });
    expect(found).toMatchObject([{ clause: { number: '7' }, verdict: 'NOT_MET', clauseConfirmed: true }]);
    expect(found[0]!.because).toContain('1 fewer than the 70 asked');
  });

  test('without a base has its own rows and those of its parameters', () => {
    expect(rowsOf({ basedOn: undefined }).map(([rule]) => rule)).toEqual(['C1', 'F1']);
    expect(rowsOf({ basedOn: undefined, parameters: {} })).toEqual([['C1', '7', { days: 70 }]]);
  });

  test('says its own undertakings, and those it takes over as they are numbered there', () => {
    const { undertakings, rows, source } = local();
    expect(source).toBe('The council’s page');
    expect(undertakings).toHaveLength(48);
    expect(undertakings.slice(0, 2).map(({ number, confirmed }) => [number, confirmed])).toEqual([
      ['7', true],
      ['as compact-2010 1.1', false],
    ]);
    const looked = (number: string) =>
      looksAt(
        undertakings.find((one) => one.number === number)!,
        rows,
      );
    expect(looked('7')).toEqual(['C1']);
    expect(looked('as compact-2010 2.4')).not.toContain('C1');
    expect(looked('as compact-2010 4.4')).toEqual(expect.arrayContaining(['F1', 'F2']));
  });

  test('without a text says who recorded it', () => {
    expect(local({ text: undefined }).source).toBe('FrameworkAdopted (adopted)');
    expect(local({ text: undefined, basedOn: undefined })).toMatchObject({ kind: 'undertakings', undertakings: [] });
  });

  test('a new edition has its own text and title', () => {
    const revised = told(
      'FrameworkRevised',
      '2020-01-01',
      { frameworkId: 'local', edition: '2020', title: 'Renewed', inForceFrom: '2020-04-01' },
      { matter: null },
    );
    const editions = localFrameworks(stands(adopted(), revised));
    expect(editions.map(({ title, rows }) => [title, rows.find(({ rule }) => rule === 'C1')?.parameters])).toEqual([
      ['Local Compact', { days: 70 }],
      ['Renewed', { days: 84 }],
    ]);
  });

  test('governs in the place of the national one, from its first day', () => {
    const governing = (day: string) =>
      onDay([...NATIONAL, local({ inForceTo: '2026-03-31' })], day)
        .filter((one) => one.governing)
        .map(({ id }) => id);
    expect(governing('2015-03-31')).toEqual(['compact-2010']);
    expect(governing('2015-04-01')).toEqual(['local-2015']);
    expect(governing('2026-03-31')).toEqual(['local-2015']);
    expect(governing('2026-04-01')).toEqual([]);
    const inAMonth = onDay([...NATIONAL, local({ inForceFrom: '2015-04' })], '2015-04-10');
    expect(inAMonth.filter((one) => one.governing).map(({ id }) => id)).toEqual(['compact-2010', 'local-2015']);
  });
});

describe('the template of a Local Compact', () => {
  interface Shape {
    readonly properties?: Record<string, Shape>;
  }
  const fields = (shape: Shape | undefined, prefix = ''): string[] =>
    Object.entries(shape?.properties ?? {}).flatMap(([name, inner]) =>
      prefix === '' && (name === 'parameters' || name === 'text')
        ? [name, ...fields(inner, `${name}.`)]
        : [`${prefix}${name}`],
    );
  const shape = z.toJSONSchema(frameworkEvents.FrameworkAdopted.data, { io: 'input' }) as Shape;

  test('explains every field', () => {
    expect(Object.keys(localCompact.text.notes).toSorted()).toEqual(fields(shape).toSorted());
  });

  test('has a sample of every field, and says of each value that it is fictional', () => {
    const sample = localCompact as unknown as Record<string, Record<string, unknown>>;
    const given = (path: string) => path.split('.').reduce<unknown>((at, key) => (at as typeof sample)[key], sample);
    expect(fields(shape).filter((path) => given(path) === undefined)).toEqual([]);
    const notes: Record<string, string> = localCompact.text.notes;
    const values = Object.keys(notes).filter((path) => path.startsWith('parameters.'));
    expect(values.filter((path) => !/fictional/i.test(notes[path]!))).toEqual([]);
  });
});
