import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { Served, type Json } from './support.js';

let served: Served;
let administrator: string;

const COUNCIL = 'local:council';
const CVS = 'local:cvs';
const ADVICE = 'local:advice';
const HIDDEN = 'local:hidden';

/** Ids of the events of the matter, by who may see them. */
const ids = { open: '', parties: '', restricted: '' };

beforeAll(async () => {
  served = await Served.start();
  administrator = await served.token('administrator');
  for (const [mutation, organisationId, name, visibility] of [
    ['registerCommissioner', COUNCIL, 'Anyshire Council', 'public'],
    ['registerTso', CVS, 'Anyshire CVS', 'public'],
    ['registerTso', ADVICE, 'Anyshire Advice', 'public'],
    ['registerTso', HIDDEN, 'Refuge', 'restricted'],
  ] as const)
    // oxlint-disable-next-line no-await-in-loop -- in this order
    await served.record(mutation, { organisationId, name, visibility }, administrator);
  const officer = await served.token('officer', COUNCIL);
  const open = await served.record(
    'openConsultation',
    {
      consultationId: 'K1',
      matter: 'half-open',
      tsos: [CVS, ADVICE],
      occurredOn: '2011-03-07',
      closesOn: '2011-05-02',
      visibility: 'public',
    },
    officer,
  );
  const parties = await served.record(
    'publishConsultationRationale',
    {
      consultationId: 'K1',
      tsos: [CVS],
      text: 'The lease ends.',
      occurredOn: '2011-03-07',
      visibility: 'parties',
    },
    officer,
  );
  const restricted = await served.record(
    'discussFundingPressure',
    { matter: 'half-open', tsos: [CVS], summary: 'In confidence', occurredOn: '2011-03-08', visibility: 'restricted' },
    officer,
  );
  await served.record(
    'openMatter',
    { matter: 'closed-door', title: 'Not for the public', tsos: [CVS], occurredOn: '2011-04-01' },
    officer,
  );
  [ids.open, ids.parties, ids.restricted] = [open.event.id, parties.event.id, restricted.event.id];
});

afterAll(() => served.close());

/** What an asker gets of both matters, in all the ways to ask. */
const seenBy = async (token?: string): Promise<Json> => {
  const seen = await served.ask(
    `query Seen($open: ID!, $parties: ID!, $restricted: ID!) {
       history(filter: { commissioner: "${COUNCIL}" }) { nodes { id } basis }
       open: event(id: $open) { id }
       parties: event(id: $parties) { id }
       restricted: event(id: $restricted) { id }
       node(id: $parties) { id }
       half: matter(id: "half-open") { title events { id } }
       closed: matter(id: "closed-door") { title }
       closedNode: node(id: "closed-door") { id }
       matters(commissioner: "${COUNCIL}") { nodes { id } pageInfo { hasNextPage } }
       relationship(commissioner: "${COUNCIL}", tso: "${CVS}") { events eventsByType { type count } matters { id } basis }
       findings(filter: { matter: "half-open", framework: "compact-2010", rules: ["C1"] }, validAsOf: "2011-06-01") {
         nodes { verdict evidence evidenceEvents { id } }
       }
       complianceSummary(commissioner: "${COUNCIL}", from: "2011-01-01", to: "2011-12-31", framework: "compact-2010") {
         basis counts { verdict count } dataQuality { facts } consultations { rationale evidence } text
       }
       decisionTrail(matter: "half-open") { basis entries { event { id } } text }
       closedTrail: decisionTrail(matter: "closed-door") { basis }
       organisations { nodes { id } }
       refuge: organisation(id: "${HIDDEN}") { name }
     }`,
    ids,
    token,
  );
  const known = new Set<string>(Object.values(ids));
  const idsOf = (nodes: Json[]): string[] => nodes.map(({ id }) => id).filter((id) => known.has(id));
  return {
    basis: [seen.history.basis, seen.relationship.basis, seen.complianceSummary.basis, seen.decisionTrail.basis],
    history: idsOf(seen.history.nodes),
    events: idsOf([seen.open, seen.parties, seen.restricted].filter(Boolean)),
    node: seen.node?.id ?? null,
    matter: idsOf(seen.half.events),
    matters: seen.matters.nodes.map(({ id }: Json) => id),
    closed: [seen.closed?.title ?? null, seen.closedNode?.id ?? null, seen.closedTrail?.basis ?? null],
    relationship: [seen.relationship.events, seen.relationship.matters.map(({ id }: Json) => id)],
    finding: seen.findings.nodes,
    facts: seen.complianceSummary.dataQuality.facts,
    consultation: seen.complianceSummary.consultations,
    trail: idsOf(seen.decisionTrail.entries.map(({ event }: Json) => event)),
    organisations: seen.organisations.nodes.map(({ id }: Json) => id),
    refuge: seen.refuge?.name ?? null,
    text: `${seen.complianceSummary.text}${seen.decisionTrail.text}`,
  };
};

describe('without a token', () => {
  test('one reads what is public, everywhere, and is told that more may exist', async () => {
    const seen = await seenBy();
    expect(seen).toMatchObject({
      basis: ['PUBLIC_RECORD', 'PUBLIC_RECORD', 'PUBLIC_RECORD', 'PUBLIC_RECORD'],
      history: [ids.open],
      events: [ids.open],
      node: null,
      matter: [ids.open],
      matters: ['half-open'],
      closed: [null, null, null],
      relationship: [1, ['half-open']],
      // What was not met by what is public may have been met by what is not.
      finding: [{ verdict: 'NOT_EVIDENCED', evidence: [ids.open], evidenceEvents: [{ id: ids.open }] }],
      facts: 1,
      consultation: [{ rationale: false, evidence: [ids.open] }],
      trail: [ids.open],
      organisations: [COUNCIL, CVS, ADVICE],
      refuge: null,
    });
    expect(seen.text).not.toContain(ids.parties);
    expect(seen.text).not.toContain(ids.restricted);
    expect(seen.text).not.toContain('In confidence');
  });

  test('one is not told whether a body that is not public is in the record', async () => {
    const asked = async (text: string): Promise<string> => {
      const { body } = await served.post(
        `{ complianceSummary(commissioner: "${text}", from: "2011-01-01", to: "2011-12-31") { commissioner { id } } }`,
      );
      return body.errors[0].message.replaceAll(text, 'X');
    };
    expect(await asked(HIDDEN)).toBe(await asked('local:nobody'));
    expect(await asked(HIDDEN)).toContain('No organisation');
  });

  test('one records nothing', async () => {
    const head = () => served.ask('{ log { size head } }');
    const before = await head();
    for (const [mutation, input] of [
      ['registerTso', { organisationId: 'local:new', name: 'New' }],
      ['contestEvent', { targetId: ids.open, claim: 'No.' }],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop
      expect((await served.run(mutation, input)).userErrors).toMatchObject([{ field: 'token', code: 'NOT_ALLOWED' }]);
    expect(await head()).toEqual(before);
  });
});

describe('with a token', () => {
  test('a TSO sees also what names it, and not what is the commissioner’s own', async () => {
    const seen = await seenBy(await served.token('tso', CVS));
    expect(seen).toMatchObject({
      basis: ['OWN_RECORD', 'OWN_RECORD', 'OWN_RECORD', 'OWN_RECORD'],
      history: [ids.open, ids.parties],
      events: [ids.open, ids.parties],
      node: ids.parties,
      matters: ['half-open', 'closed-door'],
      closed: ['Not for the public', 'closed-door', 'OWN_RECORD'],
      relationship: [3, ['half-open', 'closed-door']],
      finding: [{ verdict: 'MET_WITH_RATIONALE', evidence: [ids.open, ids.parties] }],
      consultation: [{ rationale: true }],
      trail: [ids.open, ids.parties],
      refuge: null,
    });
    expect(seen.text).not.toContain(ids.restricted);
  });

  test('another TSO sees no more of it than what names it', async () => {
    const seen = await seenBy(await served.token('tso', ADVICE));
    expect(seen).toMatchObject({
      history: [ids.open],
      closed: [null, null, null],
      finding: [{ verdict: 'NOT_EVIDENCED' }],
    });
  });

  test('the commissioner sees all that is its own', async () => {
    const seen = await seenBy(await served.token('officer', COUNCIL));
    expect(seen).toMatchObject({ history: [ids.open, ids.parties, ids.restricted], refuge: null });
    expect(seen.text).toContain(ids.restricted);
  });

  test('an auditor sees the whole record', async () => {
    const seen = await seenBy(await served.token('auditor'));
    expect(seen).toMatchObject({
      basis: ['WHOLE_RECORD', 'WHOLE_RECORD', 'WHOLE_RECORD', 'WHOLE_RECORD'],
      history: [ids.open, ids.parties, ids.restricted],
      organisations: [COUNCIL, CVS, ADVICE, HIDDEN],
      refuge: 'Refuge',
    });
  });

  test('the one who recorded an event is on record with its command', async () => {
    const { event } = await served.ask(
      'query ($id: ID!) { event(id: $id) { recordedBy { role organisation commandId source } } }',
      { id: ids.open },
    );
    expect(event.recordedBy).toEqual({
      role: 'officer',
      organisation: COUNCIL,
      commandId: ids.open,
      source: 'entered',
    });
  });
});

describe('a token that is not good is answered with 401, whatever is asked:', () => {
  const key = (): Uint8Array => readFileSync(join(served.dataDir, 'signing.key'));

  /** A token with claims of our choosing, signed with the server's own key unless told otherwise. */
  const forged = (
    claims: object,
    { secret = key(), audience = 'concordat', expires = '1 day' } = {},
  ): Promise<string> =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setAudience(audience)
      .setExpirationTime(expires)
      .sign(secret);

  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  const bad: readonly [what: string, token: () => Promise<string> | string, message: RegExp][] = [
    [
      'changed by a letter',
      async () => {
        const [header, payload = '', signature] = (await served.token('tso', CVS)).split('.');
        return [
          header,
          part({ ...decodeJwt(`${header}.${payload}.${signature}`), role: 'administrator' }),
          signature,
        ].join('.');
      },
      /is not one of ours/,
    ],
    ['ended', () => forged({ role: 'officer', organisation: COUNCIL }, { expires: '-1 minute' }), /has ended/],
    [
      'unsigned',
      () => `${part({ alg: 'none' })}.${part({ role: 'administrator', aud: 'concordat', exp: 9_999_999_999 })}.`,
      /is not one of ours/,
    ],
    [
      'signed with another key',
      () => forged({ role: 'administrator' }, { secret: new Uint8Array(32) }),
      /is not one of ours/,
    ],
    ['for another audience', () => forged({ role: 'administrator' }, { audience: 'elsewhere' }), /is not one of ours/],
    ['for a role there is not', () => forged({ role: 'king' }), /is not one of ours/],
    ['no token', () => 'nonsense', /is not one of ours/],
  ];

  test.each(bad)('%s', async (_what, token, message) => {
    const answer = await served.post('{ log { size } }', {}, await token());
    expect(answer.status).toBe(401);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ message: expect.stringMatching(message), extensions: { code: 'UNAUTHENTICATED' } }),
    ]);
    expect(answer.body.data).toBeUndefined();
  });

  test('while one that the server issued is good', async () => {
    expect((await served.post('{ log { size } }', {}, await forged({ role: 'auditor' }))).status).toBe(200);
  });
});

describe('what is contested, to whoever sees it only in part,', () => {
  test('is told no “not met” by the other account either', async () => {
    const officer = await served.token('officer', COUNCIL);
    const change = { changeId: 'HX', effectiveFrom: '2012-12-01' };
    const matter = { matter: 'half-contested', tsos: [CVS], occurredOn: '2012-09-01' };
    const notice = await served.record(
      'notifyFundingChange',
      { ...change, ...matter, receivedOn: '2012-09-01', visibility: 'public' },
      officer,
    );
    await served.record('discussFundingPressure', { ...matter, summary: 's', visibility: 'restricted' }, officer);
    const claim = {
      targetId: notice.event.id,
      claim: 'A day later.',
      replacement: { data: { ...change, receivedOn: '2012-09-02' } },
      visibility: 'public',
    };
    await served.record('contestEvent', claim, await served.token('tso', CVS));
    const asked = async (token?: string): Promise<Json> => {
      const { findings } = await served.ask(
        `{ findings(filter: { matter: "half-contested", rules: ["F1"], framework: "compact-2010" })
             { nodes { verdict ifContestHolds { verdict because } } } }`,
        {},
        token,
      );
      return findings.nodes[0];
    };
    expect(await asked(officer)).toMatchObject({ verdict: 'MET', ifContestHolds: [{ verdict: 'NOT_MET' }] });
    expect(await asked()).toMatchObject({
      verdict: 'MET',
      ifContestHolds: [{ verdict: 'NOT_EVIDENCED', because: expect.stringContaining('do not settle it') }],
    });
  });
});
