import { afterAll, describe, expect, test } from '@jest/globals';
import { demandPermission } from '../../src/access/permission.js';
import { ROLES, type Actor, type Fact, type Role } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { intents } from '../../src/subjects.js';
import { codesOf, registerTwo, removeFolders, send, withApp, type App } from '../support/app.js';

// Who may say what, written out beside the tables of the subjects: a new intent has to be put into one of these lists.
const BY_THE_SECTOR = [
  ...['SubmitConsultationResponse', 'SubmitRepresentation', 'PromoteConsultation', 'SubmitImpactAdvice'],
  ...['ContributeToReview', 'ProvideUserFeedback', 'RecordAdverseStatement'],
  ...['RaiseConcernInformally', 'RaiseDispute', 'StateDisputeUnanswered'],
];
const BY_TSOS_ALONE = [
  ...['ConfirmNoticeReceipt', 'StateNoNoticeReceived'],
  ...['ReportCircumstanceChange', 'FileExitPlan', 'StateNoPaymentReceived'],
];
const BY_ADMINISTRATORS = ['ClassifyOrganisation', 'MergeOrganisation'];
const BY_BOTH = [
  ...['ScheduleMeeting', 'RecordMeeting', 'CancelMeeting', 'PublishMinutes'],
  ...['CorrectEvent', 'AnnulEvent', 'ContestEvent', 'CountersignEvent'],
  ...['RecordFundingChangeEffect', 'RecordDecisionQuashed'],
  ...['MakePublicAnnouncement', 'ProposeOption'],
  ...['EscalateDispute', 'ExtendDisputeClock', 'RecordMediation', 'IssuePanelFinding', 'ResolveDispute'],
  ...['OfferRemedy', 'AcceptRemedy', 'RefuseRemedy', 'CompleteRemedy'],
  ...['RecordOmbudsmanComplaint', 'RecordOmbudsmanDecision', 'RecordJudicialReview'],
  ...['RecordPermissionGranted', 'RecordPermissionRefused', 'RecordJudgment'],
  ...['AgreeMonitoringTerms', 'AgreeRiskAllocation', 'AgreeImprovementTimetable', 'ReviewImprovement'],
  ...['SubmitMonitoringReport', 'SettleInvoiceDispute'],
  ...['MakeCommitment', 'RecordCommitmentKept', 'ChangeCommitment', 'RecordCommitmentBroken'],
  ...['RequestInformation', 'ProvideInformation', 'RefuseInformation', 'AskQuestion', 'AnswerQuestion'],
  ...['RecordCorrespondence', 'PublishTransitionPlan', 'CompletePostChangeReview', 'RecordServiceEnd'],
  ...['NoteGoodPractice', 'IssueSurvey', 'AnswerSurvey', 'ExcuseObligation'],
];
const BY_KEEPERS = [
  ...['AdoptFramework', 'ReviseFramework', 'LapseFramework', 'SignFramework', 'WithdrawFromFramework'],
  ...['AppointCompactLead', 'AppointChampion', 'StandDownChampion', 'AdoptActionPlan', 'CompleteAction'],
  ...['HoldAnnualReview', 'PublishAnnualStatement'],
];
const BY_ASKERS = ['CompleteTrustScorecard', 'CollectProcessFeedback'];
const BY_REGISTRARS = [
  ...['RegisterCommissioner', 'RegisterTso', 'RegisterOrganisation'],
  ...['AddOrganisationName', 'AddOrganisationIdentifier'],
];
const LISTED = [
  ...[...BY_THE_SECTOR, ...BY_TSOS_ALONE, ...BY_ADMINISTRATORS],
  ...[...BY_BOTH, ...BY_KEEPERS, ...BY_ASKERS, ...BY_REGISTRARS],
];
const BY_COMMISSIONERS = [...intents.keys()].filter((name) => !LISTED.includes(name));

const SPEAK_FOR_COMMISSIONERS: readonly Role[] = ['officer', 'clerk', 'finance', 'compact-officer'];
const SPEAK_FOR_TSOS: readonly Role[] = ['tso', 'infrastructure-body'];

const GROUPS: readonly [who: string, intents: readonly string[], roles: readonly Role[]][] = [
  ['a commissioner', BY_COMMISSIONERS, SPEAK_FOR_COMMISSIONERS],
  ['the sector', BY_THE_SECTOR, SPEAK_FOR_TSOS],
  ['a TSO alone', BY_TSOS_ALONE, ['tso']],
  ['an administrator', BY_ADMINISTRATORS, []],
  ['either side', BY_BOTH, [...SPEAK_FOR_COMMISSIONERS, ...SPEAK_FOR_TSOS]],
  ['the officer for the Compact', BY_KEEPERS, ['compact-officer']],
  ['the officer for the Compact or an umbrella body', BY_ASKERS, ['compact-officer', 'infrastructure-body']],
  ['a commissioner or an umbrella body', BY_REGISTRARS, [...SPEAK_FOR_COMMISSIONERS, 'infrastructure-body']],
];

const organisationOf = (role: Role): string => (SPEAK_FOR_TSOS.includes(role) ? 'advice' : 'council');

const fact = { commissioner: 'council', tsos: ['advice'] } as unknown as Fact;

const may = (role: Role, name: string, organisation: string | null, about = fact): boolean => {
  try {
    demandPermission({ role, organisation }, name, intents.get(name)?.roles ?? [], about, []);
    return true;
  } catch (error) {
    if (error instanceof Rejection) return false;
    throw error;
  }
};

afterAll(removeFolders);

describe('the table of who may say what', () => {
  test('has every intent in one place', () => {
    expect(intents.size).toBe(175);
    expect(BY_COMMISSIONERS.length).toBe(175 - 86);
    for (const name of LISTED) expect([name, intents.has(name)]).toEqual([name, true]);
  });

  test.each(GROUPS)('what %s may say, no one else may', (_, names, roles) => {
    for (const name of names)
      for (const role of ROLES) {
        const expected = role === 'administrator' || roles.includes(role);
        expect([name, role, may(role, name, organisationOf(role))]).toEqual([name, role, expected]);
      }
  });

  test('one speaks for one’s own organisation only', () => {
    for (const [, names, roles] of GROUPS)
      for (const name of names)
        for (const role of roles) {
          expect([name, role, may(role, name, 'another')]).toEqual([name, role, false]);
          expect([name, role, may(role, name, null)]).toEqual([name, role, false]);
        }
  });

  test('an auditor says nothing, and an administrator anything', () => {
    const said = (role: Role) => [...intents.keys()].filter((name) => may(role, name, 'council'));
    expect(said('auditor')).toEqual([]);
    expect(said('administrator')).toHaveLength(intents.size);
  });
});

describe('who speaks through the application', () => {
  const officer: Actor = { role: 'officer', organisation: 'council' };
  const stranger: Actor = { role: 'officer', organisation: 'other' };
  const advice: Actor = { role: 'tso', organisation: 'advice' };
  const elsewhere: Actor = { role: 'tso', organisation: 'elsewhere' };

  const withMatter = (run: (app: App) => Promise<void>) => () =>
    withApp(async (app) => {
      await registerTwo(app);
      await send(app, 'RegisterTso', { data: { organisationId: 'elsewhere', name: 'Elsewhere' } });
      await send(app, 'RegisterCommissioner', { data: { organisationId: 'other', name: 'Other Council' } });
      const opened = { data: { title: 'x' }, matter: 'm1', commissioner: 'council', tsos: ['advice'] };
      await send(app, 'OpenMatter', opened, { actor: officer });
      await run(app);
    });

  test(
    'speaks for the own side and about what concerns it',
    withMatter(async (app) => {
      const view = { data: { summary: 'we object' }, matter: 'm1' };
      expect(await codesOf(send(app, 'SubmitRepresentation', view, { actor: officer }))).toEqual(['NOT_ALLOWED']);
      const forAnother = { ...view, tsos: ['advice'] };
      expect(await codesOf(send(app, 'SubmitRepresentation', forAnother, { actor: elsewhere }))).toEqual([
        'NOT_ALLOWED',
      ]);
      expect(await codesOf(send(app, 'SubmitRepresentation', view, { actor: advice }))).toMatchObject({ revision: 1 });
      expect(await codesOf(send(app, 'ConsiderResponse', view, { actor: advice }))).toEqual(['NOT_ALLOWED']);
      expect(await codesOf(send(app, 'ConsiderResponse', view, { actor: stranger }))).toEqual(['NOT_ALLOWED']);
      expect(await codesOf(send(app, 'ConsiderResponse', view, { actor: officer }))).toMatchObject({ revision: 2 });
      const last = (await app.store.readStream('matter-m1')).map(({ by, meta }) => [by, meta.actor.organisation]);
      expect(last).toEqual([
        ['commissioner', 'council'],
        ['tso', 'advice'],
        ['commissioner', 'council'],
      ]);
    }),
  );

  test(
    'contests the words of the other side and corrects its own',
    withMatter(async (app) => {
      const said = await send(
        app,
        'ConsiderResponse',
        { data: { summary: 'considered' }, matter: 'm1' },
        { actor: officer },
      );
      const [targetId] = said.eventIds;
      const correct = { data: { targetId, replacement: { occurredOn: '2024-02' }, reason: 'a slip' } };
      const contest = { data: { targetId, claim: 'it was not' } };
      expect(await codesOf(send(app, 'CorrectEvent', correct, { actor: advice }))).toEqual(['NOT_YOURS']);
      expect(await codesOf(send(app, 'CorrectEvent', correct, { actor: stranger }))).toEqual(['UNKNOWN_EVENT']);
      expect(await codesOf(send(app, 'ContestEvent', contest, { actor: officer }))).toEqual(['YOURS']);
      expect(await codesOf(send(app, 'ContestEvent', contest, { actor: elsewhere }))).toEqual(['UNKNOWN_EVENT']);
      expect(await codesOf(send(app, 'ContestEvent', contest, { actor: advice }))).toMatchObject({ revision: 2 });
      expect(await codesOf(send(app, 'CorrectEvent', correct, { actor: officer }))).toMatchObject({ revision: 3 });
    }),
  );

  test(
    'puts forward options in any matter that is public',
    withMatter(async (app) => {
      const option = (matter: string) => ({ data: { summary: 'share a building' }, matter, tsos: ['elsewhere'] });
      const open = { data: { title: 'x' }, matter: 'm2', commissioner: 'council', visibility: 'public' } as const;
      await send(app, 'OpenMatter', open, { actor: officer });
      const propose = (matter: string) => codesOf(send(app, 'ProposeOption', option(matter), { actor: elsewhere }));
      expect(await propose('m1')).toEqual(['NOT_ALLOWED']);
      expect(await propose('m2')).toMatchObject({ revision: 1 });
    }),
  );

  test(
    'may register its own body first of all',
    withMatter(async (app) => {
      const clerk: Actor = { role: 'clerk', organisation: 'new-council' };
      const registration = { data: { organisationId: 'new-council', name: 'New Council' } };
      expect(await codesOf(send(app, 'RegisterCommissioner', registration, { actor: clerk }))).toMatchObject({
        revision: 0,
      });
    }),
  );
});
