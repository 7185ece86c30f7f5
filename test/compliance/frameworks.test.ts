import { describe, expect, test } from '@jest/globals';
import { inForceOn, localFrameworks, NATIONAL } from '../../src/compliance/frameworks.js';
import { range } from '../../src/kernel/time.js';
import { findings, stands, told } from './facts.js';

const opened = (on: string | null, closesOn: string | null = null) =>
  told('ConsultationOpened', on, { consultationId: 'K1', closesOn });
const editions = (on: string | null, framework?: string) =>
  findings('C1', [opened(on)], framework === undefined ? {} : { framework }).map((it) => [it.edition, it.inForce]);
const adopted = (data: object = {}, more: object = {}) =>
  told(
    'FrameworkAdopted',
    '2015-03-01',
    {
      frameworkId: 'local',
      edition: '2015',
      title: 'Local Compact',
      basedOn: 'compact-2010',
      inForceFrom: '2015-04-01',
      parameters: { minimumConsultationDays: 56, noticeMonths: 6 },
      ...data,
    },
    { matter: null, id: 'adopted', ...more },
  );

const rowsOf = (id: string) => NATIONAL.find((edition) => edition.id === id)?.rows ?? [];

describe('the edition in force on the trigger date', () => {
  test.each([
    ['1998-10-31', []],
    ['1998-12-01', ['compact-1998']],
    ['2009-12-15', ['compact-1998']],
    ['2009-12-16', ['compact-2009']],
    ['2010-11-30', ['compact-2009']],
    ['2010-12-14', ['compact-2009', 'compact-2010']], // its first day is known to the month
    ['2011-01-01', ['compact-2010']],
    ['2025-07-16', ['compact-2010']],
    ['2025-07-17', []],
    ['2009-12', ['compact-1998', 'compact-2009']],
  ])('%s: %j', (on, expected) => {
    expect(editions(on).map(([id]) => id)).toEqual(expected);
  });

  test('where it is open which was in force, both say so', () => {
    const notes = findings('C1', [opened('2010-12-14')]).map((it) => it.notes[0]);
    expect(notes).toEqual([
      expect.stringContaining('may or may not have been in force'),
      expect.stringContaining('may or may not have been in force'),
    ]);
    expect(findings('C1', [opened('2011-12-14')])[0]?.notes).toEqual([]);
  });

  test('a thing without a date may be of any edition until it was recorded', () => {
    expect(editions(null).map(([id]) => id)).toEqual(['compact-1998', 'compact-2009', 'compact-2010']);
    const early = told('ConsultationOpened', null, { consultationId: 'K1' }, { recordedAt: '2005-01-01' });
    expect(findings('C1', [early]).map((it) => it.edition)).toEqual(['compact-1998']);
  });

  test('one asked for is judged by, in force or not', () => {
    expect(editions('2003-05-01', 'compact-2010')).toEqual([['compact-2010', false]]);
    expect(findings('C1', [opened('2003-05-01')], { framework: 'compact-2010' })[0]?.notes[0]).toBe(
      'The Compact (December 2010) was not in force on 1 May 2003; it was asked for.',
    );
    expect(editions('2003-05-01', 'compact-1998')).toEqual([['compact-1998', true]]);
  });

  test('a family asked for gives the one in force, else the last that had begun', () => {
    expect(editions('2003-05-01', 'compact')).toEqual([['compact-1998', true]]);
    expect(editions('2026-01-05', 'compact')).toEqual([['compact-2010', false]]);
    expect(editions('2010-12-14', 'compact')).toHaveLength(2);
    expect(editions('1990-01-05', 'compact')).toEqual([['compact-1998', false]]);
    expect(editions('2026-01-05', 'nothing')).toEqual([]);
  });

  test('exceptional circumstances do not reach back, nor the rules of 2010', () => {
    const rows = (id: string) => NATIONAL.find((edition) => edition.id === id)?.rows.map((row) => row.rule);
    expect(rows('compact-1998')).toEqual(['C1', 'F1', 'F8']);
    expect(rows('compact-2009')).toEqual(['C1', 'F1', 'F3', 'F4', 'F6', 'F8', 'P1']);
    expect(rows('compact-2010')).toEqual([
      ...['C1', 'C2', 'C3', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'GOV-3.11'],
      ...['CSO-3.14', 'CSO-3.15', 'CSO-3.16', 'CSO-4.5', 'I1'],
      ...['CSO-1.7', 'CSO-2.7', 'CSO-2.8', 'CSO-3.17', 'CSO-4.6', 'CSO-4.7'],
    ]);
  });

  test('every rule of the notes has a row', () => {
    const rules = new Set(NATIONAL.flatMap((edition) => edition.rows.map((row) => row.rule)));
    expect([...rules].toSorted()).toEqual([
      ...['BV0', 'BV1', 'BV2', 'BV3', 'BV4', 'BV5', 'BV6'],
      ...['C1', 'C2', 'C3', 'C4', 'C4b', 'C5', 'C6', 'COM', 'CSO-1.7', 'CSO-2.7', 'CSO-2.8', 'CSO-3.14', 'CSO-3.15'],
      ...['CSO-3.16', 'CSO-3.17', 'CSO-4.5', 'CSO-4.6', 'CSO-4.7', 'D', 'E1', 'E1b', 'E1c', 'E1d', 'E1e', 'E1f', 'E2'],
      ...['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'FN1', 'GOV-3.11', 'I1', 'P1', 'Q', 'SV1', 'TC1'],
    ]);
  });
});

describe('Local Compacts', () => {
  test('take over the rows they are based on, with their own periods', () => {
    const [local] = localFrameworks(stands(adopted()));
    expect(local).toMatchObject({
      id: 'local-2015',
      family: 'local',
      inForceFrom: '2015-04-01',
      inForceTo: null,
      bodies: ['C1'],
    });
    expect(local?.rows.map((row) => [row.rule, row.parameters])).toEqual(
      expect.arrayContaining([
        ['C1', { days: 56 }],
        ['F1', { months: 6 }],
        ['C3', { days: 84 }],
      ]),
    );
    expect(local?.rows).toHaveLength(rowsOf('compact-2010').length);
  });

  test('are judged beside the national text', () => {
    const found = findings('C1', [opened('2016-01-04', '2016-02-29')], { context: [adopted()] });
    expect(found.map((it) => [it.clause, it.verdict])).toEqual([
      [{ framework: 'compact', edition: '2010', number: '2.4' }, 'NOT_MET'],
      [{ framework: 'local', edition: '2015', number: 'as compact-2010 2.4' }, 'MET'],
    ]);
    expect(findings('C1', [opened('2015-03-31', '2015-05-26')], { context: [adopted()] })).toHaveLength(1);
    expect(findings('C1', [opened('2016-01-04')], { context: [adopted()], framework: 'local' })).toHaveLength(1);
  });

  test('without a base they have the rules they set and no others', () => {
    expect(localFrameworks(stands(adopted({ basedOn: undefined })))[0]?.rows.map((row) => row.rule)).toEqual([
      'C1',
      'F1',
    ]);
  });

  test('set the stages of disputes, which no Compact of the nation does', () => {
    const disputeStages = [
      { stage: 1, name: 'officer', days: 14 },
      { stage: 2, name: 'senior officer', days: 28, workingDays: true },
    ];
    const [local] = localFrameworks(stands(adopted({ basedOn: undefined, parameters: { disputeStages } })));
    expect(local?.rows.map((row) => [row.rule, row.parameters, row.confirmed])).toEqual([
      [
        'D',
        {
          stages: [
            { stage: 1, name: 'officer', days: 14, kind: 'calendar' },
            { stage: 2, name: 'senior officer', days: 28, kind: 'working' },
          ],
          countedFrom: 'start',
          extendedByReason: false,
          compactMattersOnly: true,
        },
        false,
      ],
    ]);
    expect(localFrameworks(stands(adopted()))[0]?.rows.some((row) => row.rule === 'D')).toBe(false);
  });

  test('may set periods for rules their base has not', () => {
    const parameters = { paymentDays: 20, grantTermMonths: 24 };
    const rules = (basedOn?: string) =>
      localFrameworks(stands(adopted({ basedOn, parameters })))[0]?.rows.map((row) => [
        row.rule,
        row.number,
        row.parameters,
      ]);
    const payment = ['P1', 'as compact-2009 part on allocating resources', { days: 20, contractsOnly: false }];
    const term = ['F6', 'as compact-2010 3.4', { months: 24, over: false }];
    expect(rules()).toEqual([term, payment]);
    expect(rules('compact-2010')).toEqual(expect.arrayContaining([term, payment]));
    expect(rules('compact-2010')).toHaveLength(rowsOf('compact-2010').length + 1);
    expect(rules('compact-1998')).toHaveLength(5);
  });

  test('a revision ends the edition before it; a lapse ends the last', () => {
    const revised = told(
      'FrameworkRevised',
      '2018-01-01',
      { frameworkId: 'local', edition: '2018', inForceFrom: '2018-04-01' },
      { matter: null },
    );
    const lapsed = told(
      'FrameworkLapsed',
      '2020-01-01',
      { frameworkId: 'local', lapsedOn: '2020-03-31' },
      { matter: null },
    );
    const signed = told(
      'FrameworkSigned',
      '2015-05-01',
      { frameworkId: 'local', organisation: 'NHS1' },
      { matter: null },
    );
    const local = localFrameworks(stands(adopted(), revised, lapsed, signed));
    expect(local.map((it) => [it.id, it.inForceTo, it.bodies])).toEqual([
      ['local-2015', '2018-03-31', ['C1', 'NHS1']],
      ['local-2018', '2020-03-31', ['C1', 'NHS1']],
    ]);
    // the revision says no base and no title: those of the adoption stay
    expect(local[1]).toMatchObject({ title: 'Local Compact' });
    expect(local[1]?.rows).toHaveLength(rowsOf('compact-2010').length);
    expect(inForceOn(local[0]!, range('2018-03-31'))).toBe('yes');
    expect(inForceOn(local[0]!, range('2018-04-01'))).toBe('no');
  });
});
