import { describe, expect, test } from '@jest/globals';
import type { Recorded } from '../../src/kernel/fact.js';
import { REGISTER_FIELDS } from '../../src/publication/publication.events.js';
import { finding, told } from './facts.js';

// The days before, on and after a threshold where the calendar is uneven: the ends of months, leap days, the nights on
// which the clocks change, and days that are not on record. What else decides a rule stands in the file about it.

const k = { consultationId: 'K1' };
const d = { decisionId: 'D1' };
const opened = (on: string, closesOn: string, data: object = {}) =>
  told('ConsultationOpened', on, { ...k, closesOn, ...data }, { id: 'opened' });
const closed = (on: string) => told('ConsultationClosed', on, k, { id: 'closed' });
const decided = (on: string | null, data: object = {}) =>
  told('DecisionTaken', on, { ...d, effect: 'reduce', ...data }, { id: 'decided' });
const notice = (on: string | null, effectiveFrom: string, data: object = {}) =>
  told(
    'FundingChangeNotified',
    on,
    { ...d, changeId: 'X1', effectiveFrom, ...(on && { receivedOn: on }), ...data },
    { id: 'notice' },
  );
const paid = (received: string, on: string | null) => [
  told('InvoiceReceived', received, { invoiceId: 'I1' }),
  told('PaymentMade', on, { invoiceId: 'I1' }),
];

describe('months are those of the calendar', () => {
  test.each([
    // over the night on which the clocks go forward, and back
    ['2024-03-01', '2024-06-01', 'MET'],
    ['2024-03-02', '2024-06-01', 'NOT_MET'],
    ['2024-10-26', '2025-01-26', 'MET'],
    ['2024-10-27', '2025-01-26', 'NOT_MET'],
    // to the last of a month, and to the last of February in a leap year and in another
    ['2024-07-31', '2024-10-31', 'MET'],
    ['2024-08-01', '2024-10-31', 'NOT_MET'],
    ['2023-11-30', '2024-02-29', 'MET'],
    ['2023-11-30', '2024-02-28', 'NOT_MET'],
    ['2022-11-30', '2023-02-28', 'MET'],
    ['2022-12-01', '2023-02-28', 'NOT_MET'],
  ])('F1: received %s for %s: %s', (on, effective, verdict) =>
    expect(finding('F1', [decided('2022-01-10'), notice(on, effective)]).verdict).toBe(verdict),
  );

  test.each([
    ['2015-11-29', 'MET'],
    ['2015-11-30', 'MET'], // and three months is 29 February
    ['2015-12-01', 'NOT_MET'],
    ['2015-11', 'MET'],
    ['2015-12', 'NOT_MET'],
    ['2015-11-20/2015-12-10', 'NOT_EVIDENCED'],
  ])('BV1: users told %s of terms from 29 February 2016: %s', (on, verdict) => {
    const users = told('ServiceUsersNotified', on, { changeId: 'X1' }, { id: 'users' });
    expect(finding('BV1', [decided('2015-10-01'), notice('2015-10-05', '2016-02-29'), users]).verdict).toBe(verdict);
  });
});

describe('days are counted one by one', () => {
  const answered = (from: string, to: string): Recorded[] => [
    told('InformationRequested', from, { requestId: 'R1' }, { by: 'tso' }),
    told('InformationProvided', to, { requestId: 'R1' }),
  ];
  const twenty = told(
    'FrameworkAdopted',
    '2020-01-01',
    {
      ...{ frameworkId: 'local', edition: '2020', title: 'Local Compact', inForceFrom: '2020-01-01' },
      parameters: { answerDays: 20 },
    },
    { matter: null, id: 'adopted' },
  );

  test.each([
    ['C3', '2024-01-31', '2024-04-23', 'MET'], // over a leap day, 83 days
    ['C3', '2024-01-31', '2024-04-24', 'MET'],
    ['C3', '2024-01-31', '2024-04-25', 'NOT_MET'],
    ['C3', '2023-01-31', '2023-04-25', 'MET'],
    ['C3', '2023-01-31', '2023-04-26', 'NOT_MET'],
    ['C3', '2024-10-01', '2024-12-24', 'MET'], // over the change of the clocks
    ['C3', '2024-10-01', '2024-12-25', 'NOT_MET'],
  ])('%s: closed %s, feedback %s: %s', (rule, close, on, verdict) => {
    const facts = [opened('2022-01-10', close), closed(close), told('FeedbackPublished', on, k)];
    expect(finding(rule, facts, { framework: 'compact-2010' }).verdict).toBe(verdict);
  });

  test.each([
    ['2010-01-31', '2010-02-09', 'MET'],
    ['2010-01-31', '2010-02-10', 'MET'],
    ['2010-01-31', '2010-02-11', 'NOT_MET'],
    ['2010-03-25', '2010-04-04', 'MET'], // over the change of the clocks
    ['2010-03-25', '2010-04-05', 'NOT_MET'],
  ])('P1 in 2009: received %s, paid %s: %s', (from, to, verdict) =>
    expect(finding('P1', paid(from, to), { framework: 'compact-2009' }).verdict).toBe(verdict),
  );

  test.each([
    ['2024-02-15', '2024-03-05', 'MET'],
    ['2024-02-15', '2024-03-06', 'MET'], // over a leap day
    ['2024-02-15', '2024-03-07', 'NOT_MET'],
    ['2023-02-15', '2023-03-07', 'MET'],
    ['2023-02-15', '2023-03-08', 'NOT_MET'],
    ['2024-10-20', '2024-11-09', 'MET'], // over the change of the clocks
    ['2024-10-20', '2024-11-10', 'NOT_MET'],
    ['2024-01-31', '2024-02-20', 'MET'],
  ])('Q: asked %s, answered %s: %s', (from, to, verdict) =>
    expect(finding('Q', answered(from, to), { context: [twenty], framework: 'local' }).verdict).toBe(verdict),
  );

  test.each([
    ['2024-02-29', '2024-03-31', 'MET'], // thirty clear days, the clocks change on the last of them
    ['2024-03-01', '2024-03-30', 'MET'], // 2 to 29 March
    ['2024-03-02', '2024-03-30', 'NOT_MET'],
    ['2024-01-30', '2024-02-29', 'MET'],
    ['2023-01-31', '2023-03-01', 'MET'], // 1 to 28 February
    ['2023-02-01', '2023-03-01', 'NOT_MET'],
    ['2024-10-02', '2024-10-31', 'MET'],
    [null, '2024-10-31', 'NOT_EVIDENCED'],
  ])('FN1: announced %s for a decision of %s: %s', (on, day, verdict) =>
    expect(finding('FN1', [told('ForwardNoticePublished', on, d), decided(day, { key: true })]).verdict).toBe(verdict),
  );
});

describe('earlier is on a day before', () => {
  test.each([
    ['2024-02-28', '2024-02-29', 'MET'],
    ['2024-02-29', '2024-02-29', 'NOT_MET'],
    ['2024-03-01', '2024-02-29', 'NOT_MET'],
    ['2024-02-29', '2024-03-01', 'MET'],
    ['2024-02', '2024-03-01', 'MET'],
    ['2024-03-30', '2024-03-31', 'MET'],
  ])('C2: word of %s before an opening of %s: %s', (on, day, verdict) =>
    expect(finding('C2', [told('ConsultationForewarned', on, k), opened(day, '2024-07-01')]).verdict).toBe(verdict),
  );

  test.each([
    ['2024-02-28', 'NOT_MET'],
    ['2024-02-29', 'MET'],
    ['2024-03-01', 'NOT_MET'],
    ['2024-02', 'NOT_EVIDENCED'],
  ])('C6: analysed %s, between a close on 28 February and a decision on 1 March 2024: %s', (on, verdict) => {
    const analysed = told('ResponseAnalysisCompleted', on, k);
    const facts = [opened('2023-11-01', '2024-02-28'), analysed, decided('2024-03-01', { consultationsCited: ['K1'] })];
    expect(finding('C6', facts).verdict).toBe(verdict);
  });

  test.each([
    ['2024-02-28', 'MET'],
    ['2024-02-29', 'MET'],
    ['2024-03-01', 'NOT_MET'],
    ['2024-02', 'MET'],
  ])('F2: reasons of %s for a notice of 29 February 2024: %s', (on, verdict) => {
    const reasons = told('RationalePublished', on, { ...d, sentTo: ['A'] });
    const found = finding('F2', [decided('2024-01-10'), notice('2024-02-29', '2024-07-01'), reasons]);
    expect(found.verdict).toBe(verdict);
  });

  test.each([
    ['2013-02-19', '2013-02-19', 'MET'],
    ['2013-02-19', '2013-02-20', 'NOT_MET'],
    ['2013-02-20', '2013-02-21', 'NOT_MET'],
    ['2013-02-19', '2013-02', 'NOT_EVIDENCED'],
    ['2013-01', '2013-01', 'MET'],
    ['2013-01', null, 'NOT_EVIDENCED'],
  ])('BV2: topics talked about %s and %s before 20 February: %s', (one, other, verdict) => {
    const held = (on: string | null, meetingId: string, topicsCovered: string[]) =>
      told('MeetingHeld', on, { meetingId, topicsCovered }, { id: meetingId });
    const facts = [held(one, 'G1', ['future of the service', 'effect on assets'])];
    expect(
      finding('BV2', [decided('2013-02-20'), ...facts, held(other, 'G2', ['wider community impact'])]).verdict,
    ).toBe(verdict);
  });

  test.each([
    ['2024-09-09', 'MET'],
    ['2024-09-10', 'NOT_MET'],
    ['2024-09-11', 'NOT_MET'],
    ['2024-08', 'MET'],
    ['2024-09', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('E1e, E1f: an equality assessment of %s for a decision of 10 September: %s', (on, verdict) => {
    const assessed = told(
      'ImpactAssessmentCompleted',
      on,
      { ...d, assessmentType: 'equality', coverage: 'per group' },
      { id: 'assessed' },
    );
    const facts = [decided('2024-09-10', { reasonCategory: 'budget' }), assessed];
    expect(finding('E1e', facts).verdict).toBe(verdict);
    // E1f says nothing where the assessment came first.
    if (verdict !== 'MET') expect(finding('E1f', facts).verdict).toBe(verdict);
  });

  test.each([
    ['2024-02-29', '2024-03-31', 'MET'],
    ['2024-03-31', '2024-03-31', 'MET'],
    ['2024-04-01', '2024-03-31', 'NOT_MET'],
    ['2024-02-29', '2024-02-28', 'NOT_MET'],
    ['2024-03', '2024-03-31', 'MET'],
  ])('F7, F8: agreed %s for an agreement of %s: %s', (on, made, verdict) => {
    const g = { agreementId: 'G1' };
    const facts = [
      told('FundingAgreementMade', made, g),
      told('MonitoringTermsAgreed', on, { ...g, requirements: [] }),
      told('RiskAllocationAgreed', on, g),
    ];
    expect(['F7', 'F8'].map((rule) => finding(rule, facts).verdict)).toEqual([verdict, verdict]);
  });
});

describe('a day that is not known settles nothing that hangs on it', () => {
  test.each([
    ['2024-05-26', 'MET'],
    ['2024-05-27', 'MET'],
    ['2024-05-28', 'NOT_MET'],
    ['2024-04', 'MET'],
    ['2024-05', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('C5: a full pack that went out again %s, for a close on 27 May: %s', (on, verdict) => {
    const full = { reasons: ['r'], criteria: ['c'], options: ['o'], rejectedOptions: [{ option: 'p', why: 'dear' }] };
    const again = told('ConsultationReissued', on, { ...k, pack: full }, { id: 'again' });
    const first = opened('2024-03-04', '2024-05-27', { pack: { ...full, criteria: [] } });
    expect(finding('C5', [first, again]).verdict).toBe(verdict);
    // Where both packs say the same the day does not matter.
    expect(finding('C5', [opened('2024-03-04', '2024-05-27', { pack: full }), again]).verdict).toBe('MET');
  });

  test.each([
    ['2024-05', 'NOT_EVIDENCED'], // it may have gone out before the close, which answers nothing
    ['2024-06', 'MET'],
  ])('C3: feedback in %s after a close on 27 May: %s', (on, verdict) =>
    expect(
      finding('C3', [opened('2024-03-04', '2024-05-27'), closed('2024-05-27'), told('FeedbackPublished', on, k)])
        .verdict,
    ).toBe(verdict),
  );

  test.each([
    ['2024-03-31', 'MET'],
    ['2024-03', 'MET'],
    ['2024-03/2024-04', 'NOT_EVIDENCED'], // the list of that year or that of the next
  ])('TC1: a grant awarded %s, in a list of the year to 31 March 2024: %s', (on, verdict) => {
    const list = told(
      'GrantsRegisterPublished',
      '2024-04-20',
      { registerId: 'R', periodFrom: '2023-04-01', periodTo: '2024-03-31', fields: REGISTER_FIELDS },
      { matter: null, id: 'list' },
    );
    const award = told('GrantAwarded', on, { agreementId: 'G1' }, { id: 'grant' });
    expect(finding('TC1', [award], { context: [list] }).verdict).toBe(verdict);
  });

  test.each([
    ['2024-05-27', 'MET'],
    ['2024-05-28', 'NOT_EVIDENCED'],
    ['2024-04', 'MET'],
    ['2024-05', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('CSO-2.7: a response of %s to a consultation that closed on 27 May: %s', (on, verdict) => {
    const response = told('ConsultationResponseSubmitted', on, { ...k, responseId: 'R1' }, { by: 'tso' });
    expect(finding('CSO-2.7', [opened('2024-03-04', '2024-05-27'), response]).verdict).toBe(verdict);
  });

  test.each([
    ['CSO-3.17', 'user-feedback', 'UserFeedbackProvided'],
    ['CSO-4.6', 'review-contribution', 'ReviewContributionMade'],
  ])('%s: what was given on a day not known may have come before it was asked for', (rule, seeks, type) => {
    const asked = told('InformationRequested', '2024-03-04', { requestId: 'R1', of: 'tso', seeks }, { id: 'asked' });
    const given = (on: string | null) => told(type, on, { summary: 'x' }, { by: 'tso', id: 'given' });
    const verdicts = ['2024-02', '2024-03', '2024-04', null].map((on) => finding(rule, [asked, given(on)]).verdict);
    expect(verdicts).toEqual(['NOT_EVIDENCED', 'NOT_EVIDENCED', 'MET', 'NOT_EVIDENCED']);
    // An answer that names the request came after it.
    const answer = told('InformationProvided', '2024-03', { requestId: 'R1' }, { by: 'tso' });
    expect(finding(rule, [asked, answer]).verdict).toBe('MET');
  });
});
