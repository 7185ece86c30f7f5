import type { Served } from './support.js';

const COUNCIL = 'local:seedshire-council';
const CARERS = 'local:seedshire-carers';
const MATTER = 'seedshire-2012/smaller-grants-budget';

type Line = readonly [side: 'tso' | 'council', mutation: string, occurredOn: string, input?: object];

/** A dispute that went all the way, each side telling its own part. */
const LINES: readonly Line[] = [
  ['tso', 'raiseConcernInformally', '2012-02-20', { concern: 'No word on the panel’s criteria.' }],
  [
    'tso',
    'raiseDispute',
    '2012-03-05',
    {
      facts: 'The criteria came after the applications.',
      desiredRemedy: 'A second round.',
      commitments: [{ framework: 'compact', number: '3.5', rule: 'F2' }],
      about: ['seedshire-2012/reduce'],
      isCompactMatter: true,
    },
  ],
  ['council', 'acknowledgeDispute', '2012-03-07'],
  ['council', 'denyBreach', '2012-03-08', { reason: 'They were on the website.' }],
  ['council', 'extendDisputeClock', '2012-03-09', { dueOn: '2012-03-30', agreed: true }],
  ['tso', 'stateDisputeUnanswered', '2012-03-12'],
  ['council', 'respondToDispute', '2012-03-28', { summary: 'Not upheld.' }],
  ['council', 'resolveDispute', '2012-03-28', { outcome: 'not upheld' }],
  ['tso', 'escalateDispute', '2012-04-10', { stage: 2, to: 'compact group' }],
  ['tso', 'recordMediation', '2012-04-20', { mediator: 'Compact group' }],
  ['council', 'issuePanelFinding', '2012-04-27', { finding: 'The criteria came late.' }],
  ['council', 'acknowledgeBreach', '2012-05-01'],
  ['council', 'issueApology', '2012-05-02'],
  ['council', 'offerRemedy', '2012-05-02', { remedyId: 'r1', what: 'A payment', amount: 5_000, dueOn: '2012-06-30' }],
  ['tso', 'acceptRemedy', '2012-05-09', { remedyId: 'r1' }],
  ['council', 'completeRemedy', '2012-06-20', { remedyId: 'r1' }],
  ['tso', 'recordOmbudsmanComplaint', '2012-06-25', { ombudsman: 'Local Government Ombudsman' }],
  ['council', 'recordOmbudsmanDecision', '2012-09-03', { result: 'fault', injustice: false }],
  ['tso', 'recordJudicialReview', '2012-06-01', { court: 'Administrative Court' }],
  ['council', 'recordPermissionRefused', '2012-06-10'],
  ['tso', 'recordPermissionGranted', '2012-06-15'],
  [
    'council',
    'recordJudgment',
    '2012-09-20',
    { result: 'claim dismissed', citation: '[2012] EWHC 1', costs: 'Each its own', reliefs: ['a declaration'] },
  ],
  ['council', 'resolveDispute', '2012-10-01', { outcome: 'partly', lesson: 'Criteria first.' }],
  ['council', 'publishLessons', '2012-10-02', { text: 'Criteria are published before applications open.' }],
];

/** Records the dispute in the demonstration of Seedshire; gives its payloads' `dispute` selection of the last line. */
export const tellDispute = async (served: Served, thing = ''): Promise<unknown> => {
  const tokens = { tso: await served.token('tso', CARERS), council: await served.token('officer', COUNCIL) };
  let payload: { readonly dispute?: unknown } = {};
  for (const [side, mutation, occurredOn, input = {}] of LINES)
    // oxlint-disable-next-line no-await-in-loop -- in this order
    payload = await served.record(
      mutation,
      { disputeId: 'seedshire-dispute', matter: MATTER, commissioner: COUNCIL, occurredOn, ...input },
      tokens[side],
      thing,
    );
  return payload.dispute;
};
