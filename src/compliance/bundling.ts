import { toExchange } from '../interchange/events.js';
import type { Recorded } from '../kernel/fact.js';
import type { FindingsAsk, Surroundings } from './bundle.js';
import type { Finding } from './finding.js';

/** Findings as a document that anyone can judge again: `concordat recompute` answers it without the record. */
export interface Bundle extends Pick<Surroundings, 'bodies' | 'complete'> {
  readonly schema: 'concordat-bundle/1';
  /** what its events are a part of: PUBLIC_RECORD, OWN_RECORD or WHOLE_RECORD, up to a position of the log */
  readonly basis: string;
  readonly through: string;
  readonly events: readonly object[];
  readonly queries: readonly { readonly ask: FindingsAsk; readonly expect: unknown }[];
}

/**
 * A bundle of what was shown in answer to a question. `whole`: the findings are all that the question has; otherwise
 * they are some of them. The same facts give the same bundle, to the byte.
 */
export const bundleOf = (
  head: Pick<Bundle, 'basis' | 'through' | 'bodies' | 'complete'>,
  facts: readonly Recorded[],
  ask: FindingsAsk,
  shown: { readonly findings: readonly Finding[]; readonly whole: boolean },
): Bundle => ({
  schema: 'concordat-bundle/1',
  ...head,
  events: facts.map(toExchange),
  queries: [{ ask, expect: shown.whole ? shown.findings : { contains: shown.findings } }],
});
