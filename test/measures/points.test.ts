import { afterEach, describe, expect, test } from '@jest/globals';
import { removeFolders, type App } from '../support/app.js';
import { aspectOf, numbered, openRecord, pointOf, promises, recordAll, type Said } from './recorded.js';

let app: App;
const open = async (said: readonly Said[], tsos?: readonly string[]): Promise<string[]> => {
  app = await openRecord(tsos);
  return recordAll(app, said);
};

afterEach(async () => {
  await app.close();
  await removeFolders();
});

/** The effects of a point add up to its estimate less one half, but for the rounding of each to ten decimals. */
const expectToAddUp = (point: Awaited<ReturnType<typeof pointOf>>): void => {
  const total = point.effects.reduce((sum, { effect }) => sum + Number(effect), 0);
  expect(total).toBeCloseTo(Number(point.figures.estimate) - 0.5, 8);
};

describe('a point of a relationship', () => {
  test('with nothing due is no number: the middle, and nearly all of the range', async () => {
    await open([]);
    const { figures, effects, bar } = await pointOf(app, '2025-06-30');
    expect(figures).toMatchObject({
      ...{ fellDue: 0, evidence: '0.0000000000', observedRate: null, estimate: '0.5000000000' },
      ...{ lower: '0.0250000000', upper: '0.9750000000', status: 'insufficient-evidence', published: null },
    });
    expect(effects).toEqual([]);
    expect(bar).toEqual({ kept: '0.0000000000', missed: '0.0000000000', unknown: '1.0000000000' });
  });

  test('moves by 7/72 when a miss comes to light, and not before it is on record', async () => {
    await open([
      ...promises(['P1', 'P2', 'P4', 'P6'], { kept: '2025-06-30' }),
      ...promises(['P3'], { kept: '2025-06-10' }),
      ...promises(['P5'], { kept: '2025-05-01' }),
      ...promises(['P7'], { recordedOn: '2025-07-05' }),
    ]);
    const before = await pointOf(app, '2025-06-30', { knownAt: '2025-06-30' });
    expect(before.figures).toMatchObject({
      ...{ fellDue: 6, onTime: 6, missed: 0, evidence: '6.0000000000', observedRate: '1.0000000000' },
      ...{ estimate: '0.8750000000', lower: '0.5903836028', upper: '0.9963897031', published: '0.8750000000' },
    });
    expect(before.effects.map(({ effect }) => effect)).toEqual(Array(6).fill('0.0625000000'));
    const after = await pointOf(app, '2025-06-30', { knownAt: '2025-07-05' });
    expect(after.figures).toMatchObject({
      ...{ fellDue: 7, onTime: 6, missed: 1, observedRate: '0.8571428571', published: '0.7777777778' },
      ...{ lower: '0.4734903291', upper: '0.9681459738' },
    });
    expect(after.effects.find(({ of }) => of === 'R1:P7')).toMatchObject({
      ...{ weight: '1.0000000000', credit: '0.0000000000', effect: '-0.0555555556', without: '0.8750000000' },
    });
    expect(after.bar).toEqual({ kept: '0.6666666667', missed: '0.1111111111', unknown: '0.2222222222' });
    expectToAddUp(before);
    expectToAddUp(after);
  });

  test('of notices, an excuse, an assessment after the decision and a surprise', async () => {
    const decision = (decisionId: string, on: string, more: object = {}): Said => ({
      ...{ type: 'DecisionTaken', on },
      data: { decisionId, title: 'Less money', effect: 'reduce', ...more },
    });
    const about = (type: string, on: string, data: object): Said => ({ type, on, data: { ...data } });
    const assessed = { assessmentType: 'equality', groupsCovered: ['users'] };
    await open([
      about('FundingChangeNotified', '2025-03-01', { changeId: 'X1', effectiveFrom: '2025-05-31' }),
      about('FundingChangeTookEffect', '2025-05-31', { changeId: 'X1' }),
      about('FundingChangeNotified', '2025-03-31', { changeId: 'X2', effectiveFrom: '2025-07-01' }),
      about('FundingChangeTookEffect', '2025-05-01', { changeId: 'X3' }),
      about('ObligationExcused', '2025-05-08', {
        ...{ obligationKey: 'T6:X3', reasonCode: 'public-safety', reason: 'The building was not safe.' },
      }),
      about('ForwardNoticePublished', '2025-01-20', { decisionId: 'D1' }),
      about('EarlyWarningGiven', '2025-01-23', { decisionId: 'D1' }),
      about('ImpactAssessmentCompleted', '2025-02-10', { assessmentId: 'I1', decisionId: 'D1', ...assessed }),
      decision('D1', '2025-02-20', { key: true }),
      about('RationalePublished', '2025-03-06', { decisionId: 'D1', text: 'Need is greater elsewhere.' }),
      decision('D2', '2025-03-10'),
      about('ImpactAssessmentCompleted', '2025-03-31', { assessmentId: 'I2', decisionId: 'D2', ...assessed }),
    ]);
    const early = await pointOf(app, '2025-05-05', { measure: 'transparency', knownAt: '2025-05-05' });
    expect(early.figures).toMatchObject({
      ...{ fellDue: 8, onTime: 4, late: 2, missed: 2, excused: 0, evidence: '7.2663426474' },
      ...{ observedRate: '0.5967340244', published: '0.5758554473', lower: '0.2666771550', upper: '0.8541860579' },
    });
    const late = await pointOf(app, '2025-06-30', { measure: 'transparency', knownAt: '2025-06-30' });
    expect(late.figures).toMatchObject({
      ...{ fellDue: 7, onTime: 4, late: 2, missed: 1, excused: 1, evidence: '5.6409579278' },
      ...{ published: '0.6411006491', lower: '0.2986385938', upper: '0.9145151268' },
      ...{ ifExcusesRejected: '0.5740618128', ifOpenDisputesUpheld: '0.6411006491' },
    });
    expect(late.effects[0]).toMatchObject({ of: 'T6:X2', effect: '0.0551563631' });
    [early, late].forEach(expectToAddUp);
    const reliable = await pointOf(app, '2025-06-30', { knownAt: '2025-06-30' });
    expect(reliable.figures).toMatchObject({
      ...{ fellDue: 2, onTime: 1, missed: 1, status: 'insufficient-evidence', published: null },
      ...{ estimate: '0.4962159981', lower: '0.0792560505', upper: '0.9169369104' },
    });
  });

  test('is of a day and as known at another, each on its own clock', async () => {
    const due = '2025-03-31';
    await open([
      ...promises(numbered('P', 3), { due, kept: due }),
      ...promises(['P4', 'P5', 'P6'], { due }),
      { type: 'CommitmentKept', on: '2025-03-28', recordedOn: '2025-06-02', data: { commitmentId: 'P6' } },
      ...promises(['P7'], { due, recordedOn: '2025-05-12' }),
    ]);
    const at = async (on: string, knownAt: string) => (await pointOf(app, on, { knownAt })).figures;
    expect(await at(due, due)).toMatchObject({
      ...{ fellDue: 6, onTime: 3, missed: 3, published: '0.5000000000', lower: '0.1840515676', upper: '0.8159484324' },
    });
    expect(await at(due, '2025-06-30')).toMatchObject({
      ...{ fellDue: 7, onTime: 4, missed: 3, published: '0.5555555556', lower: '0.2448632164', upper: '0.8429872295' },
    });
    expect(await at('2025-06-30', '2025-06-30')).toMatchObject({
      ...{ evidence: '5.8890701284', published: '0.5533203355', lower: '0.2248081298', upper: '0.8564326326' },
    });
    expect(await at('2025-06-30', due)).toMatchObject({
      ...{ evidence: '5.0477743957', published: '0.5000000000', lower: '0.1676932526', upper: '0.8323067474' },
    });
  });

  test('carries what reproduces it', async () => {
    await open(promises(['P1'], { kept: '2025-06-30' }));
    const { reproduction, basis } = await pointOf(app, '2025-06-30', { knownAt: '2025-07-31T12:00:00Z' });
    expect(reproduction).toMatchObject({
      ...{ measure: 'reliability', subject: 'C1: A', direction: 'owed by the commissioner' },
      ...{ validAsOf: '2025-06-30', recordedAsOf: '2025-07-31T12:00:00.000Z', engineVersion: 'concordat-measures/2' },
    });
    expect(reproduction.logHead).toBe(app.questions.positionAt(app.questions.seqAt()));
    expect(basis).toBe('WHOLE_RECORD');
  });
});

describe('a point of a group', () => {
  const kept = '2025-06-30';
  const to = (tso: string, keptCount: number, missedCount: number): Said[] => [
    ...promises(numbered(`${tso}k`, keptCount), { tsos: [tso], kept }),
    ...promises(numbered(`${tso}m`, missedCount), { tsos: [tso] }),
  ];
  const said = [...to('A', 1, 0), ...to('B', 5, 5), ...to('D', 20, 0), ...to('E', 2, 2), ...to('F', 0, 1)];
  const everybody = ['A', 'B', 'D', 'E', 'F', 'G', 'H'];

  test('gives each relationship one vote, and what is owed to many counts once among them', async () => {
    await open(
      [
        ...[...said, ...to('G', 4, 0)],
        {
          ...{ type: 'DecisionTaken', on: kept, recordedOn: '2025-07-01', tsos: everybody },
          data: { decisionId: 'DX', title: 'Less money', effect: 'reduce' },
        },
      ],
      everybody,
    );
    const before = await pointOf(app, kept, { tso: null, knownAt: kept });
    expect(before.figures).toMatchObject({
      ...{ relationships: 6, evidence: '6.0000000000', published: '0.6250000000', observedRate: '0.8000000000' },
      ...{ lower: '0.2904208637', upper: '0.9010117216' },
    });
    const after = await pointOf(app, kept, { tso: null, knownAt: '2025-07-01' });
    expect(after.figures).toMatchObject({
      ...{ relationships: 7, evidence: '6.1428571429', published: '0.5905963135', observedRate: '0.7804878049' },
      ...{ lower: '0.2615224218', upper: '0.8778759286' },
    });
    expect(after.effects).toHaveLength(7);
    [before, after].forEach(expectToAddUp);
  });

  test('of a TSO is of all that commissioners owe it', async () => {
    await open([...to('A', 2, 0), ...promises(['X'], { commissioner: 'C2' })]);
    const { figures } = await pointOf(app, kept, { commissioner: null, knownAt: kept });
    expect(figures).toMatchObject({ fellDue: 3, onTime: 2, relationships: 2, estimate: '0.5000000000' });
  });

  test('needs somebody whose record is measured', async () => {
    await open([]);
    await expect(pointOf(app, kept, { commissioner: null, tso: null })).rejects.toThrow(/give a commissioner/);
    await expect(pointOf(app, kept, { ...aspectOf(), tso: 'nobody' })).rejects.toThrow(/No organisation/);
  });
});
