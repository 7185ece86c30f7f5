import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const decided = (on: string | null = '2013-02-20', data: object = {}, id = 'D1') =>
  told('DecisionTaken', on, { decisionId: id, effect: 'reduce', ...data }, { id });
const held = (on: string | null, topicsCovered?: string[]) =>
  told('MeetingHeld', on, { meetingId: `G${on}`, topicsCovered }, { id: `met ${on}` });
const discussed = (on: string, topicsCovered?: string[]) =>
  told('FundingPressureDiscussed', on, { summary: 's', topicsCovered }, { id: `discussed ${on}` });
const quashed = (on: string) =>
  told('DecisionQuashed', on, { decisionId: 'D1', grounds: 'duty' }, { by: 'court', id: 'quashed' });
const byDecision = (rule: string, facts: Parameters<typeof findings>[1]) =>
  Object.fromEntries(findings(rule, facts).map(({ about: { id }, verdict }) => [id, verdict]));

describe('the edition', () => {
  test.each([
    ['2011-08-31', []],
    ['2011-09-15', ['best-value-2011']], // the day in September 2011 is not known: it may have been in force
    ['2011-10-01', ['best-value-2011']],
    ['2015-03-10', ['best-value-2011', 'best-value-2015']],
    ['2015-04-01', ['best-value-2015']],
    ['2025-04-01', ['best-value-2015']],
  ])('for a decision of %s: %j', (on, editions) => {
    expect(findings('BV0', [decided(on)]).map(({ edition }) => edition)).toEqual(editions);
  });

  test('a decision that neither reduces nor ends calls for none of it', () => {
    const facts = [decided('2013-02-20', { effect: 'award' })];
    for (const rule of ['BV0', 'BV2', 'BV3', 'BV5']) expect(findings(rule, facts)).toEqual([]);
  });

  test.each([
    ['council', 6, []],
    ['Fire and rescue authority', 6, []],
    ['Department', 0, []],
    ['NHS body', 0, []],
    [undefined, 6, ['is for local authorities; the record does not say what kind of body the commissioner is.']],
    ['something new', 6, ['is for local authorities; the record does not say what kind of body the commissioner is.']],
  ])('binds a body registered as %s or not: %d findings', (form, count, notes) => {
    const registered = told('CommissionerRegistered', '2010-01-01', { organisationId: 'C1', name: 'Body', form });
    const tso = told('TsoRegistered', '2010-01-01', { organisationId: 'A', name: 'A', form: 'NHS charity' });
    const change = told('FundingChangeNotified', '2013-03-01', { changeId: 'X1', decisionId: 'D1' });
    const budget = told('BudgetReductionRecorded', '2013-02-20', { budgetId: 'B', ownPercent: 1, tsoPercent: 1 });
    const facts = [decided(), change, budget];
    const rules = ['BV0', 'BV1', 'BV2', 'BV3', 'BV4', 'BV5'];
    const found = rules.flatMap((rule) => findings(rule, facts, { context: [tso, registered] }));
    expect(found).toHaveLength(count);
    for (const { notes: said } of found)
      expect(said.filter((note) => note.includes('kind of body'))).toEqual(
        notes.map((note) => `Best Value Statutory Guidance (September 2011) ${note}`),
      );
  });
});

describe('BV0: consulted or met before it is decided', () => {
  test.each([
    ['2013-02-19', 'MET', '1 day before the decision'],
    ['2013-02-20', 'NOT_MET', 'on the day of the decision; nothing earlier is on record'],
    ['2013-02-21', 'NOT_MET', '1 day after the decision'],
    ['2013-02', 'NOT_EVIDENCED', 'only exact days'],
    ['2013-01', 'MET', 'in January 2013'],
    [null, 'NOT_EVIDENCED', 'only exact days'],
  ])('a meeting held %s: %s', (on, verdict, words) => {
    const found = finding('BV0', [decided(), held(on)]);
    expect(found.verdict).toBe(verdict);
    expect(found.because).toContain(words);
    expect(found.evidence).toEqual(expect.arrayContaining(['D1', `met ${on}`]));
  });

  test.each([
    ['ConsultationOpened', { consultationId: 'K1' }],
    ['FundingPressureDiscussed', { summary: 's' }],
    ['ResponseInvited', {}],
    ['OptionsInvited', {}],
  ])('%s counts, and nothing on record is not evidence', (type, data) => {
    expect(finding('BV0', [decided(), told(type, '2013-01-10', data)]).verdict).toBe('MET');
    expect(finding('BV0', [decided()])).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['ConsultationOpened'] });
  });

  test('a consultation that was withdrawn is none; what came once the decision was quashed is for the next one', () => {
    const k = { consultationId: 'K1' };
    const withdrawn = [
      told('ConsultationOpened', '2013-01-10', k),
      told('ConsultationWithdrawn', '2013-01-11', { ...k, reason: 'error' }),
    ];
    expect(finding('BV0', [decided(), ...withdrawn]).verdict).toBe('NOT_EVIDENCED');
    const facts = [decided(), quashed('2013-05-01'), held('2013-05-02'), decided('2013-07-01', {}, 'D2')];
    expect(byDecision('BV0', facts)).toEqual({ D1: 'NOT_EVIDENCED', D2: 'MET' });
  });
});

describe('BV1: three months’ notice to the organisation and to users', () => {
  const notice = (receivedOn: string | null, data: object = {}) =>
    told(
      'FundingChangeNotified',
      receivedOn,
      { changeId: 'X1', decisionId: 'D1', receivedOn: receivedOn ?? undefined, effectiveFrom: '2013-05-31', ...data },
      { id: 'notice' },
    );
  const users = (on: string | null, data: object = {}) =>
    told('ServiceUsersNotified', on, { changeId: 'X1', ...data }, { id: 'users' });
  const early = notice('2013-02-20');

  test.each([
    ['2013-02-27', 'MET'],
    ['2013-02-28', 'MET'], // the months are clamped: 28 February and three months is 28 May
    ['2013-03-01', 'NOT_MET'],
    ['2013-02', 'MET'],
    ['2013-02/2013-03', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('users told %s of terms from 31 May: %s', (on, verdict) => {
    const found = finding('BV1', [decided(), early, users(on)]);
    expect(found).toMatchObject({ verdict, tso: 'A', dueOn: '2013-02-28', about: { kind: 'change', id: 'X1' } });
    expect(found.evidence).toEqual(expect.arrayContaining(['notice', 'users']));
  });

  test.each([
    ['2013-02-28', 'MET'],
    ['2013-03-01', 'NOT_MET'],
    ['2013-06-01', 'NOT_MET'],
  ])('the organisation told %s, users in time: %s', (on, verdict) => {
    expect(finding('BV1', [decided(), notice(on), users('2013-02-01')]).verdict).toBe(verdict);
  });

  test('the sentence has the sum of whichever was late', () => {
    expect(finding('BV1', [decided(), early, users('2013-03-05')]).because).toBe(
      '31 May 2013 less 3 calendar months is 28 February 2013; users were told on 5 March 2013, 5 days late.',
    );
  });

  test('one side told is not both', () => {
    expect(finding('BV1', [decided(), early])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ServiceUsersNotified'],
    });
    expect(finding('BV1', [decided(), users('2013-02-01', { effectiveFrom: '2013-05-31' })])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['FundingChangeNotified'],
    });
  });

  test('an announcement to everyone tells users; exceptional circumstances change nothing', () => {
    const announced = (on: string) => told('PublicAnnouncementMade', on, { changeId: 'X1' }, { id: 'announced' });
    expect(finding('BV1', [decided(), early, announced('2013-02-28')]).verdict).toBe('MET');
    expect(finding('BV1', [decided(), early, announced('2013-03-01')]).verdict).toBe('NOT_MET');
    const fire = told('ExceptionalCircumstancesRecorded', '2013-02-01', { changeId: 'X1', reason: 'f', approver: 'D' });
    expect(finding('BV1', [decided(), early, announced('2013-03-01'), fire]).verdict).toBe('NOT_MET');
  });

  test.each([
    ['2013-01-30', 'NOT_DUE'],
    ['2013-01-31', 'AT_RISK'],
    ['2013-02-27', 'AT_RISK'],
    ['2013-02-28', 'NOT_EVIDENCED'],
  ])('as of %s with users not yet told: %s', (asOf, verdict) => {
    const facts = [decided('2013-01-10'), notice('2013-01-15')];
    expect(finding('BV1', facts, { asOf }).verdict).toBe(verdict);
  });

  test('it took effect and the organisation says that nothing reached it', () => {
    const took = told('FundingChangeTookEffect', '2013-05-31', { changeId: 'X1', decisionId: 'D1' });
    const none = told('NoNoticeReceived', '2013-06-01', { changeId: 'X1' }, { by: 'tso' });
    expect(finding('BV1', [decided(), took, none]).verdict).toBe('NOT_MET');
    expect(finding('BV1', [decided(), took]).verdict).toBe('NOT_EVIDENCED');
  });

  test('what users were told of a decision that was quashed fell with it', () => {
    const facts = [decided(), early, users('2013-02-21'), quashed('2013-03-10')];
    expect(finding('BV1', facts, { asOf: '2013-06-01' })).toMatchObject({ verdict: 'NOT_EVIDENCED' });
    expect(finding('BV1', facts, { asOf: '2013-03-09' }).verdict).toBe('MET');
    const anew = told(
      'FundingChangeNotified',
      '2013-04-02',
      { changeId: 'X1', decisionId: 'D2', receivedOn: '2013-04-02', effectiveFrom: '2013-08-01' },
      { id: 'anew' },
    );
    const again = [...facts, decided('2013-04-01', {}, 'D2'), anew];
    expect(finding('BV1', again)).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['ServiceUsersNotified'] });
    const toldAgain = told('ServiceUsersNotified', '2013-04-10', { changeId: 'X1' }, { id: 'users again' });
    expect(finding('BV1', [...again, toldAgain]).verdict).toBe('MET');
  });

  test('what had begun before the quashing was told as it was', () => {
    const took = told('FundingChangeTookEffect', '2013-05-31', { changeId: 'X1', decisionId: 'D1' });
    expect(finding('BV1', [decided(), early, users('2013-02-21'), took, quashed('2013-06-10')]).verdict).toBe('MET');
  });

  test('a change that neither reduces nor ends, or was withdrawn, is passed over', () => {
    expect(findings('BV1', [decided(), notice('2013-02-20', { effect: 'vary' })])).toEqual([]);
    const withdrawn = told('FundingChangeWithdrawn', '2013-03-01', { changeId: 'X1', reason: 'r' });
    expect(finding('BV1', [decided(), early, withdrawn]).verdict).toBe('NOT_APPLICABLE');
  });
});

describe('BV2: three topics are talked about before it is decided', () => {
  const [future, assets, community] = ['future of the service', 'effect on assets', 'wider community impact'] as const;

  test('at one meeting or at several', () => {
    expect(finding('BV2', [decided(), held('2013-01-10', [future, assets, community])]).verdict).toBe('MET');
    const several = [held('2013-01-10', [future]), discussed('2013-02-19', [assets, community])];
    expect(finding('BV2', [decided(), ...several]).verdict).toBe('MET');
    expect(finding('BV2', [decided('2013-02-19'), ...several])).toMatchObject({
      verdict: 'NOT_MET',
      because: 'Not talked about before the decision: effect on assets and wider community impact.',
    });
  });

  test('a topic was left out where the record tells of everything what it was about, else nobody can tell', () => {
    const two = held('2013-01-10', [future, assets]);
    expect(finding('BV2', [decided(), two])).toMatchObject({
      verdict: 'NOT_MET',
      because: 'Not talked about before the decision: wider community impact.',
    });
    expect(finding('BV2', [decided(), held('2013-01-10', [])]).verdict).toBe('NOT_MET');
    const unknown = { verdict: 'NOT_EVIDENCED', missing: ['topicsCovered'] };
    expect(finding('BV2', [decided(), two, held('2013-01-11')])).toMatchObject(unknown);
    const consulted = told('ConsultationOpened', '2013-01-04', { consultationId: 'K1' });
    expect(finding('BV2', [decided(), two, consulted])).toMatchObject(unknown);
    expect(finding('BV2', [decided()])).toMatchObject(unknown);
    expect(finding('BV2', [decided(), held('2013-02', [future, assets, community])]).verdict).toBe('NOT_EVIDENCED');
  });
});

describe('BV3: options are invited, information shared, and what is proposed considered', () => {
  const invited = (on: string) => told('OptionsInvited', on, {}, { id: 'invited' });
  const informed = (on: string) => told('InformationShared', on, { what: 'costs' }, { id: 'informed' });
  const proposed = (on: string, optionId?: string) =>
    told('OptionProposed', on, { optionId, summary: 's' }, { by: 'tso', id: `proposed ${optionId}` });
  const considered = (on: string, optionId?: string) =>
    told('OptionConsidered', on, { optionId, outcome: 'no' }, { id: `considered ${optionId}` });
  const before = [invited('2013-01-10'), informed('2013-01-11')];

  test.each([
    ['2013-02-19', '2013-02-19', 'MET'],
    ['2013-02-20', '2013-02-19', 'NOT_MET'],
    ['2013-02-19', '2013-02-20', 'NOT_MET'],
    ['2013-02-19', '2013-02', 'NOT_EVIDENCED'],
  ])('invited %s, informed %s: %s', (one, other, verdict) => {
    expect(finding('BV3', [decided(), invited(one), informed(other)]).verdict).toBe(verdict);
  });

  test('what is not on record is named', () => {
    expect(finding('BV3', [decided(), invited('2013-01-10')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['InformationShared'],
    });
    expect(finding('BV3', [decided()]).missing).toEqual(['OptionsInvited', 'InformationShared']);
  });

  test.each([
    ['2013-01-31', 'NOT_MET'],
    ['2013-02-01', 'MET'],
    ['2013-02-20', 'MET'],
    ['2013-02-21', 'NOT_MET'],
  ])('an option of 1 February considered %s: %s', (on, verdict) => {
    expect(finding('BV3', [decided(), ...before, proposed('2013-02-01', 'O1'), considered(on, 'O1')]).verdict).toBe(
      verdict,
    );
  });

  test('each option needs its own consideration; one proposed after the decision is too late for it', () => {
    const facts = [decided(), ...before, proposed('2013-02-01', 'O1'), considered('2013-02-10', 'O2')];
    expect(finding('BV3', facts)).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['OptionConsidered'] });
    expect(finding('BV3', [...facts, considered('2013-02-11')]).verdict).toBe('MET');
    expect(finding('BV3', [decided(), ...before, proposed('2013-02-21', 'O1')]).verdict).toBe('MET');
  });

  test('an invitation made once the decision was quashed is for the next one', () => {
    const again = [invited('2013-05-01'), informed('2013-05-02'), decided('2013-07-01', {}, 'D2')];
    expect(byDecision('BV3', [decided(), quashed('2013-05-01'), ...again])).toEqual({ D1: 'NOT_EVIDENCED', D2: 'MET' });
    expect(byDecision('BV3', [decided(), quashed('2013-05-02'), ...again])).toEqual({ D1: 'NOT_MET', D2: 'MET' });
  });
});

describe('BV4: TSOs do not lose a larger share', () => {
  const budget = (data: object) =>
    told(
      'BudgetReductionRecorded',
      '2013-02-20',
      { budgetId: 'B1', financialYear: '2013/14', ...data },
      { matter: null, tsos: [], id: 'budget' },
    );

  test.each([
    [10, 9.9, 'MET', '0.1 points less'],
    [10, 10, 'MET', 'as much'],
    [10, 10.1, 'NOT_MET', '0.1 points more'],
    [0, -2, 'MET', '2 points less'],
    [-1, 0, 'NOT_MET', '1 point more'],
  ])('own %d%%, TSOs %d%%: %s', (ownPercent, tsoPercent, verdict, words) => {
    const found = finding('BV4', [budget({ ownPercent, tsoPercent })]);
    expect(found).toMatchObject({ verdict, about: { kind: 'budget', id: 'B1' }, evidence: ['budget'], matter: null });
    expect(found.because).toContain(words);
    expect(found.facts).toEqual({ financialYear: '2013/14', ownPercent, tsoPercent });
  });

  test('without what is taken from TSOs nobody can tell', () => {
    expect(finding('BV4', [budget({ ownPercent: 10 })])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['tsoPercent'],
    });
  });
});

describe('BV5: the Local Compact is honoured', () => {
  const adopted = (parameters: object, basedOn?: string) =>
    told(
      'FrameworkAdopted',
      '2012-01-01',
      { frameworkId: 'local', edition: '2012', title: 'Our Compact', basedOn, inForceFrom: '2012-04-01', parameters },
      { matter: null, id: 'adopted' },
    );
  const facts = [
    decided(),
    told(
      'FundingChangeNotified',
      '2013-02-25',
      { changeId: 'X1', decisionId: 'D1', receivedOn: '2013-02-25', effectiveFrom: '2013-06-01' },
      { id: 'notice' },
    ),
  ];
  const judged = (months: number, basedOn?: string) =>
    finding('BV5', facts, { context: [adopted({ noticeMonths: months }, basedOn)] });

  test.each([
    [3, 'MET', 'Met, with or without a reason it allows: F1 (as compact-2010 4.4) of Our Compact.'],
    [6, 'NOT_MET', 'Not met: F1 (as compact-2010 4.4) of Our Compact.'],
  ])('with notice of %d months asked: %s', (months, verdict, because) => {
    const found = judged(months);
    expect(found).toMatchObject({ verdict, because, about: { kind: 'decision', id: 'D1' } });
    expect(found.evidence).toEqual(['D1', 'notice']);
  });

  test('what the record does not tell is not honoured, and not dishonoured either', () => {
    const found = judged(3, 'compact-2010');
    expect(found.verdict).toBe('NOT_EVIDENCED');
    expect(found.because).toContain('F3 (as compact-2010 4.2) of Our Compact');
    expect(found.missing).toContain('ImpactAssessmentCompleted');
    expect(judged(6, 'compact-2010').verdict).toBe('NOT_MET');
  });

  test('without a Local Compact in force there is nothing to honour', () => {
    expect(finding('BV5', facts).verdict).toBe('NOT_APPLICABLE');
    const later = told('FrameworkAdopted', '2014-01-01', {
      ...{ frameworkId: 'local', edition: '2014', title: 'Our Compact', inForceFrom: '2014-04-01' },
      parameters: { noticeMonths: 6 },
    });
    expect(finding('BV5', facts, { context: [later] }).verdict).toBe('NOT_APPLICABLE');
  });

  test('asked for alone it still looks at the Local Compact', () => {
    const context = [adopted({ noticeMonths: 6 })];
    expect(finding('BV5', facts, { context, framework: 'best-value' }).verdict).toBe('NOT_MET');
  });
});
