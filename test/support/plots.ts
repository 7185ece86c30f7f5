import { addDays, type Day } from '../../src/kernel/time.js';
import { DUTY_PLOTS } from './duty-plots.js';
import { had, last, one, plain, type Dice, type Plot, type Thing } from './plot.js';

const isOpen = (thing: Thing): boolean =>
  ['OpenConsultation', 'ReopenConsultation'].includes(
    last(thing, 'OpenConsultation', 'ReopenConsultation', 'CloseConsultation', 'WithdrawConsultation') ?? '',
  );
const isOver = (thing: Thing): boolean => had(thing, 'OpenConsultation') && !isOpen(thing);
const isTaken = (thing: Thing): boolean =>
  had(thing, 'TakeDecision') && !had(thing, 'SupersedeDecision', 'RecordDecisionQuashed');
const isRunning = (thing: Thing): boolean =>
  ['AwardGrant', 'AwardContract', 'MakeFundingAgreement', 'RenewAgreement'].includes(
    last(thing, 'AwardGrant', 'AwardContract', 'MakeFundingAgreement', 'RenewAgreement', 'EndAgreement') ?? '',
  );

const later = (thing: Thing, { days }: Dice): Day => {
  const from = thing.until > thing.day ? thing.until : thing.day;
  thing.until = addDays(from, 7 + (days % 60));
  return thing.until;
};

const because = (_: Thing, { pick }: Dice) => ({ reason: `for reason ${pick}` });
const grant = (thing: Thing, { other }: Dice) => ({
  title: `Grant ${other}`,
  amount: 1000 + other,
  startsOn: thing.day,
  endsOn: later(thing, { pick: 0, other, days: 300 }),
});

/** The plot of each kind of thing. */
export const PLOTS: Readonly<Record<string, Plot>> = {
  ...DUTY_PLOTS,
  matter: {
    key: '',
    begin: [one('OpenMatter', (_, { other }) => ({ title: `Matter ${other}`, service: 'advice' }))],
    goOn: [
      one('DiscussFundingPressure', (_, { pick }) => ({ summary: `pressure ${pick}`, options: ['less', 'none'] })),
      one('InviteResponse', (thing, dice) => ({ dueOn: addDays(thing.day, dice.days % 90) })),
      one('SubmitRepresentation', (thing, { pick }) => ({ from: thing.tsos[0], summary: `view ${pick}` }), {
        by: 'tso',
      }),
      one('ConsiderResponse', (_, { pick }) => ({ summary: `considered ${pick}` })),
      one('InviteOptions', (thing, dice) => ({ dueOn: addDays(thing.day, dice.days % 90) })),
      one('ProposeOption', (thing, { pick }) => ({ from: thing.tsos[0], summary: `option ${pick}` }), { by: 'tso' }),
      one('ConsiderOption', (_, { pick }) => ({ outcome: `considered ${pick}` })),
      one('ShareInformation', (thing) => ({ what: 'costs', with: thing.tsos })),
      one('IdentifyStakeholders', (thing) => ({ organisations: thing.tsos, groups: ['carers'] })),
      one('AgreeAllocationPrinciples', (thing) => ({ principles: ['need'], agreedWith: thing.tsos })),
      one('ConveneSubGroup', () => ({ name: 'Group', purpose: 'to look', members: ['a councillor'] })),
      one('ConveneFundingPanel', (thing) => ({
        name: 'Panel',
        purpose: 'to award',
        members: ['an officer'],
        tsoRepresentatives: thing.tsos.slice(0, 1),
      })),
      one('ConsiderFundingRoute', () => ({ options: ['grant', 'contract'] })),
      one('ChooseFundingRoute', () => ({ route: 'grant' })),
      one('OpenApplicationRound', (thing, dice) => ({ roundId: 'R1', closesOn: later(thing, dice) }), {
        fits: (thing) => !had(thing, 'OpenApplicationRound'),
      }),
      one('CloseApplicationRound', () => ({ roundId: 'R1' }), {
        fits: (thing) => had(thing, 'OpenApplicationRound') && !had(thing, 'CloseApplicationRound'),
      }),
      one('RecordCorrespondence', (thing, { pick }) => ({ from: thing.tsos[0], subject: `letter ${pick}` })),
      one('PublishDecommissioningPlan', () => ({ summary: 'three steps' })),
      one('PublishTransitionPlan', () => ({ summary: 'users move' })),
      one('AwardTransitionGrant', (thing, { other }) => ({ to: thing.tsos[0], amount: other })),
      one('CompletePostChangeReview', () => ({ summary: 'what became of it' })),
      one('PublishApplicationProcess', () => ({ summary: 'how to apply' })),
      one('CloseMatter', because, { fits: (thing) => last(thing, 'OpenMatter', 'CloseMatter') === 'OpenMatter' }),
      one('OpenMatter', () => ({ title: 'Opened again' }), {
        fits: (thing) => last(thing, 'OpenMatter', 'CloseMatter') === 'CloseMatter',
      }),
    ],
  },
  consultation: {
    key: 'consultationId',
    begin: [
      one('OpenConsultation', (thing, dice) => ({
        title: `Consultation ${dice.other}`,
        closesOn: later(thing, dice),
        pack: { reasons: ['money'], options: ['less', 'none'] },
      })),
      one('OpenConsultation', (thing, dice) => ({ closesOn: later(thing, dice), form: 'informal' })),
      one('ForewarnConsultation', (_, { other }) => ({ subject: `Subject ${other}` })),
    ],
    goOn: [
      one('OpenConsultation', (thing, dice) => ({ closesOn: later(thing, dice) }), {
        fits: (thing) => !had(thing, 'OpenConsultation', 'WithdrawConsultation'),
      }),
      ...plain(['PublishConsultationRationale']),
      one('ExtendConsultation', (thing, dice) => ({ closesOn: later(thing, dice) }), { fits: isOpen }),
      one(
        'ShortenConsultation',
        (thing) => {
          thing.until = addDays(thing.until, -1);
          return { closesOn: thing.until };
        },
        { fits: (thing) => isOpen(thing) && thing.until > addDays(thing.day, 1) },
      ),
      ...plain(['PauseConsultation'], {
        fits: (thing) =>
          isOpen(thing) && last(thing, 'PauseConsultation', 'ResumeConsultation') !== 'PauseConsultation',
      }),
      ...plain(['ResumeConsultation'], {
        fits: (thing) =>
          isOpen(thing) && last(thing, 'PauseConsultation', 'ResumeConsultation') === 'PauseConsultation',
      }),
      one('ReissueConsultation', () => ({ pack: { options: ['less'] }, reason: 'more to say' }), { fits: isOpen }),
      one(
        'SubmitConsultationResponse',
        (thing, { pick }) => ({ responseId: `${thing.id}-r${pick}`, respondent: thing.tsos[0], summary: 'no' }),
        { by: 'tso', fits: isOpen },
      ),
      one('CloseConsultation', (_, { pick }) => ({ responses: pick % 50 }), { fits: isOpen }),
      one('WithdrawConsultation', because, { fits: isOpen }),
      one('ReopenConsultation', (thing, dice) => ({ closesOn: later(thing, dice), reason: 'new facts' }), {
        fits: isOver,
      }),
      ...plain(['CompleteResponseAnalysis', 'PublishFeedback'], { fits: isOver }),
      one('ExplainFeedbackDelay', because, { fits: isOver }),
    ],
  },
  decision: {
    key: 'decisionId',
    begin: [
      one('TakeDecision', (_, { other }) => ({
        title: `Decision ${other}`,
        effect: ['reduce', 'end', 'award', 'continue'][other % 4],
        rationale: 'money',
        reasonCategory: 'budget',
      })),
      ...plain(['PublishForwardNotice', 'GiveEarlyWarning']),
      one('ScheduleDecision', (thing) => ({ plannedFor: addDays(thing.day, 30) })),
    ],
    goOn: [
      one('TakeDecision', (_, { pick }) => ({ effect: pick % 2 ? 'reduce' : 'end', rationale: 'money' }), {
        fits: (thing) => !had(thing, 'TakeDecision'),
      }),
      one('PublishRationale', (thing) => ({ text: 'why', sentTo: thing.tsos })),
      one('PublishDecisionRecord', () => ({ reasons: 'why' }), { fits: isTaken }),
      ...plain(['CallInDecision'], {
        fits: (thing) => isTaken(thing) && last(thing, 'CallInDecision', 'ReaffirmDecision') !== 'CallInDecision',
      }),
      ...plain(['ReaffirmDecision', 'ReferDecisionBack'], { fits: isTaken }),
      one('ModifyDecision', () => ({ modification: 'a little more' }), { fits: isTaken }),
      one('PauseDecision', because, {
        fits: (thing) => isTaken(thing) && last(thing, 'PauseDecision', 'ReaffirmDecision') !== 'PauseDecision',
      }),
      one('ReconsiderDecision', (_, { pick }) => ({ openOptions: pick % 2 ? [] : ['keep it'] })),
      one('SupersedeDecision', because, { fits: (thing) => isTaken(thing) && thing.told.length > 3 }),
      one('RecordDecisionQuashed', () => ({ grounds: 'no dialogue' }), {
        fits: (thing) => isTaken(thing) && thing.told.length > 3,
      }),
    ],
  },
  assessment: {
    key: 'assessmentId',
    begin: [
      one('StartImpactAssessment', () => ({ assessmentType: 'equality' })),
      one('StartImpactAssessment', (_, { other }) => ({
        assessmentType: 'equality',
        decisionId: `decision${other % 9}`,
      })),
    ],
    goOn: [
      one(
        'CompleteImpactAssessment',
        (_, { other }) => ({
          assessmentType: 'equality',
          groupsCovered: ['users'],
          decisionId: `decision${other % 9}`,
        }),
        { fits: (thing) => !had(thing, 'CompleteImpactAssessment') },
      ),
      one('ShareImpactAssessment', (thing) => ({ sharedWith: thing.tsos })),
      one('ReviseImpactAssessment', because),
      ...plain(['CompleteRiskAssessment']),
      one('CompleteOptionsAppraisal', () => ({ options: ['keep', 'share'] })),
    ],
  },
  agreement: {
    key: 'agreementId',
    begin: [one('AwardGrant', grant), one('AwardContract', grant), one('MakeFundingAgreement', grant)],
    goOn: [
      one('VaryAgreement', (_, { other }) => ({ reason: 'less money', amount: 500 + other }), { fits: isRunning }),
      one('ExtendAgreement', (thing, dice) => ({ endsOn: later(thing, dice) }), { fits: isRunning }),
      one('RenewAgreement', (thing, dice) => ({ endsOn: later(thing, dice) })),
      one('EndAgreement', because, { fits: isRunning }),
    ],
  },
  // What is said of an agreement before it is made and while it runs, wherever its making is on record.
  delivery: {
    key: 'agreementId',
    begin: [
      one('AgreeMonitoringTerms', () => ({ requirements: [{ what: 'visits', purpose: 'to plan' }] })),
      one('AgreeRiskAllocation', () => ({})),
      one('SubmitMonitoringReport', () => ({ reportId: 'Q1' }), { by: 'tso' }),
    ],
    goOn: [
      one('DecidePaymentModel', (_, { pick }) => ({ inAdvance: pick % 2 === 0, reason: 'no reserves' })),
      one('RaisePerformanceConcern', () => ({ concern: 'visits missed' })),
      one('AgreeImprovementTimetable', (thing, dice) => ({ endsOn: later(thing, dice), actions: ['more visits'] })),
      one('ReviewImprovement', () => ({ outcome: 'visits made' })),
      one('RequestMonitoringReport', (thing, dice) => ({ reportId: 'Q1', dueOn: later(thing, dice) })),
      one('SubmitMonitoringReport', () => ({ reportId: 'Q1' }), {
        by: 'tso',
        fits: (thing) => !had(thing, 'SubmitMonitoringReport'),
      }),
      one('AcknowledgeMonitoringReport', () => ({ reportId: 'Q1' }), {
        fits: (thing) => had(thing, 'SubmitMonitoringReport'),
      }),
      one('GiveMonitoringReportFeedback', () => ({ reportId: 'Q1', feedback: 'clear' }), {
        fits: (thing) => had(thing, 'SubmitMonitoringReport'),
      }),
      one('ReportCircumstanceChange', (thing) => ({ what: 'a new chair', happenedOn: thing.day }), { by: 'tso' }),
      one('FileExitPlan', () => ({}), { by: 'tso' }),
    ],
  },
  payment: {
    key: 'invoiceId',
    begin: [
      one('ReceiveInvoice', (_, { other }) => ({ amount: 1000 + other })),
      one('DisputeInvoice', because),
      one('WithholdPayment', () => ({ reason: 'performance' })),
    ],
    goOn: [
      one('DisputeInvoice', because),
      one('SettleInvoiceDispute', () => ({}), {
        fits: (thing) => last(thing, 'DisputeInvoice', 'SettleInvoiceDispute') === 'DisputeInvoice',
      }),
      one('WithholdPayment', () => ({ reason: 'monitoring' })),
      one('ReleasePayment', () => ({}), {
        fits: (thing) => last(thing, 'WithholdPayment', 'ReleasePayment') === 'WithholdPayment',
      }),
      ...plain(['MakePayment']),
      ...plain(['StateNoPaymentReceived'], { by: 'tso' }),
    ],
  },
  application: {
    key: 'applicationId',
    begin: [
      one('ReceiveApplication', (thing, { other }) => ({ roundId: 'R1', from: thing.tsos[0], amount: 1000 + other })),
      one('AssessApplication', (_, { pick }) => ({ score: pick % 50, outOf: 50 })),
    ],
    goOn: [
      one('AssessApplication', (_, { pick }) => ({ score: pick % 50, outOf: 50 })),
      one('RefuseApplication', because, { fits: (thing) => !had(thing, 'RefuseApplication') }),
    ],
  },
  procurement: {
    key: 'procurementId',
    begin: [
      one('ConsiderSocialValue', () => ({ consultationConsidered: true })),
      one('StartProcurement', () => ({ kind: 'services' })),
    ],
    goOn: [
      ...plain(['ConsiderSocialValue']),
      one('StartProcurement', () => ({ kind: 'mixed' }), { fits: (thing) => !had(thing, 'StartProcurement') }),
    ],
  },
  change: {
    key: 'changeId',
    begin: [
      one('NotifyFundingChange', (thing, { days }) => ({
        effect: days % 2 ? 'end' : 'reduce',
        sentOn: thing.day,
        lastFundedDay: addDays(thing.day, 30 + days),
        rationale: 'money',
      })),
      ...plain(['MakePublicAnnouncement']),
    ],
    goOn: [
      one('ConfirmNoticeReceipt', (thing) => ({ receivedOn: thing.day }), {
        by: 'tso',
        fits: (thing) => !had(thing, 'ConfirmNoticeReceipt', 'StateNoNoticeReceived'),
      }),
      one('StateNoNoticeReceived', () => ({ statement: 'none came' }), {
        by: 'tso',
        fits: (thing) => !had(thing, 'ConfirmNoticeReceipt', 'StateNoNoticeReceived'),
      }),
      one('RecordFundingChangeEffect', () => ({}), {
        fits: (thing) =>
          !had(thing, 'WithdrawFundingChange') &&
          last(thing, 'RecordFundingChangeEffect', 'RestoreFunding') !== 'RecordFundingChangeEffect',
      }),
      one('RecordExceptionalCircumstances', () => ({ reason: 'a flood', approver: 'the director' })),
      one('WithdrawFundingChange', because, {
        fits: (thing) => thing.told.length > 1 && !had(thing, 'WithdrawFundingChange'),
      }),
      ...plain(['NotifyServiceUsers'], { fits: (thing) => !had(thing, 'WithdrawFundingChange') }),
      ...plain(['RestoreFunding']),
      ...plain(['RecordServiceEnd'], {
        fits: (thing) => !had(thing, 'WithdrawFundingChange', 'RecordServiceEnd'),
      }),
    ],
  },
  meeting: {
    key: 'meetingId',
    begin: [
      one('ScheduleMeeting', (thing, { days }) => ({ scheduledFor: addDays(thing.day, days), purpose: 'the budget' })),
      one('RecordMeeting', (thing) => ({
        purpose: 'the budget',
        attendees: thing.tsos.map((organisation) => ({ organisation })),
      })),
    ],
    goOn: [
      one('RecordMeeting', () => ({ topics: ['money'] }), {
        fits: (thing) => !had(thing, 'RecordMeeting', 'CancelMeeting'),
      }),
      one('CancelMeeting', because, { fits: (thing) => !had(thing, 'RecordMeeting', 'CancelMeeting') }),
      one('PublishMinutes', () => ({ url: 'https://council.example/minutes' }), {
        fits: (thing) => had(thing, 'RecordMeeting'),
      }),
    ],
  },
  framework: {
    key: 'frameworkId',
    begin: [
      one('AdoptFramework', (thing, { other }) => ({
        title: `Local Compact ${other}`,
        edition: '1',
        basedOn: 'compact-2010',
        inForceFrom: addDays(thing.day, -2000),
        parameters: { noticeMonths: 4 },
      })),
    ],
    goOn: [
      one('SignFramework', (_, { other }) => ({ organisation: `c${1 + (other % 3)}` }), {
        fits: (thing) => !had(thing, 'LapseFramework') && thing.told.filter((it) => it === 'SignFramework').length < 1,
      }),
      one('ReviseFramework', (thing) => ({ edition: `${thing.told.length + 1}`, inForceFrom: thing.day })),
      one('LapseFramework', (thing) => ({ lapsedOn: addDays(thing.day, 400) }), {
        fits: (thing) => !had(thing, 'LapseFramework'),
      }),
    ],
  },
  feedback: {
    key: 'feedbackId',
    begin: [
      one('CompleteTrustScorecard', (thing, { pick }) => ({
        completedBy: [thing.commissioner, ...thing.tsos],
        scores: Array.from({ length: 12 }, (_, index) => (pick + index) % 4),
      })),
      one('CollectProcessFeedback', (_, { pick }) => ({ questionSet: 'after, 1', n: 5 + (pick % 50) })),
    ],
    goOn: [],
  },
  // What is published besides the register.
  data: {
    key: 'publicationId',
    begin: [one('PublishDataset', (_, { other }) => ({ title: `Data ${other}` })), ...plain(['PublishCompactPage'])],
    goOn: [],
  },
  budget: {
    key: 'budgetId',
    begin: [one('RecordBudgetReduction', (_, { pick }) => ({ financialYear: '2011/12', ownPercent: pick % 30 }))],
    goOn: [],
  },
  publication: {
    key: 'registerId',
    begin: [
      one('PublishGrantsRegister', (thing) => ({
        periodFrom: addDays(thing.day, -365),
        periodTo: thing.day,
        fields: ['amount', 'purpose', 'beneficiary'],
      })),
    ],
    goOn: [],
  },
};
