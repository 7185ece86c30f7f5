import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findingsOf } from '../../src/compliance/bundle.js';
import type { Finding } from '../../src/compliance/finding.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { endOfLondonDay, londonDay } from '../../src/kernel/time.js';
import { Served, type Json } from '../graphql/support.js';
import { finding, findings, told } from './facts.js';

// The hazards of the field, one test each. Longer tests of the same rules stand in the files about them.

const COMPACT = { framework: 'compact-2010' };
const notice = (received: string, data: object = {}, more: object = {}) =>
  told(
    'FundingChangeNotified',
    received,
    { changeId: 'X1', receivedOn: received, ...data },
    { id: `notice-${received}`, ...more },
  );
const f1 = (received: string, data: object): Finding => finding('F1', [notice(received, data)], COMPACT);
const decided = (on: string, data: object = {}, id = 'D1') =>
  told('DecisionTaken', on, { decisionId: id, effect: 'end', ...data }, { id });
const opened = (data: object = {}) =>
  told('ConsultationOpened', '2024-03-04', { consultationId: 'K1', closesOn: '2024-05-27', ...data }, { id: 'open' });

/** What a rule finds of some facts as known at a moment. */
const asKnown = (facts: readonly Recorded[], rule: string, recordedAsOf: string): Finding[] =>
  findingsOf(facts, { query: 'findings', ...COMPACT, validAsOf: '2026-12-31', recordedAsOf }).filter(
    (it) => it.rule === rule,
  );

describe('a hazard of the field:', () => {
  test('1. months end on different days, and the first day without the money is not the last one with it', () => {
    expect(f1('2024-11-30', { effectiveFrom: '2025-02-28' })).toMatchObject({ verdict: 'MET', dueOn: '2024-11-30' });
    expect(f1('2024-12-01', { effectiveFrom: '2025-02-28' }).verdict).toBe('NOT_MET');
    expect(f1('2015-11-30', { effectiveFrom: '2016-02-29' }).verdict).toBe('MET');
    // Ninety days are not three months: in autumn they are too few, in spring one more than is asked.
    expect(f1('2024-08-02', { effectiveFrom: '2024-10-31' })).toMatchObject({
      verdict: 'NOT_MET',
      facts: { noticeDays: 90 },
    });
    expect(f1('2025-02-01', { effectiveFrom: '2025-05-01' })).toMatchObject({
      verdict: 'MET',
      facts: { noticeDays: 89 },
    });
    // The same facts, told as the last funded day and, wrongly, as if it were the first day without.
    expect(f1('2025-01-01', { lastFundedDay: '2025-03-31' }).verdict).toBe('MET');
    expect(f1('2025-01-01', { effectiveFrom: '2025-03-31' }).verdict).toBe('NOT_MET');
  });

  test('2. notice may come after the change took effect', () => {
    expect(f1('2024-06-01', { effectiveFrom: '2024-04-01' })).toMatchObject({
      verdict: 'NOT_MET',
      facts: { noticeDays: -61 },
      because: expect.stringContaining('61 days after the new terms began'),
    });
  });

  test.each([
    ['2024-09-09', 'MET'],
    ['2024-09-10', 'NOT_MET'],
    ['2024-09-11', 'NOT_MET'],
  ])('3. an impact assessment completed on %s for a decision on 10 September is %s', (on, verdict) => {
    const complete = { groupsCovered: ['beneficiaries', 'users', 'volunteers'], reallocationConsidered: true };
    const assessed = told('ImpactAssessmentCompleted', on, { decisionId: 'D1', ...complete });
    const found = finding('F3', [decided('2024-09-10'), assessed]);
    expect([found.verdict, found.because.includes('it is retrospective')]).toEqual([verdict, verdict === 'NOT_MET']);
  });

  test('4. a reason given after the fact is none', () => {
    const reason = (on: string) => told('ConsultationRationalePublished', on, { consultationId: 'K1', text: 'Lease.' });
    const short = opened({ closesOn: '2024-04-29' });
    expect(finding('C1', [short, reason('2024-03-04')]).verdict).toBe('MET_WITH_RATIONALE');
    expect(finding('C1', [short, reason('2024-03-05')])).toMatchObject({
      verdict: 'NOT_MET',
      because: expect.stringContaining('came late'),
    });
    const facts = [decided('2024-09-10'), notice('2024-09-12', { decisionId: 'D1', effectiveFrom: '2025-01-01' })];
    const given = (on: string) => told('RationalePublished', on, { decisionId: 'D1', text: 'Why', sentTo: ['A'] });
    expect(finding('F2', [...facts, given('2024-09-12')]).verdict).toBe('MET');
    expect(finding('F2', [...facts, given('2024-09-13')]).verdict).toBe('NOT_MET');
  });

  test('5. an extension makes a short consultation long, and a late shortening a long one short', () => {
    const moved = (type: string, on: string, closesOn: string) => told(type, on, { consultationId: 'K1', closesOn });
    const short = opened({ closesOn: '2024-04-29' });
    expect(finding('C1', [short, moved('ConsultationExtended', '2024-04-20', '2024-05-27')])).toMatchObject({
      verdict: 'MET',
      facts: { days: 84 },
    });
    expect(finding('C1', [opened(), moved('ConsultationShortened', '2024-05-20', '2024-05-26')])).toMatchObject({
      verdict: 'NOT_MET',
      facts: { days: 83 },
    });
  });

  test('6. a decision that is quashed takes its notice with it: the time runs anew', () => {
    const quashed = told('DecisionQuashed', '2024-05-01', { decisionId: 'D1', grounds: 'duty' }, { by: 'court' });
    const facts = [decided('2024-01-10'), notice('2024-01-15', { decisionId: 'D1', effectiveFrom: '2024-06-30' })];
    expect(finding('F1', facts, COMPACT).verdict).toBe('MET');
    expect(finding('F1', [...facts, quashed], COMPACT)).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      because: expect.stringContaining('the time runs anew'),
    });
    const anew = notice('2024-05-20', { decisionId: 'D2', effectiveFrom: '2024-08-19' });
    expect(finding('F1', [...facts, quashed, decided('2024-05-15', {}, 'D2'), anew], COMPACT)).toMatchObject({
      verdict: 'NOT_MET',
      facts: { noticeDays: 91, receivedOn: '2024-05-20' },
    });
  });

  test('7. a warning is no notice, and neither is the spoken word', () => {
    const warned = told('EarlyWarningGiven', '2024-01-05', { decisionId: 'D1' }, { id: 'warning' });
    const facts = [decided('2024-04-30'), notice('2024-05-01', { decisionId: 'D1', effectiveFrom: '2024-05-15' })];
    expect(finding('F1', [warned, ...facts], COMPACT)).toMatchObject({
      verdict: 'NOT_MET',
      facts: { noticeDays: 14 },
      notes: expect.arrayContaining([expect.stringContaining('is no notice')]),
    });
    expect(f1('2024-01-05', { inWriting: false, effectiveFrom: '2024-05-15' }).verdict).not.toBe('MET');
  });

  test('8. money whose source calls it a contract and a grant at once is neither for a rule about one of them', () => {
    const agreement = (instrument: string) =>
      told('FundingAgreementMade', '2025-03-01', { agreementId: 'G1', instrument }, { id: 'made' });
    const paid = [
      told('InvoiceReceived', '2025-04-01', { invoiceId: 'I1', agreementId: 'G1' }),
      told('PaymentMade', '2025-06-01', { invoiceId: 'I1', agreementId: 'G1' }),
    ];
    const p1 = (instrument: string) => findings('P1', [agreement(instrument), ...paid], { asOf: '2025-12-31' })[0];
    expect(p1('contract')).toMatchObject({ verdict: 'NOT_MET', notes: [] });
    expect(p1('grant')?.verdict).toBe('NOT_APPLICABLE');
    expect(p1('mixed')?.notes).toContain('The rule is for contracts; whether the invoice is for one is not on record.');
    // What is not said to be a grant is not looked for in a list of grants.
    const grant = { asOf: '2027-12-31', framework: 'transparency-code-2015' };
    expect(findings('TC1', [agreement('grant')], grant)).toHaveLength(1);
    expect(findings('TC1', [agreement('mixed')], grant)).toEqual([]);
  });

  test('9. one matter, several organisations, and each counts from the day it was told', () => {
    const both = { tsos: ['A', 'B'] };
    const facts = [
      notice('2024-12-30', { effectiveFrom: '2025-04-01' }, both),
      told('NoticeReceiptConfirmed', '2025-01-02', { changeId: 'X1', receivedOn: '2025-01-02' }, { tsos: ['B'] }),
    ];
    expect(findings('F1', facts, COMPACT).map(({ tso, verdict }) => [tso, verdict])).toEqual([
      ['A', 'MET'],
      ['B', 'NOT_MET'],
    ]);
  });

  test('10. the text in force on the day decides: ten days of 2009 are not asked in 2014', () => {
    const paid = (on: string, by: string) => [
      told('InvoiceReceived', on, { invoiceId: 'I1' }),
      told('PaymentMade', by, { invoiceId: 'I1' }),
    ];
    expect(findings('P1', paid('2010-03-01', '2010-03-12')).map(({ edition, verdict }) => [edition, verdict])).toEqual([
      ['compact-2009', 'NOT_MET'],
    ]);
    expect(findings('P1', paid('2014-03-03', '2014-03-14'))).toEqual([]);
    // The first Compact makes no exception for exceptional circumstances; that of 2010 does.
    const exception = (on: string) =>
      told('ExceptionalCircumstancesRecorded', on, { changeId: 'X1', reason: 'Flood', approver: 'Head of service' });
    const inForce = (on: string, from: string) =>
      findings('F1', [exception(on), notice(on, { effectiveFrom: from })]).map(({ edition, verdict }) => [
        edition,
        verdict,
      ]);
    expect(inForce('2003-03-03', '2003-04-01')).toEqual([['compact-1998', 'NOT_MET']]);
    expect(inForce('2014-03-03', '2014-04-01')).toEqual([['compact-2010', 'MET_WITH_RATIONALE']]);
  });

  test('11. a contested fact shows both accounts and what each leads to', () => {
    const contested = told(
      'EventContested',
      '2024-06-01',
      {
        targetId: 'notice-2024-03-17',
        claim: 'It came in December.',
        replacement: { data: { changeId: 'X1', receivedOn: '2023-12-20', effectiveFrom: '2024-04-01' } },
      },
      { by: 'commissioner' },
    );
    expect(finding('F1', [notice('2024-03-17', { effectiveFrom: '2024-04-01' }), contested], COMPACT)).toMatchObject({
      verdict: 'NOT_MET',
      ifContestHolds: [{ by: 'commissioner', verdict: 'MET' }],
      notes: expect.arrayContaining([expect.stringContaining('is contested by the commissioner')]),
    });
  });

  test('12. the sector has commitments of its own, and they are told as its own', () => {
    const response = told(
      'ConsultationResponseSubmitted',
      '2024-04-02',
      { consultationId: 'K1', responseId: 'R1', respondent: 'A', representing: 'Its members' },
      { by: 'tso', id: 'response' },
    );
    const report = [
      told('MonitoringReportDue', '2024-04-01', { agreementId: 'G1', reportId: 'R1', dueOn: '2024-04-30' }),
      told('MonitoringReportSubmitted', '2024-05-02', { agreementId: 'G1', reportId: 'R1' }, { by: 'tso' }),
    ];
    expect(finding('CSO-2.8', [opened(), response])).toMatchObject({ owedBy: 'tso', tso: 'A' });
    expect(finding('CSO-3.15', report)).toMatchObject({ owedBy: 'tso', verdict: 'NOT_MET', facts: { days: 2 } });
    expect(finding('F1', [notice('2024-03-17', { effectiveFrom: '2024-04-01' })], COMPACT).owedBy).toBe('commissioner');
  });

  test.each([
    ['2023-12', 'MET'], // whichever day of December it was
    ['2024-01', 'NOT_EVIDENCED'], // the first would do, the others would not
    ['2024-02', 'NOT_MET'],
  ])('13. notice in %s for 1 April has a range of days and is %s', (received, verdict) => {
    const found = f1(received, { effectiveFrom: '2024-04-01' });
    expect(found.verdict).toBe(verdict);
    expect(found.facts['noticeDays']).toBeUndefined();
    expect(Number(found.facts['noticeDaysMax'])).toBeGreaterThan(Number(found.facts['noticeDaysMin']));
  });

  test('14. where nothing is on record nothing is met, and nothing is said to be not met either', () => {
    const matter = told('MatterOpened', '2024-01-02', { title: 'A matter' });
    expect(findingsOf([matter], { query: 'findings', validAsOf: '2026-12-31' })).toEqual([]);
    const took = told('FundingChangeTookEffect', '2024-10-01', { changeId: 'X1' });
    const bare: readonly (readonly [Recorded[], readonly string[]])[] = [
      [
        [matter, opened({ closesOn: null })],
        ['C1', 'C2', 'C3', 'C4', 'C5'],
      ],
      [
        [matter, decided('2024-09-10'), took],
        ['BV0', 'BV1', 'BV2', 'BV3', 'E1', 'F1', 'F2', 'F3', 'F4'],
      ],
    ];
    for (const [facts, rules] of bare) {
      const all = findingsOf(facts, { query: 'findings', validAsOf: '2026-12-31' });
      for (const rule of rules)
        expect([rule, all.filter((it) => it.rule === rule).map(({ verdict }) => verdict)]).toEqual([
          rule,
          ['NOT_EVIDENCED'],
        ]);
      expect(all.filter(({ verdict }) => verdict === 'MET' || verdict === 'NOT_MET')).toEqual([]);
    }
  });

  test('15. a correction changes the verdict, and what was found before can still be asked for', () => {
    const wrong = notice('2024-02-05', { effectiveFrom: '2024-04-01' }, { recordedAt: '2024-02-06T09:00:00Z' });
    const correction = told(
      'EventCorrected',
      '2024-06-03',
      {
        targetId: wrong.id,
        reason: 'A slip: the letter came a month earlier.',
        replacement: { data: { changeId: 'X1', receivedOn: '2023-12-29', effectiveFrom: '2024-04-01' } },
      },
      { recordedAt: '2024-06-03T09:00:00Z' },
    );
    const verdicts = (at: string) => asKnown([wrong, correction], 'F1', at).map(({ verdict }) => verdict);
    expect(verdicts('2024-06-02')).toEqual(['NOT_MET']);
    expect(verdicts('2024-06-03')).toEqual(['MET']);
    expect(asKnown([wrong, correction], 'F1', '2024-06-03')[0]?.notes.join(' ')).toContain('was corrected: A slip');
  });

  test('18. a day is a day in London: half an hour before midnight by Greenwich is the next one in summer', () => {
    expect([londonDay('2024-06-30T23:30:00.000Z'), londonDay('2024-12-31T23:30:00.000Z')]).toEqual([
      '2024-07-01',
      '2024-12-31',
    ]);
    expect(endOfLondonDay('2024-03-31')).toBe('2024-03-31T22:59:59.999Z');
    const recorded = (at: string) => notice('2024-01-01', { effectiveFrom: '2025-01-01' }, { recordedAt: at });
    expect(asKnown([recorded('2024-06-30T23:30:00Z')], 'F1', '2024-06-30')).toEqual([]);
    expect(asKnown([recorded('2024-06-30T23:30:00Z')], 'F1', '2024-07-01')).toHaveLength(1);
    expect(asKnown([recorded('2024-12-31T23:30:00Z')], 'F1', '2024-12-31')).toHaveLength(1);
    const late = { ...recorded('2024-06-30T23:30:00Z'), occurredOn: '2024-06-30' };
    expect(finding('F1', [late], COMPACT).notes.join(' ')).toContain('was recorded 1 day after it happened');
  });
});

describe('a hazard of showing the record to everyone:', () => {
  let served: Served;

  beforeAll(async () => {
    served = await Served.start();
    const administrator = await served.token('administrator');
    await served.record(
      'registerCommissioner',
      { organisationId: 'local:c', name: 'Council', visibility: 'public' },
      administrator,
    );
    await served.record(
      'registerTso',
      { organisationId: 'local:a', name: 'Advice', visibility: 'public' },
      administrator,
    );
    const officer = await served.token('officer', 'local:c');
    const about = { matter: 'advice', tsos: ['local:a'] };
    await served.record(
      'openMatter',
      { ...about, title: 'Advice', occurredOn: '2024-01-08', visibility: 'public' },
      officer,
    );
    await served.record(
      'awardGrant',
      { ...about, agreementId: 'G1', amount: 12345, occurredOn: '2024-02-01', visibility: 'restricted' },
      officer,
    );
    await served.record(
      'notifyFundingChange',
      {
        ...about,
        changeId: 'X1',
        effect: 'end',
        receivedOn: '2024-03-20',
        effectiveFrom: '2024-04-01',
        occurredOn: '2024-03-20',
        visibility: 'restricted',
      },
      officer,
    );
    await served.record(
      'shareInformation',
      { ...about, what: 'Ring the manager at home on 0116-496-0000', occurredOn: '2024-02-05', visibility: 'parties' },
      officer,
    );
  });

  afterAll(() => served.close());

  /** All that an asker is told of the commissioner: summary, history, matter and trail. */
  const seen = (token?: string): Promise<Json> =>
    served.ask(
      `{ complianceSummary(commissioner: "local:c", from: "2024-01-01", to: "2024-12-31") {
           counts { verdict count } awards { count pounds recipients } dataQuality { facts } findings { rule } text }
         history(filter: { commissioner: "local:c" }) { nodes { id type } }
         relationship(commissioner: "local:c", tso: "local:a") { events eventsByType { type count } }
         decisionTrail(matter: "advice") { text } }`,
      {},
      token,
    );

  test('16. what is restricted does not show through a count, a sum or a rate, though it is the only one', async () => {
    const whole = (await seen(await served.token('auditor'))).complianceSummary;
    expect([whole.awards.count, whole.dataQuality.facts]).toEqual([1, 4]);
    expect(whole.findings.map(({ rule }: Json) => rule)).toContain('F1');
    const open = await seen();
    expect(open.complianceSummary).toMatchObject({
      counts: [],
      awards: { count: 0, recipients: 0 },
      dataQuality: { facts: 1 },
      findings: [],
    });
    expect(open.relationship).toEqual({ events: 1, eventsByType: [{ type: 'MatterOpened', count: 1 }] });
    expect(JSON.stringify(open)).not.toMatch(/12,?345|X1|G1/);
  });

  test('17. whom to ring is for the parties, not for the public', async () => {
    expect(JSON.stringify(await seen(await served.token('tso', 'local:a')))).toContain('0116-496-0000');
    expect(JSON.stringify(await seen())).not.toContain('0116-496-0000');
  });
});
