import { parseExchange } from '../../src/compliance/exchange.js';
import type { Finding } from '../../src/compliance/finding.js';
import { judge } from '../../src/compliance/judge.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { standing, type Standing } from '../../src/kernel/standing.js';

/** A fact of matter M1 between commissioner C1 and TSO A, recorded on the day it happened unless said otherwise. */
export const told = (type: string, occurredOn: string | null, data: object = {}, more: object = {}): Recorded =>
  parseExchange({
    id: `${type} ${occurredOn}`,
    type,
    occurredOn,
    ...(occurredOn === null && { recordedAt: '2025-01-01' }),
    by: 'commissioner',
    commissioner: 'C1',
    tsos: ['A'],
    matter: 'M1',
    data,
    ...more,
  });

export const stands = (...facts: Recorded[]): Standing[] => standing(facts);

interface Asked {
  readonly asOf?: string;
  readonly framework?: string;
  readonly context?: readonly Recorded[];
}

/** The findings of one rule, by the editions in force unless one is asked for. */
export const findings = (rule: string, facts: readonly Recorded[], asked: Asked = {}): Finding[] =>
  judge({
    facts: standing(facts),
    context: standing(asked.context ?? []),
    validAsOf: asked.asOf ?? '2026-12-31',
    ...(asked.framework !== undefined && { framework: asked.framework }),
  }).filter((finding) => finding.rule === rule);

/** The one finding of a rule; fails where there are none or several. */
export const finding = (rule: string, facts: readonly Recorded[], asked: Asked = {}): Finding => {
  const found = findings(rule, facts, asked);
  if (found.length !== 1) throw new Error(`${rule} has ${found.length} findings: ${JSON.stringify(found, null, 1)}`);
  return found[0]!;
};
