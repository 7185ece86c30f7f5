import { createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jwtVerify, SignJWT } from 'jose';
import { createWhole } from '../files.js';
import { ROLES, type Actor, type Role } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';

/**
 * What a token opens. One for calendars stands in addresses, which get about: it opens nothing but calendars, and one
 * that can record is never taken from an address.
 */
export type Use = 'record' | 'calendar';

const AUDIENCES: Readonly<Record<Use, string>> = { record: 'concordat', calendar: 'concordat-calendar' };

const KEY_BYTES = 32;

/**
 * Access tokens signed with a key of our own (HS256), kept in the data directory and made on first use, readable by
 * its owner only. A token says a role and the organisation it speaks for, and ends.
 */
export class Tokens {
  private constructor(private readonly key: ReturnType<typeof createSecretKey>) {}

  /** Reads the signing key of a data directory, or makes it. Throws when a key file is there but not whole. */
  static in(directory: string): Tokens {
    const file = join(directory, 'signing.key');
    // Where another process makes it in the same moment, its key is as good.
    if (!existsSync(file)) createWhole(file, randomBytes(KEY_BYTES), 0o600);
    const secret = readFileSync(file);
    if (secret.length !== KEY_BYTES)
      throw new Error(`${file} is not a signing key: remove it and a new one is made (tokens issued before then end)`);
    return new Tokens(createSecretKey(secret));
  }

  /** A token for a role and organisation, valid for `days` whole days. */
  issue(actor: Actor, days: number, use: Use = 'record'): Promise<string> {
    return new SignJWT({ role: actor.role, organisation: actor.organisation })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setAudience(AUDIENCES[use])
      .setExpirationTime(`${days} days`)
      .sign(this.key);
  }

  /** The actor of a token. Throws a Rejection that says to ask for a new one when it is not ours, changed or ended. */
  async verify(token: string, use: Use = 'record'): Promise<Actor> {
    try {
      const { payload } = await jwtVerify(token, this.key, { audience: AUDIENCES[use], algorithms: ['HS256'] });
      const { role, organisation } = payload;
      if (!ROLES.includes(role as Role)) throw new Error('unknown role');
      return { role: role as Role, organisation: typeof organisation === 'string' ? organisation : null };
    } catch (error) {
      const ended = (error as { code?: string }).code === 'ERR_JWT_EXPIRED';
      throw reject(
        'UNAUTHENTICATED',
        use === 'calendar' ? 'token' : 'Authorization',
        `The access token ${ended ? 'has ended' : use === 'calendar' ? 'is not one of ours for calendars' : 'is not one of ours'}: get one with "concordat token issue${use === 'calendar' ? ' --calendar' : ''}".`,
      );
    }
  }
}
