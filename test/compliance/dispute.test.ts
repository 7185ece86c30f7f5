import { describe, expect, test } from '@jest/globals';
import { daysOpen, longestSilence } from '../../src/dispute/dispute.view.js';
import { toldOf } from '../../src/compliance/summary/summary-told.js';
import { outsideClocks } from '../../src/dispute/outside-clocks.js';
import { dossierOf } from '../../src/matter/dossier.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { findings, stands, told } from './facts.js';

const say = (type: string, day: string | null, data: object = {}, more: object = {}): Recorded =>
  told(type, day, { disputeId: 'P1', ...data }, { id: `${type} ${day}`, ...more });
const raised = (day: string | null, data: object = {}) =>
  say('DisputeRaised', day, { facts: 'No notice came.', ...data }, { by: 'tso' });
const answered = (day: string | null, data: object = {}) => say('DisputeResponded', day, data);
const escalated = (day: string, stage = 2) => say('DisputeEscalated', day, { stage, to: 'body' });
const extended = (day: string, dueOn: string, data: object = {}) =>
  say('DisputeClockExtended', day, { dueOn, agreed: true, ...data });

// North Devon’s grant terms: fourteen days, then twenty-eight to agree. They are no Compact; here they stand in for one.
const STAGES = [
  { stage: 1, name: 'consult first', days: 14 },
  { stage: 2, name: 'senior staff', days: 28 },
];

const adopted = (disputeStages: readonly object[] = STAGES) =>
  told(
    'FrameworkAdopted',
    '2015-03-01',
    {
      frameworkId: 'local',
      edition: '2015',
      title: 'Local Compact',
      inForceFrom: '2015-04-01',
      parameters: { disputeStages },
    },
    { matter: null, id: 'adopted' },
  );

/** Findings of D by the Local Compact, in the order of the stages. */
const local = (facts: readonly Recorded[], asOf?: string, stages?: readonly object[]) =>
  findings('D', facts, { framework: 'local', context: [adopted(stages)], ...(asOf && { asOf }) });
const verdicts = (...given: Parameters<typeof local>) => local(...given).map(({ verdict }) => verdict);

/** Findings of D by the Ombudsman’s code: of each stage the acknowledgement, then the answer. */
const code = (facts: readonly Recorded[], asOf?: string) =>
  findings('D', facts, { framework: 'complaint-handling-code', ...(asOf && { asOf }) });

describe('D: an answer within the days a Local Compact sets', () => {
  test.each([
    ['2016-03-17', 'MET'],
    ['2016-03-18', 'MET'],
    ['2016-03-19', 'NOT_MET'],
    ['2016-03', 'NOT_EVIDENCED'],
    ['2016-04', 'NOT_MET'],
    [null, 'NOT_EVIDENCED'],
  ])('raised on 4 March, answered %s: %s', (day, verdict) => {
    expect(verdicts([raised('2016-03-04'), answered(day)])).toEqual([verdict]);
  });

  test.each([
    ['2016-03', '2016-03-15', 'MET'],
    ['2016-03', '2016-04-14', 'NOT_EVIDENCED'],
    ['2016-03', '2016-04-15', 'NOT_MET'],
    [null, '2016-04-15', 'NOT_EVIDENCED'],
    ['2016-02-22', '2016-03-07', 'MET'], // fourteen days over a leap day
    ['2016-02-22', '2016-03-08', 'NOT_MET'],
    ['2015-02-22', '2015-03-08', 'MET'],
    ['2016-03-20', '2016-04-03', 'MET'], // over the change of the clocks
    ['2015-12-31', '2016-01-14', 'MET'],
  ])('raised %s, answered %s: %s', (from, to, verdict) => {
    expect(verdicts([raised(from), answered(to)])).toEqual([verdict]);
  });

  test.each([
    ['2016-04-04', 'NOT_DUE'],
    ['2016-04-05', 'AT_RISK'],
    ['2016-05-02', 'AT_RISK'],
    ['2016-05-03', 'NOT_EVIDENCED'],
  ])('due on 3 May, nothing on record as of %s: %s', (asOf, verdict) => {
    const stages = [{ stage: 1, name: 'answer', days: 60 }];
    expect(local([raised('2016-03-04')], asOf, stages)).toMatchObject([
      { verdict, dueOn: '2016-05-03', missing: ['DisputeResponded'] },
    ]);
  });

  test('nothing recorded is not the same as none having come: that is for who raised it to say, once it was due', () => {
    const none = (day: string | null) => say('DisputeUnanswered', day, {}, { by: 'tso' });
    expect(verdicts([raised('2016-03-04')])).toEqual(['NOT_EVIDENCED']);
    expect(verdicts([raised('2016-03-04'), none('2016-03-19')])).toEqual(['NOT_MET']);
    expect(verdicts([raised('2016-03-04'), none('2016-03-18')])).toEqual(['NOT_EVIDENCED']);
    expect(verdicts([raised('2016-03-04'), none('2016-03')])).toEqual(['NOT_EVIDENCED']);
    expect(verdicts([raised('2016-03-04'), none(null)])).toEqual(['NOT_EVIDENCED']);
    // that no acknowledgement came says nothing of the answer
    const other = say('DisputeUnanswered', '2016-03-19', { awaited: 'acknowledgement' });
    expect(verdicts([raised('2016-03-04'), other])).toEqual(['NOT_EVIDENCED']);
    // and an answer on record answers it
    expect(verdicts([raised('2016-03-04'), none('2016-03-19'), answered('2016-03-10')])).toEqual(['MET']);
  });

  test('the sum is written out, with its evidence', () => {
    expect(local([raised('2016-03-04'), answered('2016-03-20')])).toMatchObject([
      {
        because: 'Raised on 4 March 2016; answered on 20 March 2016, 16 days after, 2 more than the 14 asked.',
        facts: { stage: 1, awaited: 'answer', required: 14, dayKind: 'calendar', days: 16 },
        evidence: ['DisputeRaised 2016-03-04', 'DisputeResponded 2016-03-20'],
        about: { kind: 'dispute', id: 'P1' },
        tso: 'A',
        dueOn: '2016-03-18',
        clause: { framework: 'local', edition: '2015', number: 'as adopted' },
        clauseConfirmed: false,
      },
    ]);
    expect(local([raised('2016-03-04')])[0]?.because).toBe(
      'Raised on 4 March 2016; the answer was due by 18 March 2016, 14 days after; none is on record.',
    );
  });

  test('a resolution is an answer; of two answers the one in time counts', () => {
    expect(verdicts([raised('2016-03-04'), say('DisputeResolved', '2016-03-18', { outcome: 'settled' })])).toEqual([
      'MET',
    ]);
    expect(verdicts([raised('2016-03-04'), answered('2016-03-30'), answered('2016-03-10')])).toEqual(['MET']);
  });

  test('working days leave out weekends and bank holidays', () => {
    const stages = [{ stage: 1, name: 'answer', days: 5, workingDays: true }];
    // Good Friday was 25 March, Easter Monday 28 March
    expect(local([raised('2016-03-23'), answered('2016-04-01')], undefined, stages)).toMatchObject([
      { verdict: 'MET', because: expect.stringContaining('5 working days after, within the 5 working days asked.') },
    ]);
    expect(local([raised('2016-03-23'), answered('2016-04-04')], undefined, stages)).toMatchObject([
      { verdict: 'NOT_MET', because: expect.stringContaining('6 working days after, 1 more than the 5 asked.') },
    ]);
  });
});

describe('D: an extension', () => {
  const late = [raised('2016-03-04'), answered('2016-03-30')];

  test.each<[string, string, string, string, object?]>([
    ['agreed in time to a day that was kept', 'MET_WITH_RATIONALE', '2016-03-10', '2016-03-30'],
    ['agreed on the last day', 'MET_WITH_RATIONALE', '2016-03-18', '2016-03-30'],
    ['agreed when the time was over', 'NOT_MET', '2016-03-19', '2016-03-30'],
    ['agreed in time to a day that was not kept', 'NOT_MET', '2016-03-10', '2016-03-29'],
    ['agreed on a day known to the month only', 'NOT_EVIDENCED', '2016-03', '2016-03-30'],
    ['to a day known to the month only', 'NOT_EVIDENCED', '2016-03-10', '2016-03'],
    ['that nobody agreed to', 'NOT_MET', '2016-03-10', '2016-03-30', { agreed: false }],
    ['with a reason, not agreed', 'NOT_MET', '2016-03-10', '2016-03-30', { agreed: false, reason: 'x' }],
  ])('%s: %s', (_, verdict, day, dueOn, data = {}) => {
    expect(verdicts([...late, extended(day, dueOn, data)])).toEqual([verdict]);
  });

  test('it moves the day until which an answer is awaited', () => {
    const facts = [raised('2016-03-04'), extended('2016-03-10', '2016-05-30')];
    expect(local(facts, '2016-04-20')).toMatchObject([{ verdict: 'NOT_DUE', dueOn: '2016-05-30' }]);
    expect(local(facts, '2016-05-20')).toMatchObject([{ verdict: 'AT_RISK' }]);
    expect(local(facts, '2016-05-30')[0]?.because).toBe(
      'Raised on 4 March 2016; the answer was due by 18 March 2016, 14 days after; none is on record. The time was extended to 30 May 2016 by agreement on 10 March 2016.',
    );
  });

  test('an answer that was in time anyway needs none', () =>
    expect(verdicts([raised('2016-03-04'), extended('2016-03-10', '2016-05-30'), answered('2016-03-18')])).toEqual([
      'MET',
    ]));

  test('of one extension after another the last counts, if it was agreed within the one before', () => {
    const [first, second] = [extended('2016-03-10', '2016-03-25'), extended('2016-03-24', '2016-03-30')];
    expect(verdicts([...late, first, second])).toEqual(['MET_WITH_RATIONALE']);
    expect(verdicts([...late, second])).toEqual(['NOT_MET']);
  });
});

describe('D: stages', () => {
  test('each has its own clock from the day it began', () => {
    const facts = [raised('2016-03-04'), answered('2016-03-10'), escalated('2016-04-01'), answered('2016-04-30')];
    expect(local(facts).map(({ verdict, facts: { stage, days } }) => [stage, days, verdict])).toEqual([
      [1, 6, 'MET'],
      [2, 29, 'NOT_MET'],
    ]);
  });

  test('a response that names its stage belongs to it', () => {
    const facts = [raised('2016-03-04'), escalated('2016-03-20'), answered('2016-04-30', { stage: 1 })];
    expect(verdicts(facts)).toEqual(['NOT_MET', 'NOT_EVIDENCED']);
  });

  test('a stage that was left before its answer was due asks for none', () => {
    expect(verdicts([raised('2016-03-04'), escalated('2016-03-18'), answered('2016-04-01')])).toEqual([
      'NOT_APPLICABLE',
      'MET',
    ]);
    expect(verdicts([raised('2016-03-04'), escalated('2016-03-19'), answered('2016-04-01')])).toEqual([
      'NOT_EVIDENCED',
      'MET',
    ]);
    const withdrawn = (day: string) => say('DisputeResolved', day, { outcome: 'withdrawn' });
    expect(verdicts([raised('2016-03-04'), withdrawn('2016-03-18')])).toEqual(['NOT_APPLICABLE']);
    expect(verdicts([raised('2016-03-04'), withdrawn('2016-03-19')])).toEqual(['NOT_EVIDENCED']);
  });

  test('a stage the text gives no days for is not judged', () =>
    expect(verdicts([raised('2016-03-04', { stage: 3 })])).toEqual([]));

  test('the edition in force when a stage began judges it; a text asked for by name judges every stage', () => {
    const facts = [raised('2015-03-20'), escalated('2015-04-10'), answered('2015-04-20')];
    expect(findings('D', facts, { context: [adopted()] }).map(({ facts: it }) => it['stage'])).toEqual([2]);
    expect(local(facts).map(({ facts: it, inForce }) => [it['stage'], inForce])).toEqual([
      [1, false],
      [2, true],
    ]);
  });
});

describe('D: what has no clock', () => {
  test('an informal concern, a claim that began in court, a matter that is none of the Compact', () => {
    const concern = say('ConcernRaisedInformally', '2016-03-04', { concern: 'Afraid to complain.', onBehalf: true });
    expect(local([concern])).toEqual([]);
    expect(local([concern, say('DisputeAcknowledged', '2016-03-10')])).toEqual([]);
    expect(local([say('JudicialReviewIssued', '2016-03-04')])).toEqual([]);
    expect(local([raised('2016-03-04', { isCompactMatter: false })])).toEqual([]);
    expect(local([raised('2016-03-04', { isCompactMatter: true })])).toHaveLength(1);
    expect(code([raised('2024-06-03', { isCompactMatter: false })])).toHaveLength(2);
  });

  test('what is known only by its answer is not evidenced', () =>
    expect(local([answered('2016-03-04')])).toMatchObject([{ verdict: 'NOT_EVIDENCED', missing: ['DisputeRaised'] }]));

  test('no national Compact has days for disputes', () => expect(findings('D', [raised('2016-03-04')])).toEqual([]));
});

describe('D by the Complaint Handling Code', () => {
  const acknowledged = (day: string) => say('DisputeAcknowledged', day);
  const pair = (...facts: Recorded[]) => code(facts).map(({ verdict }) => verdict);

  test('acknowledged within five working days, answered within ten of the acknowledgement', () => {
    const start = raised('2024-06-03');
    expect(pair(start, acknowledged('2024-06-10'), answered('2024-06-24'))).toEqual(['MET', 'MET']);
    expect(pair(start, acknowledged('2024-06-11'), answered('2024-06-26'))).toEqual(['NOT_MET', 'NOT_MET']);
    expect(pair(start, acknowledged('2024-06-04'), answered('2024-06-19'))).toEqual(['MET', 'NOT_MET']);
    expect(code([start, acknowledged('2024-06-04'), answered('2024-06-19')])[1]).toMatchObject({
      because:
        'Raised on 3 June 2024 and acknowledged on 4 June 2024; answered on 19 June 2024, 11 working days after, 1 more than the 10 asked.',
      evidence: ['DisputeRaised 2024-06-03', 'DisputeAcknowledged 2024-06-04', 'DisputeResponded 2024-06-19'],
    });
  });

  test('twenty at the second stage, over a bank holiday', () => {
    const facts = [raised('2024-03-04'), acknowledged('2024-03-05'), answered('2024-03-08'), escalated('2024-04-22')];
    const second = (day: string) =>
      code([...facts, acknowledged('2024-04-24'), answered(day)])
        .map(({ verdict }) => verdict)
        .slice(2);
    expect(second('2024-05-23')).toEqual(['MET', 'MET']);
    expect(second('2024-05-24')).toEqual(['MET', 'NOT_MET']);
  });

  test('an answer is an acknowledgement; without one the time runs from the last day for it', () => {
    expect(pair(raised('2024-06-03'), answered('2024-06-07'))).toEqual(['MET', 'MET']);
    expect(pair(raised('2024-06-03'), answered('2024-06-24'))).toEqual(['NOT_MET', 'MET']);
    expect(pair(raised('2024-06-03'), answered('2024-06-25'))).toEqual(['NOT_MET', 'NOT_MET']);
    expect(code([raised('2024-06-03'), answered('2024-06-07')])[1]?.because).toBe(
      'Raised on 3 June 2024, to be acknowledged by 10 June 2024; answered on 7 June 2024, within the 10 working days asked.',
    );
  });

  test('a reason told in time extends it too', () => {
    const facts = [raised('2024-06-03'), acknowledged('2024-06-04'), answered('2024-06-28')];
    const reason = extended('2024-06-14', '2024-06-28', {
      agreed: false,
      reason: 'Files from 2012 are in the archive.',
    });
    expect(pair(...facts, reason)).toEqual(['MET', 'MET_WITH_RATIONALE']);
    expect(pair(...facts, extended('2024-06-14', '2024-06-28', { agreed: false }))).toEqual(['MET', 'NOT_MET']);
  });

  test('as of a day, both are awaited', () =>
    expect(code([raised('2024-06-03')], '2024-06-05').map(({ verdict, dueOn }) => [verdict, dueOn])).toEqual([
      ['AT_RISK', '2024-06-10'],
      ['AT_RISK', '2024-06-24'],
    ]));
});

describe('a dispute as its facts tell it', () => {
  const view = (...facts: Recorded[]) => dossierOf(stands(...facts)).disputes[0]!;

  test('a breach acknowledged and an apology without any remedy (6.5), one offered and not on record as done (6.13)', () => {
    const admitted = view(say('BreachAcknowledged', '2009-12-10'), say('ApologyIssued', '2009-12-10'));
    expect(admitted).toMatchObject({ remedies: [], resolved: null });
    expect(admitted.apologies).toHaveLength(1);
    const offered = view(
      say('BreachAcknowledged', '2007-04'),
      say('RemedyOffered', '2007-04', { what: 'One payment', amount: 5_000 }),
    );
    expect(offered.remedies).toMatchObject([{ offered: { data: { amount: 5_000 } }, answered: null, completed: null }]);
  });

  test('an ombudsman’s fault and its remedy completed (6.20), a claim dismissed (6.2)', () => {
    const lambeth = view(
      say('OmbudsmanDecided', '2022-06-01', { result: 'fault', injustice: true }),
      say('RemedyAccepted', '2022-06-10', { remedyId: 'apology' }),
      say('RemedyCompleted', '2022-07-01', { remedyId: 'apology' }),
    );
    expect(lambeth.ombudsman?.data.result).toBe('fault');
    expect(lambeth.remedies[0]).toMatchObject({ id: 'apology', offered: null });
    expect(lambeth.remedies[0]?.completed?.occurredOn).toBe('2022-07-01');
    const berry = view(
      say('JudicialReviewIssued', '2007-05-11'),
      say('PermissionGranted', '2007-07-13'),
      say('JudgmentGiven', '2007-11-07', { result: 'claim dismissed', citation: '[2007] EWHC 3144 (Admin)' }),
      say('DisputeResolved', '2007-11-07', { outcome: 'not upheld' }),
    );
    expect(berry.resolved?.data.outcome).toBe('not upheld');
    expect(daysOpen(berry, '2026-01-01')).toEqual({ min: 180, max: 180 });
  });

  test('it ends with the last word of a court or an ombudsman, unless it was taken further since', () => {
    const claim = [say('JudicialReviewIssued', '2011-03-01'), say('PermissionGranted', '2011-03-10')];
    const judgment = say('JudgmentGiven', '2011-03-31', { result: 'claim allowed' });
    const told_ = (...facts: Recorded[]) => toldOf(view(...facts), '2026-11-25');
    expect(told_(...claim)).toMatchObject({ stage: 'court', outcome: null, days: { min: 5748, max: 5748 } });
    expect(told_(...claim, judgment)).toMatchObject({
      stage: 'court',
      outcome: 'claim allowed',
      days: { min: 30, max: 30 },
    });
    expect(longestSilence(view(...claim, judgment), '2026-11-25')).toBe(21);
    const fault = say('OmbudsmanDecided', '2022-06-01', { result: 'fault' });
    const complaint = [raised('2022-01-01'), say('OmbudsmanComplaintMade', '2022-02-01', { ombudsman: 'LGO' })];
    expect(told_(...complaint)).toMatchObject({ stage: 'ombudsman', outcome: null });
    expect(told_(...complaint, fault)).toMatchObject({ outcome: 'fault', days: { min: 151, max: 151 } });
    expect(told_(...complaint, fault, say('JudicialReviewIssued', '2022-07-01'))).toMatchObject({
      stage: 'court',
      outcome: null,
    });
    const settled = say('DisputeResolved', '2022-08-01', { outcome: 'settled' });
    expect(told_(...complaint, fault, settled)).toMatchObject({ outcome: 'settled', days: { min: 212, max: 212 } });
  });

  test('a new offer opens the answer to it again', () => {
    const offers = view(
      say('RemedyOffered', '2024-03-01', { what: 'A little' }),
      say('RemedyRefused', '2024-03-05'),
      say('RemedyOffered', '2024-03-10', { what: 'More' }),
    );
    expect(offers.remedies).toMatchObject([{ offered: { data: { what: 'More' } }, answered: null }]);
  });

  test('its longest silence, and its days while it is open', () => {
    const facts = [raised('2024-03-04'), answered('2024-03-20'), say('ApologyIssued', '2024-06-20')];
    expect(longestSilence(view(...facts), '2024-07-01')).toBe(92);
    expect(longestSilence(view(...facts), '2025-07-01')).toBe(376);
    expect(daysOpen(view(...facts), '2024-07-01')).toEqual({ min: 119, max: 119 });
    const ended = view(...facts, say('DisputeResolved', '2024-03-25', { outcome: 'settled' }));
    expect(longestSilence(ended, '2026-01-01')).toBe(16);
    expect(longestSilence(view(raised(null)), '2024-07-01')).toBeNull();
    expect(daysOpen(view(raised(null)), '2024-07-01')).toBeNull();
  });

  test('is not resolved any more once it was taken further', () => {
    const first = say('DisputeResolved', '2024-04-01', { outcome: 'not upheld' });
    expect(view(raised('2024-03-04'), first).resolved?.data.outcome).toBe('not upheld');
    expect(view(raised('2024-03-04'), first, escalated('2024-04-10')).resolved).toBeNull();
  });
});

describe('outside clocks', () => {
  const clocksOf = (...facts: Recorded[]) => {
    const dossier = dossierOf(stands(...facts));
    return outsideClocks(dossier.disputes[0]!, dossier);
  };
  const decided = (day: string) => told('DecisionTaken', day, { decisionId: 'D1', effect: 'end' });

  test.each([
    ['2024-11-30', '2025-02-28', '2025-11-30'],
    ['2015-11-30', '2016-02-29', '2016-11-30'],
    ['2024-02-29', '2024-05-29', '2025-02-28'],
    ['2024-03', '2024-06-01/2024-06-30', '2025-03-01/2025-03-31'],
  ])('run from the decision of %s to %s and %s', (day, court, ombudsman) => {
    expect(clocksOf(decided(day), raised('2024-12-20', { about: ['D1'] }))).toMatchObject({
      judicialReviewBy: { by: court, countedFrom: day, confirmed: false },
      ombudsmanBy: { by: ombudsman, countedFrom: day, confirmed: false },
    });
  });

  test('run from the first complaint where what it is about is not on record; never without a day', () => {
    const concern = say('ConcernRaisedInformally', '2024-02-01', { concern: 'Soon?' });
    expect(clocksOf(raised('2024-03-04', { about: ['D1'] }), concern).judicialReviewBy?.countedFrom).toBe('2024-02-01');
    expect(clocksOf(raised(null))).toEqual({ judicialReviewBy: null, ombudsmanBy: null });
  });

  test('a notice counts from the day it was received', () => {
    const notice = told('FundingChangeNotified', '2024-03-01', { changeId: 'X1', receivedOn: '2024-03-08' });
    expect(clocksOf(notice, raised('2024-04-01', { about: ['X1'] })).judicialReviewBy?.by).toBe('2024-06-08');
  });
});
