import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seededDirectory, Served } from './support.js';

const COUNCIL = 'local:seedshire-council';
const CARERS = 'local:seedshire-carers';
const CVS = 'local:seedshire-cvs';

let served: Served;
let tokens: Readonly<Record<'council' | 'carers' | 'cvs' | 'auditor', string>>;

beforeAll(async () => {
  served = await Served.start(await seededDirectory());
  tokens = {
    council: await served.token('compact-officer', COUNCIL),
    carers: await served.token('tso', CARERS),
    cvs: await served.token('tso', CVS),
    auditor: await served.token('auditor'),
  };
});

afterAll(() => served.close());

const wave = 'seedshire-2012H1';
const about = { wave, direction: 'tso->commissioner', instrument: 'survey' };
const when = { commissioner: COUNCIL, occurredOn: '2012-06-29' };

/** Who of those asked sees an event. */
const seenBy = async (id: string) => {
  const seen: string[] = [];
  for (const [who, token] of [...Object.entries(tokens), ['public', undefined] as const]) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    const { event } = await served.ask('query ($id: ID!) { event(id: $id) { id } }', { id }, token);
    if (event) seen.push(who);
  }
  return seen;
};

test('what a charity says of its council is seen by itself alone, corrections of it too', async () => {
  const issued = { ...about, ...when, tsos: [CARERS, CVS], statements: ['Does what it says', 'Tells us early'] };
  const { survey } = await served.record('issueSurvey', issued, tokens.council, 'survey { id direction instrument }');
  expect(survey).toEqual({ id: wave, direction: 'tso->commissioner', instrument: 'survey' });

  const answer = await served.record('answerSurvey', { ...about, ...when, items: [2, null] }, tokens.carers);
  expect(await seenBy(answer.eventIds[0])).toEqual(['carers']);
  const correction = {
    targetId: answer.eventIds[0],
    replacement: { data: { ...about, items: [3, null] } },
    reason: 'slip',
  };
  const corrected = await served.record('correctEvent', correction, tokens.carers);
  expect(await seenBy(corrected.eventIds[0])).toEqual(['carers']);

  // Who wants to be seen with its name says so.
  const named = { ...about, ...when, items: [4, 4], visibility: 'parties' };
  const open = await served.record('answerSurvey', named, tokens.cvs);
  expect(await seenBy(open.eventIds[0])).toEqual(['council', 'cvs', 'auditor']);
});

test('what a council says of a charity is seen by itself and auditors', async () => {
  const back = { ...about, ...when, direction: 'commissioner->tso', tsos: [CARERS], items: [5, 5] };
  const { eventIds } = await served.record('answerSurvey', back, tokens.council);
  expect(await seenBy(eventIds[0])).toEqual(['council', 'auditor']);
});

test('an answer kept in confidence shows in no list, and takes nothing from what others are told of the matter', async () => {
  const matter = 'seedshire-2012/smaller-grants-budget';
  const told = async (token: string | undefined) => {
    const answer = await served.ask(
      `query ($matter: ID!, $council: String!) {
         matter(id: $matter) { events { id } }
         bundle(matter: $matter)
         history(filter: { commissioner: $council, types: ["SurveyResponseReceived"] }, first: 500) { nodes { id } }
         complianceSummary(commissioner: $council, year: "2011/12") { json }
         findings(filter: { matter: $matter }) { nodes { rule verdict because notes } } }`,
      { matter, council: COUNCIL },
      token,
    );
    const { json } = answer.complianceSummary;
    // The end of the log moves with every event; what it says of the record does not.
    return {
      ...answer,
      bundle: answer.bundle.replace(/"through": "[^"]*"/, ''),
      complianceSummary: { ...json, through: '', recordedUpTo: '' },
    };
  };
  const others = [tokens.council, tokens.auditor, undefined];
  const before = await Promise.all(others.map(told));
  const pulse = { ...about, ...when, wave: 'a-pulse', instrument: 'pulse', items: [1], matter };
  const { eventIds } = await served.record('answerSurvey', pulse, tokens.carers);
  expect(await Promise.all(others.map(told))).toEqual(before);
  expect((await told(tokens.carers)).matter.events.map(({ id }: { id: string }) => id)).toContain(eventIds[0]);
});

test('nothing else is kept from the other side in this way', async () => {
  const promise = { ...when, text: 'To answer letters', dueOn: '2012-12-31', visibility: 'confidential' };
  const { userErrors } = await served.run('makeCommitment', promise, tokens.carers);
  expect(userErrors).toMatchObject([{ field: 'visibility', code: 'NOT_CONFIDENTIAL' }]);
});

test('a reason is given for what was not done', async () => {
  const excuse = { ...when, tsos: [CARERS], obligationKey: 'T6:X1', reasonCode: 'public-safety', reason: 'A flood' };
  const { obligation } = await served.record(
    'excuseObligation',
    excuse,
    tokens.council,
    'obligation { id reasonCode reason }',
  );
  expect(obligation).toEqual({ id: 'T6:X1', reasonCode: 'public-safety', reason: 'A flood' });
});
