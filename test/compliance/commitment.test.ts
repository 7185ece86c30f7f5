import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const made = (dueOn: string | null = '2024-06-30', data: object = {}, more: object = {}) =>
  told(
    'CommitmentMade',
    '2024-06-03',
    { commitmentId: 'P1', ...(dueOn && { dueOn }), ...data },
    { id: 'made', ...more },
  );
const kept = (on: string | null, more: object = {}) =>
  told('CommitmentKept', on, { commitmentId: 'P1' }, { id: 'kept', ...more });
const broken = (on: string, more: object = {}) =>
  told('CommitmentBroken', on, { commitmentId: 'P1', reason: 'no money.' }, { id: 'broken', ...more });
const changed = (on: string, dueOn: string, agreed?: boolean) =>
  told(
    'CommitmentChanged',
    on,
    { commitmentId: 'P1', dueOn, reason: 'the hall burnt down.', ...(agreed !== undefined && { agreed }) },
    { id: `changed-${on}` },
  );

describe('COM: a promise is kept by its day', () => {
  test.each([
    ['2024-06-29', 'MET', -1],
    ['2024-06-30', 'MET', 0],
    ['2024-07-01', 'NOT_MET', 1],
  ])('for 30 June, kept %s: %s', (on, verdict, daysAfterDue) => {
    expect(finding('COM', [made(), kept(on)])).toMatchObject({
      verdict,
      facts: { daysAfterDue },
      dueOn: '2024-06-30',
      evidence: ['made', 'kept'],
      advisory: true,
    });
  });

  test.each([
    ['2024-06-30', '2024-06', 'MET'],
    ['2024-06-30', '2024-06-20/2024-07-02', 'NOT_EVIDENCED'],
    ['2024-06-30', '2024-07', 'NOT_MET'],
    ['2024-06-30', null, 'NOT_EVIDENCED'],
    ['2024-06', '2024-06-15', 'NOT_EVIDENCED'],
    ['2024-06', '2024-05-31', 'MET'],
    ['2024-06', '2024-07-01', 'NOT_MET'],
    ['2024-02-29', '2024-02-29', 'MET'],
  ])('for %s, kept %s: %s', (dueOn, on, verdict) => {
    expect(finding('COM', [made(dueOn), kept(on)]).verdict).toBe(verdict);
  });

  test.each([
    ['2024-06-03', 'AT_RISK'],
    ['2024-06-29', 'AT_RISK'],
    ['2024-06-30', 'NOT_EVIDENCED'],
    ['2025-01-01', 'NOT_EVIDENCED'],
  ])('nothing on record as of %s: %s', (asOf, verdict) => {
    expect(finding('COM', [made()], { asOf })).toMatchObject({ verdict, missing: ['CommitmentKept'] });
  });

  test('more than four weeks ahead it is not due', () => {
    expect(finding('COM', [made('2024-08-01')], { asOf: '2024-07-03' }).verdict).toBe('NOT_DUE');
    expect(finding('COM', [made('2024-08-01')], { asOf: '2024-07-04' }).verdict).toBe('AT_RISK');
  });

  test('without a day it is never late, and the days it has been open are told', () => {
    expect(finding('COM', [made(null)], { asOf: '2024-07-03' })).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      because:
        'Promised on 3 June 2024, with no day set. What became of it is not on record; open for 30 days on 3 July 2024.',
      missing: ['CommitmentMade.dueOn', 'CommitmentKept'],
      dueOn: null,
    });
    expect(finding('COM', [made(null), kept('2030-01-01')], { asOf: '2030-02-01' }).verdict).toBe('MET');
  });

  test('broken is not kept, unless the two sides say different things', () => {
    expect(finding('COM', [made(), broken('2024-07-02')])).toMatchObject({
      verdict: 'NOT_MET',
      because: 'Promised on 3 June 2024 for 30 June 2024. On record as broken on 2 July 2024: no money.',
    });
    expect(finding('COM', [made(), kept('2024-08-01'), broken('2024-07-02')]).verdict).toBe('NOT_MET');
    const both = finding('COM', [made(), kept('2024-06-20'), broken('2024-07-02', { by: 'tso' })]);
    expect(both).toMatchObject({ verdict: 'NOT_EVIDENCED', evidence: ['made', 'kept', 'broken'] });
    expect(both.because).toContain('The two do not go together');
  });
});

describe('COM: stick to the plan, or say in time that it changed', () => {
  const late = kept('2024-07-20');

  test.each([
    ['2024-06-29', true, 'MET_WITH_RATIONALE'],
    ['2024-06-30', true, 'MET_WITH_RATIONALE'],
    ['2024-07-01', true, 'NOT_MET'], // the day had passed: late reasons
    ['2024-06-29', false, 'NOT_MET'],
    ['2024-06-29', undefined, 'NOT_EVIDENCED'],
    ['2024-07-01', undefined, 'NOT_MET'],
    ['2024-06', true, 'MET_WITH_RATIONALE'],
    ['2024-06-20/2024-07-10', true, 'NOT_EVIDENCED'],
  ])('moved on %s to 31 July (agreed: %s) and kept on 20 July: %s', (on, agreed, verdict) => {
    expect(finding('COM', [made(), changed(on, '2024-07-31', agreed), late]).verdict).toBe(verdict);
  });

  test('the agreed day is the one that is judged', () => {
    const moved = changed('2024-06-20', '2024-07-31', true);
    expect(finding('COM', [made(), moved, kept('2024-08-01')])).toMatchObject({
      verdict: 'NOT_MET',
      dueOn: '2024-07-31',
    });
    expect(finding('COM', [made(), moved], { asOf: '2024-07-10' }).verdict).toBe('AT_RISK');
    expect(finding('COM', [made(), moved, kept('2024-07-31')]).because).toBe(
      'Promised on 3 June 2024 for 31 July 2024; moved by agreement on 20 June 2024: the hall burnt down. Kept on 31 July 2024, on the day.',
    );
  });

  test('what was kept by the first day is kept, whatever was said of a later one', () => {
    const found = finding('COM', [made(), changed('2024-06-20', '2024-07-31'), kept('2024-06-28')]);
    expect(found.verdict).toBe('MET');
    expect(found.notes[0]).toContain('is not on record as agreed by the other side in time');
  });

  test('the other side agrees by countersigning, one’s own side does not', () => {
    const change = changed('2024-06-20', '2024-07-31');
    const signed = (by: string) =>
      told('EventCountersigned', '2024-06-21', { targetId: change.id }, { id: `signed by ${by}`, by });
    expect(finding('COM', [made(), change, signed('tso'), late]).verdict).toBe('MET_WITH_RATIONALE');
    expect(finding('COM', [made(), change, signed('commissioner'), late]).verdict).toBe('NOT_EVIDENCED');
  });

  test('an agreed day can be moved again, and one that was open gets its first day', () => {
    const twice = [changed('2024-06-20', '2024-07-10', true), changed('2024-07-10', '2024-07-31', true)];
    expect(finding('COM', [made(), ...twice, late]).verdict).toBe('MET_WITH_RATIONALE');
    expect(finding('COM', [made(null), changed('2024-06-20', '2024-07-31'), kept('2024-08-01')]).verdict).toBe(
      'NOT_MET',
    );
  });

  test('new words are noted', () => {
    const words = told('CommitmentChanged', '2024-06-20', { commitmentId: 'P1', text: 'Write', reason: 'illness' });
    expect(finding('COM', [made(), words, kept('2024-06-28')]).notes[0]).toBe(
      'What was promised was changed on 20 June 2024: illness.',
    );
  });
});

describe('COM: whose promise', () => {
  test.each([
    [{ by: 'tso' }, {}, 'tso'],
    [{ by: 'commissioner' }, { by: 'tso' }, 'commissioner'],
    [{}, { by: 'tso' }, 'tso'],
    [{}, { by: 'infrastructure-body' }, 'tso'],
    [{}, {}, 'commissioner'],
  ])('promised by %j, said by %j: owed by the %s', (data, more, owedBy) => {
    expect(finding('COM', [made('2024-06-30', data, more)])).toMatchObject({ owedBy, tso: 'A' });
  });

  test('one made to several is about none of them alone', () => {
    expect(finding('COM', [made('2024-06-30', {}, { tsos: ['A', 'B'] })])).toMatchObject({
      tso: null,
      tsos: ['A', 'B'],
    });
  });

  test('one that is only on record as kept is not judged, nor one of before 2011 unless that is asked for', () => {
    expect(findings('COM', [kept('2024-06-01')])).toEqual([]);
    const early = { ...made('2007-12-31'), occurredOn: '2007-06-01' };
    expect(findings('COM', [early])).toEqual([]);
    expect(finding('COM', [early], { framework: 'nao-toolkit' })).toMatchObject({ inForce: false });
  });
});
