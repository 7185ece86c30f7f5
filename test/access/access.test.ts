import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { demandOwnBody, demandOwnWords, demandPermission, demandSight } from '../../src/access/permission.js';
import { Tokens } from '../../src/access/tokens.js';
import { basisOf, maySee } from '../../src/access/visibility.js';
import type { Actor, Fact, Recorded, Visibility } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { configFrom } from '../../src/config.js';

const officer: Actor = { role: 'officer', organisation: 'C1' };
const charity: Actor = { role: 'tso', organisation: 'A' };
const auditor: Actor = { role: 'auditor', organisation: null };
const administrator: Actor = { role: 'administrator', organisation: null };

const seen = (visibility: Visibility) => ({ visibility, commissioner: 'C1', tsos: ['A', 'B'] });

describe('who may see a fact', () => {
  test.each([
    ['public', null, true],
    ['parties', null, false],
    ['restricted', null, false],
    ['parties', charity, true],
    ['restricted', charity, false],
    ['parties', { role: 'tso', organisation: 'Z' }, false],
    ['restricted', officer, true],
    ['restricted', { role: 'officer', organisation: 'C2' }, false],
    ['parties', { role: 'officer', organisation: null }, false],
    ['confidential', charity, true],
    ['confidential', officer, false],
    ['confidential', { role: 'tso', organisation: 'Z' }, false],
    ['confidential', null, false],
    ['confidential', auditor, false],
    ['confidential', administrator, true],
    ['restricted', auditor, true],
    ['restricted', administrator, true],
  ] as const)('%s, asked by %j: %s', (visibility, asker, expected) => {
    expect(maySee(asker, seen(visibility))).toBe(expected);
  });

  test('every answer can say what it rests on', () => {
    expect([null, charity, auditor, administrator].map(basisOf)).toEqual([
      'PUBLIC_RECORD',
      'OWN_RECORD',
      'WHOLE_RECORD',
      'WHOLE_RECORD',
    ]);
  });
});

const fact = (over: Partial<Fact> = {}): Fact => ({
  type: 'MeetingHeld',
  data: {},
  occurredOn: '2024-01-01',
  basis: 'stated',
  by: 'commissioner',
  commissioner: 'C1',
  tsos: ['A'],
  matter: null,
  visibility: 'parties',
  evidence: [],
  note: null,
  sourceRecordedOn: null,
  ...over,
});

const refusal = (run: () => void): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(Rejection);
    return (error as Rejection).problems[0]?.field;
  }
};

const recorded = (by: Fact['by'], actor: Actor, source: 'entered' | 'imported', tsos = ['A']): Recorded => ({
  ...fact({ by, tsos }),
  id: 'e1',
  stream: 'meeting-1',
  revision: 0,
  position: '1',
  recordedAt: '2024-01-01T00:00:00.000Z',
  meta: { commandId: 'e1', correlationId: 'e1', causationId: null, actor, source },
});

describe('who may record a fact', () => {
  const around = (over: Partial<Recorded> = {}): Recorded[] => [
    { ...recorded('commissioner', officer, 'entered'), ...over },
  ];
  const tso = (organisation: string): Actor => ({ role: 'tso', organisation });
  const body: Actor = { role: 'infrastructure-body', organisation: 'CVS' };
  const elsewhere = { commissioner: 'C9', tsos: ['Z'] };

  test.each([
    ['an officer for the own commissioner', officer, fact(), [], undefined],
    ['an officer for another commissioner', { role: 'officer', organisation: 'C2' }, fact(), [], 'commissioner'],
    ['an officer in a matter of another commissioner', officer, fact(), around(elsewhere), 'commissioner'],
    ['a role that the table does not list', auditor, fact(), [], 'token'],
    ['a TSO for itself, in something new', charity, fact(), [], undefined],
    ['a TSO for itself, in what names it', charity, fact(), around(), undefined],
    ['a TSO for itself, in what does not concern it', tso('B'), fact({ tsos: ['B'] }), around(), 'tsos'],
    ['a TSO for others only', tso('B'), fact(), [], 'tsos'],
    [
      'a TSO answering what is public',
      tso('B'),
      fact({ type: 'ConsultationResponseSubmitted', tsos: ['B'] }),
      around({ visibility: 'public' }),
      undefined,
    ],
    [
      'a TSO answering what is between others',
      tso('B'),
      fact({ type: 'ConsultationResponseSubmitted', tsos: ['B'] }),
      around(),
      'tsos',
    ],
    [
      'a TSO saying more of what is public',
      tso('B'),
      fact({ type: 'DecisionQuashed', tsos: ['B'] }),
      around({ visibility: 'public' }),
      'tsos',
    ],
    [
      'an infrastructure body contesting what is public',
      body,
      fact({ type: 'EventContested' }),
      around({ visibility: 'public' }),
      undefined,
    ],
    [
      'an infrastructure body contesting what is between others',
      body,
      fact({ type: 'EventContested' }),
      around(),
      'tsos',
    ],
    ['an administrator for anyone', administrator, fact({ commissioner: 'C9' }), around(elsewhere), undefined],
  ] as const)('%s', (_, actor, what, near, field) => {
    const roles = ['officer', 'tso', 'infrastructure-body'] as const;
    expect(refusal(() => demandPermission(actor, 'RecordMeeting', roles, what, near))).toBe(field);
  });

  test('what one may not see one may not add to, and is not told what it is', () => {
    const hidden = around({ visibility: 'restricted' });
    expect(refusal(() => demandSight(tso('B'), hidden))).toBe('token');
    expect(() => demandSight(tso('B'), hidden)).toThrow(/^This is not yours to add to/);
    expect(refusal(() => demandSight(officer, hidden))).toBeUndefined();
    expect(refusal(() => demandSight(tso('B'), []))).toBeUndefined();
  });

  test('another name of a body is given by itself or by who registered it', () => {
    const named = fact({ data: { organisationId: 'A', name: 'Other' } });
    const registration = recorded('commissioner', officer, 'entered');
    expect(refusal(() => demandOwnBody(officer, named, registration))).toBeUndefined();
    expect(refusal(() => demandOwnBody(charity, named, registration))).toBeUndefined();
    expect(refusal(() => demandOwnBody(tso('B'), named, registration))).toBe('data.organisationId');
    expect(refusal(() => demandOwnBody(administrator, named, registration))).toBeUndefined();
  });
});

describe('whose words may be corrected', () => {
  test.each([
    ['one body’s own', charity, recorded('tso', charity, 'entered'), undefined],
    ['another charity’s', { role: 'tso', organisation: 'B' }, recorded('tso', charity, 'entered'), 'targetId'],
    [
      'imported, said by one’s side about oneself alone',
      charity,
      recorded('tso', administrator, 'imported'),
      undefined,
    ],
    ['imported, about others too', charity, recorded('tso', administrator, 'imported', ['A', 'B']), 'targetId'],
    ['imported, the other side’s', charity, recorded('commissioner', administrator, 'imported'), 'targetId'],
    ['imported, the own commissioner’s', officer, recorded('commissioner', administrator, 'imported'), undefined],
    ['anyone’s, by an administrator', administrator, recorded('tso', charity, 'entered'), undefined],
  ] as const)('%s', (_, actor, target, field) => {
    expect(refusal(() => demandOwnWords(actor, target))).toBe(field);
  });
});

describe('access tokens', () => {
  const inDirectory = async (run: (directory: string) => Promise<void>): Promise<void> => {
    const directory = mkdtempSync(join(tmpdir(), 'concordat-tokens-'));
    try {
      await run(directory);
    } finally {
      rmSync(directory, { recursive: true });
    }
  };

  test('a token tells the role and organisation it was issued for', () =>
    inDirectory(async (directory) => {
      const tokens = Tokens.in(directory);
      await expect(tokens.verify(await tokens.issue(officer, 1))).resolves.toEqual(officer);
      await expect(Tokens.in(directory).verify(await tokens.issue(auditor, 1))).resolves.toEqual(auditor);
    }));

  test('the signing key is readable by its owner only', () =>
    inDirectory(async (directory) => {
      Tokens.in(directory);
      expect(statSync(join(directory, 'signing.key')).mode & 0o077).toBe(0);
    }));

  test('a token of another record, a changed one, an ended one and an unsigned one are refused', () =>
    inDirectory(async (directory) => {
      const tokens = Tokens.in(directory);
      const good = await tokens.issue(officer, 1);
      const [head, , signature] = good.split('.');
      const forged = Buffer.from(
        JSON.stringify({ role: 'administrator', organisation: null, aud: 'concordat' }),
      ).toString('base64url');
      const other = await Tokens.in(join(directory, 'other')).issue(officer, 1);
      const ended = await tokens.issue(officer, -1);
      const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged}.`;
      for (const bad of [other, `${head}.${forged}.${signature}`, ended, unsigned, 'nonsense', ''])
        await expect(tokens.verify(bad)).rejects.toThrow(Rejection);
    }));

  test('a token with a role nobody has is refused, though we signed it', () =>
    inDirectory(async (directory) => {
      const tokens = Tokens.in(directory);
      const key = (tokens as unknown as { key: Parameters<SignJWT['sign']>[0] }).key;
      const token = await new SignJWT({ role: 'emperor' })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience('concordat')
        .sign(key);
      await expect(tokens.verify(token)).rejects.toThrow('not one of ours');
    }));

  test('a key file that is not whole stops the start with its name', () =>
    inDirectory(async (directory) => {
      writeFileSync(join(directory, 'signing.key'), 'short');
      expect(() => Tokens.in(directory)).toThrow(/signing\.key is not a signing key/);
    }));
});

describe('settings', () => {
  test('nothing needs to be set', () => {
    expect(configFrom({})).toMatchObject({ port: 3000, host: '127.0.0.1', logLevel: 'info' });
  });

  test('a connection string that is wrong is not repeated: it holds a password', () => {
    expect(() => configFrom({ EVENTSTORE_URL: 'http://user:secret@host' })).not.toThrow(/secret/);
  });

  test.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ EVENT_STORE: 'postgres' }, 'EVENT_STORE'],
    [{ EVENT_STORE: 'eventstoredb' }, 'EVENTSTORE_URL'],
    [{ EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: 'http://user:secret@host' }, 'EVENTSTORE_URL'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('a wrong value is named: %j', (variables, name) => {
    expect(() => configFrom(variables)).toThrow(new RegExp(`^${name} is `));
  });
});
