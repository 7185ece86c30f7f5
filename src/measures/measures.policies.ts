import { Injectable } from '@nestjs/common';
import { reject } from '../kernel/rejection.js';
import { POLICIES, type Policy } from './policy.js';

/** The policies that this record can be measured by, oldest first. */
@Injectable()
export class Policies {
  constructor(readonly all: readonly Policy[] = POLICIES) {}

  /** The policy of a version or a hash; none named: the latest. Throws a Rejection. */
  named(name?: string | null): Policy {
    const found = name ? this.all.find(({ version, hash }) => name === version || name === hash) : this.all.at(-1);
    if (found) return found;
    const known = this.all.map(({ version }) => version).join(', ');
    throw reject('UNKNOWN_POLICY', 'policy', `No policy has the version or hash "${name}". There are: ${known}.`);
  }
}
