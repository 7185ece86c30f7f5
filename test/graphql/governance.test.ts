import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Served, type Json } from './support.js';

let served: Served;
let officer: string;
let keeper: string;
let advice: string;
let stranger: string;

const COUNCIL = 'local:council';
const ADVICE = 'local:advice';

beforeAll(async () => {
  served = await Served.start();
  const administrator = await served.token('administrator');
  const register = (mutation: string, organisationId: string, name: string) =>
    served.record(mutation, { organisationId, name, visibility: 'public' }, administrator);
  await register('registerCommissioner', COUNCIL, 'Anyshire Council');
  await register('registerTso', ADVICE, 'Anyshire Advice');
  await register('registerTso', 'local:other', 'Other');
  officer = await served.token('officer', COUNCIL);
  keeper = await served.token('compact-officer', COUNCIL);
  advice = await served.token('tso', ADVICE);
  stranger = await served.token('tso', 'local:other');
});

afterAll(() => served.close());

const findings = async (filter: object, validAsOf: string): Promise<Json[]> =>
  (
    await served.ask(
      `query F($filter: FindingFilter!, $validAsOf: Day) {
         findings(filter: $filter, validAsOf: $validAsOf) { nodes { rule verdict owedBy tso about { kind id } } } }`,
      { filter, validAsOf },
      officer,
    )
  ).findings.nodes;

describe('a promise', () => {
  const THING = 'commitment { id by text madeOn dueOn changedTo keptOn broken events { type } }';

  test('of a TSO is recorded by it, and the council says that it was kept', async () => {
    const made = await served.record(
      'makeCommitment',
      { text: 'Send the report', occurredOn: '2024-03-04', dueOn: '2024-03-31', commissioner: COUNCIL },
      advice,
      THING,
    );
    const { id } = made.commitment;
    expect(made.commitment).toMatchObject({ by: 'tso', dueOn: '2024-03-31', keptOn: null, broken: false });
    const kept = await served.record(
      'recordCommitmentKept',
      { commitmentId: id, occurredOn: '2024-03-30' },
      officer,
      THING,
    );
    expect(kept.commitment).toMatchObject({ keptOn: '2024-03-30', events: [{}, { type: 'CommitmentKept' }] });
    expect(await findings({ commissioner: COUNCIL, rules: ['COM'] }, '2024-06-01')).toEqual([
      { rule: 'COM', verdict: 'MET', owedBy: 'tso', tso: ADVICE, about: { kind: 'commitment', id } },
    ]);
  });

  test('is nothing for another TSO to speak of', async () => {
    await served.record('makeCommitment', { commitmentId: 'P2', occurredOn: '2024-03-04', tsos: [ADVICE] }, officer);
    const refused = await served.run(
      'recordCommitmentBroken',
      { commitmentId: 'P2', occurredOn: '2024-04-01' },
      stranger,
    );
    expect(refused.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  });
});

describe('a question', () => {
  test('is asked in a public matter by anyone of the sector, and its answer is there to be seen', async () => {
    await served.record(
      'openMatter',
      { title: 'Grants', occurredOn: '2024-01-08', tsos: [ADVICE], matter: 'grants', visibility: 'public' },
      officer,
    );
    await served.record(
      'askQuestion',
      { requestId: 'Q1', text: 'How long?', occurredOn: '2024-02-05', matter: 'grants', commissioner: COUNCIL },
      stranger,
    );
    expect(await findings({ matter: 'grants', rules: ['Q'] }, '2024-06-01')).toMatchObject([
      { verdict: 'NOT_EVIDENCED', owedBy: 'commissioner', tso: 'local:other' },
    ]);
    const answered = await served.record(
      'answerQuestion',
      { requestId: 'Q1', text: 'A year.', occurredOn: '2024-02-12' },
      officer,
      'request { id of text askedOn answeredOn refusedOn }',
    );
    expect(answered.request).toEqual({
      id: 'Q1',
      of: 'commissioner',
      text: 'How long?',
      askedOn: '2024-02-05',
      answeredOn: '2024-02-12',
      refusedOn: null,
    });
    const { matter } = await served.ask('{ matter(id: "grants") { requests { id } commitments { id } } }', {}, officer);
    expect(matter).toEqual({ requests: [{ id: 'Q1' }], commitments: [] });
  });
});

describe('a Local Compact', () => {
  const adopt = (frameworkId: string, more: object = {}) =>
    served.record(
      'adoptFramework',
      {
        frameworkId,
        edition: '1',
        title: 'Anyshire Compact',
        occurredOn: '2022-03-01',
        inForceFrom: '2022-04-01',
        parameters: { annualReview: true },
        ...more,
      },
      keeper,
    );

  test('is looked after, and judged once, by its own rules', async () => {
    await adopt('compact-a');
    await served.record(
      'appointCompactLead',
      { frameworkId: 'compact-a', role: 'head of policy', occurredOn: '2022-04-01' },
      keeper,
    );
    const reviewed = await served.record(
      'holdAnnualReview',
      { frameworkId: 'compact-a', occurredOn: '2023-03-15' },
      keeper,
      'framework { governance { lead { role } lastReview { on } } }',
    );
    expect(reviewed.framework.governance).toEqual({
      lead: { role: 'head of policy' },
      lastReview: { on: '2023-03-15' },
    });
    expect(await findings({ commissioner: COUNCIL, rules: ['G1'] }, '2023-06-01')).toMatchObject([
      { verdict: 'MET', about: { kind: 'framework', id: 'compact-a' } },
      { verdict: 'NOT_DUE' },
    ]);
  });

  test('that was recorded for a matter is judged once too', async () => {
    await adopt('compact-b', { matter: 'renewal' });
    const found = await findings({ commissioner: COUNCIL, rules: ['G1'] }, '2022-06-01');
    expect(found.filter(({ about }) => about.id === 'compact-b')).toHaveLength(1);
  });
});
