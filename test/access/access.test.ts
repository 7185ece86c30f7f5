import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { demandOwnWords, demandPermission } from '../../src/access/permission.js';
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
    ['restricted', auditor, true],
    ['restricted', administrator, true],
  ] as const)('%s, asked by %j: %s', (visibility, asker, expected) => {
    expect(maySee(asker as Actor | null, seen(visibility))).toBe(expected);
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

describe('who may record a fact', () => {
  test.each([
    ['an officer for the own commissioner', officer, fact(), undefined],
    ['an officer for another commissioner', { role: 'officer', organisation: 'C2' }, fact(), 'commissioner'],
    ['a role that the table does not list', auditor, fact(), 'token'],
    ['a TSO for itself', charity, fact(), undefined],
    ['a TSO for others only', { role: 'tso', organisation: 'B' }, fact(), 'tsos'],
    ['an administrator for anyone', administrator, fact({ commissioner: 'C9' }), undefined],
  ] as const)('%s', (_, actor, what, field) => {
    expect(refusal(() => demandPermission(actor as Actor, 'RecordMeeting', ['officer', 'tso'], what))).toBe(field);
  });
});

const recorded = (by: Fact['by'], actor: Actor, source: 'entered' | 'imported', tsos = ['A']): Recorded => ({
  ...fact({ by, tsos }),
  id: 'e1',
  stream: 'meeting-1',
  revision: 0,
  position: '1',
  recordedAt: '2024-01-01T00:00:00.000Z',
  meta: { commandId: 'e1', correlationId: 'e1', causationId: null, actor, source },
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
    expect(refusal(() => demandOwnWords(actor as Actor, target))).toBe(field);
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

  test.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ EVENT_STORE: 'postgres' }, 'EVENT_STORE'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('a wrong value is named: %j', (variables, name) => {
    expect(() => configFrom(variables)).toThrow(new RegExp(`^${name} is `));
  });
});
