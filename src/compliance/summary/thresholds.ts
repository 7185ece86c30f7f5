import { z } from 'zod';
import { reject } from '../../kernel/rejection.js';
import { Id, Text } from '../../kernel/shapes.js';
import standard from './thresholds.json' with { type: 'json' };

const percent = z.number().min(0, 'is below 0').max(100, 'is above 100');

const outcome = z.strictObject({
  /** 1 to 5, as the Compact of 2010 numbers its outcomes */
  number: z.int().min(1).max(5),
  title: Text,
  /** the rules whose findings are counted under it; a rule may stand under two */
  rules: z.array(Id).min(1),
  /** those of them of which a single finding not met makes it red */
  redOnAnyNotMet: z.array(Id),
});

const shape = z.strictObject({
  schema: z.literal('concordat-thresholds/1'),
  outcomes: z.array(outcome).min(1),
  /** red above this share of what fell due, elsewhere than on `redOnAnyNotMet` */
  redAbovePercentNotMet: percent,
  /** amber above this share of what fell due that was met by a reason in place of the thing */
  amberAbovePercentExceptions: percent,
  /** amber from so many findings due of which there is no record either way */
  amberFromNotEvidenced: z.int().min(1),
  /** whether commitments asked for only where possible count */
  countAdvisory: z.boolean(),
});

/** By what counts an outcome is green, amber or red. The Compact sets none: these are this product's, and open to change. */
export type Thresholds = Readonly<z.output<typeof shape>>;
export type OutcomeThresholds = Thresholds['outcomes'][number];

/** Thresholds from a council's own file, as parsed JSON. Throws a Rejection that names each field and what is wrong with it. */
export const parseThresholds = (json: unknown): Thresholds => {
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw reject(
    'INVALID',
    'thresholds',
    `The thresholds cannot be used. ${problems.join('; ')}. Begin from a copy of the standard ones, compliance/thresholds.json.`,
  );
};

export const STANDARD: Thresholds = parseThresholds(standard);
