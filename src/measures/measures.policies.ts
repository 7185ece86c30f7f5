import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { reject, Rejection } from '../kernel/rejection.js';
import { POLICIES, readPolicy, type Policy } from './policy.js';

/** The name by which a policy is asked for, besides its hash and its version alone. */
const nameOf = ({ policyId, version }: Policy): string => `${policyId}-${version}`;

/** Throws an Error of one sentence naming the file that holds no policy, and why. */
const readFile = (file: string): Policy => {
  try {
    return readPolicy(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const why = error instanceof Rejection ? error.problems.map(({ message }) => message).join(' ') : 'it is not JSON.';
    throw new Error(`${file} is no policy of the measures: ${why}`, { cause: error });
  }
};

/**
 * The policies by which measures can be asked for: ours and those agreed by the bodies of a record, which are JSON files
 * in the folder `policies` of its data directory. They are read once; one that was used never changes.
 */
export class Policies {
  constructor(readonly known: readonly Policy[] = POLICIES) {}

  /** Throws an Error of one sentence where a file cannot be read, or holds another policy under a name that is taken. */
  static in(dataDir: string): Policies {
    const folder = join(dataDir, 'policies');
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
    const known = new Map(POLICIES.map((policy) => [nameOf(policy), policy]));
    for (const name of files.toSorted()) {
      const policy = readFile(join(folder, name));
      const before = known.get(nameOf(policy));
      if (before && before.hash !== policy.hash)
        throw new Error(
          `${join(folder, name)} is another policy than the one known as ${nameOf(policy)}: a policy never changes, so give it a version of its own.`,
        );
      known.set(nameOf(policy), policy);
    }
    return new Policies([...known.values()]);
  }

  /** The policy of a version or a hash; our latest where none is named. Throws a Rejection that names those there are. */
  named(name: string | null | undefined): Policy {
    if (!name) return POLICIES.at(-1)!;
    const found = this.known.filter((policy) => [policy.hash, policy.version, nameOf(policy)].includes(name));
    if (found.length === 1) return found[0]!;
    const names = (found.length > 1 ? found : this.known).map(nameOf).join(', ');
    throw found.length > 1
      ? reject('AMBIGUOUS', 'policy', `"${name}" may be ${names}: give one of these.`)
      : reject('UNKNOWN_POLICY', 'policy', `There is no policy "${name}": there are ${names}.`);
  }
}

/** The policies that measures can be asked for by, oldest first. */
export class KnownPolicies extends Query<readonly Policy[]> {}

@QueryHandler(KnownPolicies)
export class KnownPoliciesHandler implements IQueryHandler<KnownPolicies> {
  constructor(private readonly policies: Policies) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise
  async execute(): Promise<readonly Policy[]> {
    return this.policies.known;
  }
}
