import { intentRecording } from '../engine/application.js';
import { onRecord } from '../engine/commands.js';
import { execute, type Outcome } from '../engine/execute.js';
import { prepare, type Sending } from '../engine/prepare.js';
import type { Draft, Position, Recorded } from '../kernel/fact.js';
import type { Questions } from '../projection/questions.js';
import {
  EventStore,
  IdTaken,
  WrongRevision,
  type Extent,
  type NewEvent,
  type ReadStreamOptions,
  type Receipt,
} from '../store/event-store.js';

/** The log as it would be after a rehearsal: reads go through to it, what is appended stays in memory. */
class Overlay extends EventStore {
  private readonly added = new Map<string, Recorded[]>();
  readonly ids = new Map<string, Recorded>();

  constructor(
    private readonly log: EventStore,
    private readonly questions: Questions,
  ) {
    super();
  }

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Receipt> {
    const past = await this.readStream(stream);
    const revision = past.length - 1;
    if (revision !== expected) throw new WrongRevision(stream, expected, revision);
    const seq = this.questions.seqAt();
    for (const { id } of events)
      if (this.ids.has(id) || this.questions.fact(id, seq, { role: 'administrator', organisation: null }))
        throw new IdTaken(id);
    const list = this.added.get(stream) ?? [];
    this.added.set(stream, list);
    for (const [at, { id, fact, meta }] of events.entries()) {
      const recorded = { ...fact, id, meta, stream, revision: past.length + at, position: '', recordedAt: '' };
      list.push(recorded);
      this.ids.set(id, recorded);
    }
    return { revision: revision + events.length, position: '' };
  }

  async readStream(stream: string, options?: ReadStreamOptions): Promise<Recorded[]> {
    return [...(await this.log.readStream(stream, options)), ...(this.added.get(stream) ?? [])];
  }

  readAll(after: Position, pageSize?: number): AsyncIterable<Recorded[]> {
    return this.log.readAll(after, pageSize);
  }

  subscribe(after: Position, signal: AbortSignal): AsyncIterable<Recorded[]> {
    return this.log.subscribe(after, signal);
  }

  head(known?: Extent): Promise<Extent> {
    return this.log.head(known);
  }

  probe(): Promise<void> {
    return this.log.probe();
  }

  isPosition(text: string): boolean {
    return this.log.isPosition(text);
  }

  async close(): Promise<void> {}
}

/**
 * Carries commands out as the record would, each seeing what those before it would have written, and writes nothing.
 * Returns a function like `Application.record`.
 */
export const rehearse = (
  log: EventStore,
  questions: Questions,
): ((draft: Draft, sending: Sending) => Promise<Outcome>) => {
  const overlay = new Overlay(log, questions);
  const registered = new Set<string>();
  const known = onRecord(questions);
  const record = { ...known, isOrganisation: (id: string) => registered.has(id) || known.isOrganisation(id) };
  return async (draft, sending) => {
    const given = prepare(
      intentRecording(draft.type),
      draft,
      sending,
      (id) => overlay.ids.get(id) ?? questions.fact(id, questions.seqAt(), sending.actor),
    );
    const outcome = await execute(overlay, record, given);
    if (given.subject.name === 'organisation') registered.add(given.stream.slice('organisation-'.length));
    return outcome;
  };
};
