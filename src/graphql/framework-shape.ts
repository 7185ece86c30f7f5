import type { EditionOnDay } from '../compliance/frameworks.js';
import { looksAt } from '../compliance/undertaking.js';

const IN_FORCE = { yes: true, no: false, unknown: null };

/** An edition as the API shows it. */
export const frameworkShape = (edition: EditionOnDay) => ({
  ...edition,
  inForce: IN_FORCE[edition.inForce],
  commitments: edition.rows,
  undertakings: edition.undertakings.map((undertaking) => ({
    ...undertaking,
    rules: looksAt(undertaking, edition.rows),
  })),
});
