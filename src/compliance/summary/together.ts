import type { Finding } from '../finding.js';

/** Findings that say the same of several TSOs, with these TSOs together. */
export interface Together {
  readonly finding: Finding;
  readonly tsos: readonly string[];
}

/** Puts findings together that differ in nothing but the TSO; the order of first appearance stays. */
export const together = (findings: readonly Finding[]): Together[] => {
  const groups = new Map<string, Together>();
  for (const finding of findings) {
    const { tso, tsos: _tsos, facts: _facts, ...same } = finding;
    const key = JSON.stringify(same);
    const { tsos = [] } = groups.get(key) ?? {};
    groups.set(key, { finding: groups.get(key)?.finding ?? finding, tsos: tso === null ? tsos : [...tsos, tso] });
  }
  return [...groups.values()];
};
