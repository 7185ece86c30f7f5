import { describe, expect, test } from '@jest/globals';
import { parseExchange } from '../../src/compliance/exchange.js';
import { standing } from '../../src/kernel/standing.js';
import { INVITING, invitationsIn, medianOf, reachOf } from '../../src/measures/reach.js';
import { event, type Told } from './world.js';

const invitations = (facts: readonly Told[], on: string) => invitationsIn(standing(facts.map(parseExchange)), on);

describe('an invitation', () => {
  const asked = (type: string, on: string, tsos: readonly string[] = ['A']) =>
    event('1', type, on, { consultationId: 'K', meetingId: 'H', subject: 's' }, { tsos });

  test.each([...INVITING])('is %s to whom it names', (type) =>
    expect(invitations([asked(type, '2026-03-01', ['A', 'B'])], '2026-03-31')).toEqual([
      { tso: 'A', on: '2026-03-01' },
      { tso: 'B', on: '2026-03-01' },
    ]),
  );

  test.each([
    ['of the last day of the year', '2025-04-01', 1],
    ['of the day before', '2025-03-31', 0],
    ['of the day asked about', '2026-03-31', 1],
    ['of a day to come', '2026-04-01', 0],
  ])('%s counts or not', (_, on, count) =>
    expect(invitations([asked('ConsultationOpened', on)], '2026-03-31')).toHaveLength(count),
  );

  test('is no decision, and names nobody where the record does not', () => {
    expect(invitations([event('1', 'DecisionTaken', '2026-03-01')], '2026-03-31')).toEqual([]);
    expect(invitations([asked('ConsultationOpened', '2026-03-01', [])], '2026-03-31')).toEqual([]);
  });
});

describe('reach', () => {
  const register = [
    ...Array.from({ length: 9 }, (_, n) => ({ id: `S${n}`, band: 'under £10,000' })),
    ...['L1', 'L2'].map((id) => ({ id, band: 'over £1m' })),
  ];
  const invited = (id: string, on: string, ...tsos: string[]): Told =>
    event(id, 'ConsultationOpened', on, { consultationId: id }, { tsos });
  const facts = [
    invited('1', '2026-03-01', 'L1', 'S0'),
    invited('2', '2026-02-01', 'L1'),
    invited('3', '2025-03-01', 'L2', 'S1'),
    event('4', 'DecisionTaken', '2026-03-01', {}, { tsos: ['S5'] }),
  ];

  test('is who was asked to anything in a year, by band, of all that are on the register', () => {
    const found = reachOf(register, invitations(facts, '2026-03-31'));
    expect(found.bands).toEqual([
      { band: 'over £1m', organisations: 2, invited: 1, share: '0.5000000000' },
      { band: 'under £10,000', organisations: 9, invited: 1, share: '0.1111111111' },
    ]);
    expect(found.invitedToNothing).toEqual(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'L2']);
    expect(found.shareOfMostInvitedTenth).toBe('1.0000000000');
    expect(reachOf(register, []).shareOfMostInvitedTenth).toBeNull();
  });

  test('counts a band that the register does not tell, and nobody who is not on it', () => {
    const found = reachOf([{ id: 'U', band: null }], [{ tso: 'stranger', on: '2026-03-01' }]);
    expect(found).toEqual({
      bands: [{ band: null, organisations: 1, invited: 0, share: '0.0000000000' }],
      invitedToNothing: ['U'],
      shareOfMostInvitedTenth: null,
    });
    expect(reachOf([], [])).toEqual({ bands: [], invitedToNothing: [], shareOfMostInvitedTenth: null });
  });

  test('of the most invited tenth is of one in ten or part of ten', () => {
    const of = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `O${n}`, band: null }));
    const each = (count: number) => of(count).map(({ id }) => ({ tso: id, on: '2026-03-01' }));
    expect(reachOf(of(10), each(10)).shareOfMostInvitedTenth).toBe('0.1000000000');
    expect(reachOf(of(11), each(11)).shareOfMostInvitedTenth).toBe('0.1818181818');
  });

  test('a median is the middle, of two the mean', () => {
    expect([medianOf([]), medianOf([3, 90, 14]), medianOf([3, 90, 14, 28])]).toEqual([
      null,
      '14.0000000000',
      '21.0000000000',
    ]);
  });
});
