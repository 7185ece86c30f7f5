import { describe, expect, test } from '@jest/globals';
import { parseExchange } from '../../src/compliance/exchange.js';
import { toldOf } from '../../src/measures/card.js';
import { obligationsOf } from '../../src/measures/obligation.js';
import { POLICY } from '../../src/measures/policy.js';
import { knownBy, standingOf } from '../../src/measures/record.js';
import { event, type Told } from './world.js';

const AT = '2027-06-30';

/** All about one thing owed to A, as of the end of a day. */
const cardOf = (key: string, world: readonly Told[], on = AT) => {
  const recorded = knownBy(world.map(parseExchange), null);
  const it = obligationsOf(standingOf(recorded), POLICY, on).find((one) => one.key === key && one.tso === 'A');
  if (!it) throw new Error(`No ${key} is owed`);
  return toldOf(it, recorded, POLICY, on);
};

const P = { commitmentId: 'P1' };
const made = event('made', 'CommitmentMade', '2026-01-05', { ...P, dueOn: '2026-02-28' });
const kept = (on: string, more: object = {}) => event('kept', 'CommitmentKept', on, P, more);
const taken = event('D1', 'DecisionTaken', '2026-03-02', { decisionId: 'D1', effect: 'reduce', key: true });
const opened = event('K1', 'ConsultationOpened', '2026-01-05', { consultationId: 'K1', closesOn: '2026-03-30' });
const notified = (from: string) =>
  event('X1', 'FundingChangeNotified', '2026-01-05', { changeId: 'X1', effectiveFrom: from });
const asked = event('I1', 'InformationRequested', '2026-03-02', { requestId: 'I1' }, { by: 'tso' });
const held = event('H1', 'MeetingHeld', '2026-03-02', { meetingId: 'H1', open: true });
const raised = event('Q1', 'DisputeRaised', '2026-03-02', { disputeId: 'Q1', about: ['R1:P1'] }, { by: 'tso' });

describe('the card of something owed', () => {
  test.each<readonly [string, readonly Told[], string]>([
    ['T1:D1', [taken], 'The decision of 2 March 2026 plus 14 days = 16 March 2026.'],
    ['T2:K1', [opened], 'The day the consultation opened = 5 January 2026.'],
    ['T3:K1', [opened], 'The close of the consultation on 30 March 2026 plus 84 days = 22 June 2026.'],
    [
      'T4:D1',
      [taken],
      'The decision of 2 March 2026 less 29 days = 1 February 2026. It was called for later than that, so it counts from 2 March 2026.',
    ],
    [
      'T5:D1',
      [taken],
      'The decision of 2 March 2026 less 1 day = 1 March 2026. It was called for later than that, so it counts from 2 March 2026.',
    ],
    ['T6:X1', [notified('2026-05-31')], '31 May 2026 less 3 calendar months = 28 February 2026.'],
    ['T7:I1', [asked], 'The request of 2 March 2026 plus 20 working days = 31 March 2026.'],
    ['T8:H1', [held], 'The meeting of 2 March 2026 plus 28 days = 30 March 2026.'],
    ['R1:P1', [made], 'The day that was agreed = 28 February 2026.'],
    ['R2:Q1', [raised], 'The dispute raised on 2 March 2026 plus 14 days = 16 March 2026.'],
    ['R3:Q1', [raised], 'The dispute raised on 2 March 2026 plus 84 days = 25 May 2026.'],
  ])('writes out by when %s was due', (key, world, dueSum) => expect(cardOf(key, world).dueSum).toBe(dueSum));

  const excuse = (reasonCode: string) =>
    event('x', 'ObligationExcused', '2026-03-10', { obligationKey: 'R1:P1', reasonCode, reason: 'r' });
  const upheld = event('Q1-r', 'DisputeResolved', '2026-04-01', { disputeId: 'Q1', outcome: 'upheld' });

  test.each<readonly [string, readonly Told[], string, string, string | null, string]>([
    ['not yet due', [made], '2026-02-27', 'NOT_YET_DUE', null, 'Not yet due: it counts for nothing.'],
    ['on time', [made, kept('2026-02-28')], AT, 'ON_TIME', '1.0000000000', 'On time: 1.'],
    [
      'late',
      [made, kept('2026-03-21')],
      AT,
      'LATE',
      '0.3750000000',
      '21 days late: the larger of 0 and 0.5 × (1 − 21/84) = 0.375.',
    ],
    [
      'not done',
      [made, event('not', 'CommitmentBroken', '2026-03-02', P)],
      AT,
      'NOT_DONE',
      '0.0000000000',
      'Not done: 0.',
    ],
    ['on no record', [made], AT, 'NO_RECORD', '0.0000000000', 'Nothing on record either way: 0.'],
    ['excused', [made, excuse('court-order')], AT, 'EXCUSED', null, 'Excused: it counts neither for nor against.'],
    [
      'upheld',
      [made, kept('2026-02-28'), raised, upheld],
      AT,
      'DISPUTE_UPHELD',
      '0.0000000000',
      'A dispute about it was upheld: 0.',
    ],
  ])('of what is %s says so, and its sum', (_, world, on, status, credit, creditSum) =>
    expect(cardOf('R1:P1', world, on)).toMatchObject({ status, credit, creditSum }),
  );

  test('writes out what was lost by recording late, of transparency alone', () => {
    const answer = event(
      ...(['I1-a', 'InformationProvided', '2026-03-10', { requestId: 'I1' }, { recordedAt: '2026-05-05' }] as const),
    );
    expect(cardOf('T7:I1', [asked, answer])).toMatchObject({
      credit: '0.7500000000',
      creditSum:
        'On time: 1 × the larger of 0.5 and 1 − 0.5 × (56 − 14)/84, since who owed it recorded it 56 days after = 0.75.',
    });
    expect(cardOf('R1:P1', [made, kept('2026-02-28', { recordedAt: '2026-05-05' })]).creditSum).toBe('On time: 1.');
  });

  test('tells what became of it by each day, and by what was known from when on', () => {
    const world = [
      made,
      // Of a reason that counts for nothing nothing becomes.
      excuse('too busy'),
      kept('2026-03-21', { recordedAt: '2026-04-10' }),
      event('annul', 'EventAnnulled', '2026-05-01', { targetId: 'kept', reason: 'r' }),
    ];
    const { byDay, byRecord, status } = cardOf('R1:P1', world.slice(0, 3));
    expect(status).toBe('LATE');
    expect(byDay.map(({ on, status: then }) => [on, then])).toEqual([
      ['2026-01-05', 'NOT_YET_DUE'],
      ['2026-02-28', 'NO_RECORD'],
      ['2026-03-21', 'LATE'],
    ]);
    expect(byRecord.map(({ event: by, state }) => [by, state?.status])).toEqual([
      ['made', 'NO_RECORD'],
      ['kept', 'LATE'],
    ]);
    expect(cardOf('R1:P1', world).byRecord.map(({ event: by, state }) => [by, state?.status])).toEqual([
      ['made', 'NO_RECORD'],
      ['kept', 'LATE'],
      ['annul', 'NO_RECORD'],
    ]);
  });

  test('tells its weight, which halves in a year, and none where it is not counted', () => {
    expect(cardOf('R1:P1', [made], '2026-02-28').weight).toBe('1.0000000000');
    expect(cardOf('R1:P1', [made], '2027-02-28').weight).toBe('0.5000000000');
    expect(cardOf('R1:P1', [made, excuse('court-order')]).weight).toBeNull();
  });

  test('tells which reasons were given for it, and whether they count', () => {
    expect(cardOf('R1:P1', [made, excuse('court-order')]).excuses).toEqual([{ event: 'x', counts: true }]);
    expect(cardOf('R1:P1', [made, excuse('too busy')]).excuses).toEqual([{ event: 'x', counts: false }]);
    expect(cardOf('R1:P1', [made, excuse('court-order')], '2026-03-09').excuses).toEqual([]);
  });

  test('tells which disputes are about it, and how they ended', () => {
    expect(cardOf('R1:P1', [made, raised])).toMatchObject({
      underDispute: true,
      disputes: [{ id: 'Q1', isOpen: true, outcome: null }],
    });
    expect(cardOf('R1:P1', [made, raised, upheld])).toMatchObject({
      underDispute: false,
      disputes: [{ id: 'Q1', isOpen: false, outcome: 'upheld' }],
    });
    expect(cardOf('R1:P1', [made, raised], '2026-03-01').disputes).toEqual([]);
  });
});
