import { addDays } from '../../src/kernel/time.js';
import { had, last, one, plain, type Plot, type Thing } from './plot.js';

const isOpen = (thing: Thing): boolean =>
  had(thing, 'RaiseDispute') && last(thing, 'ResolveDispute', 'EscalateDispute') !== 'ResolveDispute';
const isOffered = (thing: Thing): boolean =>
  last(thing, 'OfferRemedy', 'AcceptRemedy', 'RefuseRemedy', 'CompleteRemedy') === 'OfferRemedy';
const escalations = ({ told }: Thing): number => told.filter((intent) => intent === 'EscalateDispute').length;
const isMade = (thing: Thing): boolean => had(thing, 'MakeCommitment');

/** Things that call for an answer by the other side: disputes, promises, requests. */
export const DUTY_PLOTS: Readonly<Record<string, Plot>> = {
  dispute: {
    key: 'disputeId',
    begin: [
      one(
        'RaiseDispute',
        (_, { pick, other }) => ({
          facts: `it was cut in haste, ${other}`,
          commitments: pick % 2 ? [{ rule: 'F1' }] : [],
          about: [`change${other % 9}`],
          ...(pick % 3 === 0 && { isCompactMatter: pick % 2 === 0 }),
        }),
        { by: 'tso', fits: ({ commissioner }) => commissioner !== null },
      ),
      // An outside record may begin where somebody came to hear of it.
      one('OfferRemedy', (_, { other }) => ({ what: `money back, ${other}` })),
      one('RecordOmbudsmanComplaint', () => ({ ombudsman: 'LGSCO' })),
      ...plain(['RecordJudicialReview']),
      one('RaiseConcernInformally', (_, { other }) => ({ concern: `concern ${other}` }), {
        by: 'tso',
        fits: ({ commissioner }) => commissioner !== null,
      }),
    ],
    goOn: [
      one('RaiseDispute', () => ({ facts: 'no word of it' }), {
        by: 'tso',
        fits: (thing) => !had(thing, 'RaiseDispute', 'ResolveDispute'),
      }),
      ...plain(['AcknowledgeDispute', 'RespondToDispute', 'DenyBreach', 'IssueApology'], { fits: isOpen }),
      one('StateDisputeUnanswered', () => ({ awaited: 'acknowledgement' }), { by: 'tso', fits: isOpen }),
      one('EscalateDispute', (thing) => ({ stage: 2 + escalations(thing), to: 'compact group' }), {
        fits: (thing) => had(thing, 'RaiseDispute') && escalations(thing) < 3,
      }),
      one(
        'ExtendDisputeClock',
        (thing, { days }) => ({ dueOn: addDays(thing.day, 30 + days), agreed: days % 2 === 0 }),
        {
          fits: (thing) => isOpen(thing) && !had(thing, 'ExtendDisputeClock'),
        },
      ),
      one('RecordMediation', () => ({ mediator: 'the county council' }), { fits: isOpen }),
      one('AcknowledgeBreach', () => ({ commitments: [{ rule: 'F1' }] }), { fits: isOpen }),
      one('IssuePanelFinding', ({ id }) => ({ finding: `of ${id}` }), { fits: isOpen }),
      one('ResolveDispute', (_, { pick }) => ({ outcome: ['upheld', 'partly', 'not upheld', 'settled'][pick % 4] }), {
        fits: isOpen,
      }),
      one('OfferRemedy', (_, { other }) => ({ what: `notice of ${other} days`, amount: other })),
      ...plain(['AcceptRemedy', 'RefuseRemedy'], { by: 'tso', fits: isOffered }),
      ...plain(['CompleteRemedy'], {
        fits: (thing) =>
          ['OfferRemedy', 'AcceptRemedy'].includes(
            last(thing, 'OfferRemedy', 'AcceptRemedy', 'RefuseRemedy', 'CompleteRemedy') ?? '',
          ),
      }),
      one('PublishLessons', () => ({ text: 'to warn earlier' })),
      one('RecordOmbudsmanComplaint', () => ({ ombudsman: 'LGSCO' }), {
        fits: (thing) => !had(thing, 'RecordOmbudsmanComplaint'),
      }),
      one('RecordOmbudsmanDecision', (_, { pick }) => ({ result: pick % 2 ? 'fault' : 'no fault' }), {
        fits: (thing) =>
          last(thing, 'RecordOmbudsmanComplaint', 'RecordOmbudsmanDecision') === 'RecordOmbudsmanComplaint',
      }),
      ...plain(['RecordJudicialReview', 'RecordPermissionGranted'], {
        fits: (thing) => !had(thing, 'RecordPermissionGranted', 'RecordPermissionRefused'),
      }),
      one('RecordPermissionRefused', () => ({ reason: 'on the papers' }), {
        fits: (thing) => had(thing, 'RecordJudicialReview') && !had(thing, 'RecordPermissionGranted'),
      }),
      one('RecordJudgment', (_, { pick }) => ({ result: pick % 2 ? 'claim allowed' : 'claim dismissed' }), {
        fits: (thing) => had(thing, 'RecordJudicialReview'),
      }),
    ],
  },
  commitment: {
    key: 'commitmentId',
    begin: [
      one('MakeCommitment', (thing, { days }) => ({ text: 'to meet', dueOn: addDays(thing.day, days % 80) })),
      one('MakeCommitment', (thing, { days }) => ({ text: 'to report', dueOn: addDays(thing.day, days % 80) }), {
        by: 'tso',
      }),
    ],
    goOn: [
      ...plain(['RecordCommitmentKept'], { fits: (thing) => isMade(thing) && !had(thing, 'RecordCommitmentKept') }),
      one('RecordCommitmentBroken', () => ({ reason: 'nobody came' }), {
        by: 'tso',
        fits: (thing) => isMade(thing) && !had(thing, 'RecordCommitmentBroken'),
      }),
      one('ChangeCommitment', (thing, { days }) => ({
        dueOn: addDays(thing.day, days),
        reason: 'illness',
        agreed: days % 2 === 0,
      })),
    ],
  },
  request: {
    key: 'requestId',
    begin: [
      one('RequestInformation', () => ({ what: 'the costs' }), { by: 'tso' }),
      one('RequestInformation', () => ({ of: 'tso', seeks: 'user-feedback', what: 'what users say' })),
      one('AskQuestion', () => ({ text: 'what now?' }), { by: 'tso' }),
    ],
    goOn: [
      one('ProvideInformation', () => ({ summary: 'a table' }), { fits: (thing) => had(thing, 'RequestInformation') }),
      one('RefuseInformation', () => ({ reason: 'vexatious' }), { fits: (thing) => had(thing, 'RequestInformation') }),
      one('AnswerQuestion', () => ({ text: 'this' }), { fits: (thing) => had(thing, 'AskQuestion') }),
    ],
  },
};
