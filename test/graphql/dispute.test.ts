import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tellDispute } from './disputes.js';
import { seededDirectory, Served } from './support.js';

let served: Served;

beforeAll(async () => {
  served = await Served.start(await seededDirectory());
});

afterAll(() => served.close());

const DISPUTE = `dispute {
  id grievance onBehalf outcome resolvedOn daysOpen { min max } longestSilence lesson ombudsmanResult
  stages { number to beganOn acknowledgedOn answeredOn extendedTo outcome }
  remedies { id what amount accepted completed completedOn }
  judgments { givenOn result citation reliefs }
  judicialReviewBy { by countedFrom confirmed } ombudsmanBy { by source } }`;

describe('a dispute', () => {
  test('is told by both sides, from a concern to a judgment, and shown with its stages, remedies and outside clocks', async () => {
    expect(await tellDispute(served, DISPUTE)).toMatchObject({
      id: 'seedshire-dispute',
      grievance: 'The criteria came after the applications.',
      onBehalf: false,
      outcome: 'partly',
      resolvedOn: '2012-10-01',
      daysOpen: { min: 210, max: 210 },
      longestSilence: 70,
      lesson: 'Criteria are published before applications open.',
      ombudsmanResult: 'fault',
      stages: [
        {
          number: 1,
          to: null,
          beganOn: '2012-03-05',
          acknowledgedOn: '2012-03-07',
          answeredOn: '2012-03-28',
          extendedTo: '2012-03-30',
          outcome: 'not upheld',
        },
        { number: 2, to: 'compact group', beganOn: '2012-04-10', answeredOn: null, outcome: 'partly' },
      ],
      remedies: [{ id: 'r1', amount: 5000, accepted: true, completed: true, completedOn: '2012-06-20' }],
      judgments: [{ givenOn: '2012-09-20', result: 'claim dismissed', reliefs: ['a declaration'] }],
      judicialReviewBy: { by: '2012-03-06', countedFrom: '2011-12-06', confirmed: false },
      ombudsmanBy: { by: '2012-12-06' },
    });
  });

  test('is hidden from the public and from other organisations unless it says otherwise', async () => {
    const question = '{ matter(id: "seedshire-2012/smaller-grants-budget") { disputes { id } } }';
    // The one of the documented case says that it is public.
    const open = { id: 'seedshire-2012/scores' };
    expect((await served.ask(question)).matter.disputes).toEqual([open]);
    const stranger = await served.token('tso', 'local:seedshire-cvs');
    expect((await served.ask(question, {}, stranger)).matter.disputes).toEqual([open]);
    const carers = await served.token('tso', 'local:seedshire-carers');
    expect((await served.ask(question, {}, carers)).matter.disputes).toEqual([{ id: 'seedshire-dispute' }, open]);
  });

  test('shows in the trail of the decision it is about', async () => {
    const auditor = await served.token('auditor');
    const { decisionTrail } = await served.ask(
      '{ decisionTrail(matter: "seedshire-2012/smaller-grants-budget") { text } }',
      {},
      auditor,
    );
    expect(decisionTrail.text).toContain('Disputed (seedshire-dispute), 5 March 2012: partly 1 October 2012;');
  });
});

describe('a concern raised on behalf of others', () => {
  test('names only the body that raises it, and is for the parties in a matter that is public', async () => {
    const cvs = await served.token('infrastructure-body', 'local:seedshire-cvs');
    const said = {
      disputeId: 'quiet',
      matter: 'seedshire-2012/smaller-grants-budget',
      commissioner: 'local:seedshire-council',
      occurredOn: '2012-03-01',
      concern: 'A member fears for its grant if it complains.',
      onBehalf: true,
    };
    const payload = await served.record('raiseConcernInformally', said, cvs, 'event { id visibility tsos { id } }');
    expect(payload.event).toMatchObject({ visibility: 'parties', tsos: [{ id: 'local:seedshire-cvs' }] });
    const seen = async (token?: string) =>
      (await served.ask('query ($id: ID!) { event(id: $id) { id } }', { id: payload.event.id }, token)).event;
    expect(await seen()).toBeNull();
    expect(await seen(await served.token('tso', 'local:seedshire-carers'))).toBeNull();
    expect(await seen(await served.token('officer', 'local:seedshire-council'))).toEqual({ id: payload.event.id });
  });

  test('stays for the parties where the dispute it joins is public', async () => {
    const tso = await served.token('tso', 'local:seedshire-carers');
    const scope = { disputeId: 'open', commissioner: 'local:seedshire-council', occurredOn: '2012-03-01' };
    await served.record('raiseDispute', { ...scope, facts: 'Known to all.', visibility: 'public' }, tso);
    const cvs = await served.token('infrastructure-body', 'local:seedshire-cvs');
    const concern = { ...scope, tsos: ['local:seedshire-cvs'], concern: 'Others too.', onBehalf: true };
    const { event } = await served.record('raiseConcernInformally', concern, cvs, 'event { id visibility }');
    expect(event.visibility).toBe('parties');
  });
});
