import { createHash } from 'node:crypto';
import type { Recorded } from '../kernel/fact.js';
import { canonical } from './codec.js';
import { Ambiguous, IdTaken, START, TooLarge, WrongRevision, type EventStore } from './event-store.js';

/** Of both logs no more than such a page is held at a time. */
const PAGE = 500;

/** A log that can take over the events of another. Only a migration does that: everywhere else a log's clock records. */
export interface Successor extends EventStore {
  /** Throws TooLarge where an event of another log does not fit into this one. */
  demandFit(event: Recorded): void;

  /**
   * Writes events of another log after its own, in the order given, with their ids, revisions and `recordedAt`; durable
   * when it resolves. A failure leaves a beginning of them. Throws IdTaken, WrongRevision and what `append` throws.
   */
  restore(events: readonly Recorded[]): Promise<void>;
}

/** One log as it was read: how many events, and the SHA-256 over all of them in their order, positions left out. */
interface Tally {
  readonly events: number;
  readonly digest: string;
}

/** What a migration came to. `found` events were in the destination before it. */
export interface Migrated {
  readonly found: number;
  readonly copied: number;
  readonly source: Tally;
  readonly destination: Tally;
}

/** Begins a line that counts what is being done. */
type Progress = (what: string) => { readonly tick: (count: number) => void; readonly done: () => void };

const SILENT: Progress = () => ({ tick: () => {}, done: () => {} });

async function* eventsOf(store: EventStore): AsyncGenerator<Recorded, void, undefined> {
  for await (const page of store.readAll(START, PAGE)) yield* page;
}

type Pair = readonly [source: Recorded | undefined, destination: Recorded | undefined];

/** Two logs event by event from their beginnings, until both have ended. */
async function* inStep(from: EventStore, to: EventStore): AsyncGenerator<Pair, void, undefined> {
  const [source, destination] = [eventsOf(from), eventsOf(to)];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- in step
    const [theirs, ours] = await Promise.all([source.next(), destination.next()]);
    if (theirs.done && ours.done) return;
    yield [theirs.value ?? undefined, ours.value ?? undefined];
  }
}

const content = ({ position: _position, ...rest }: Recorded): object => rest;

const whereIs = ({ stream, revision }: Recorded): string => `revision ${revision} of stream "${stream}"`;

const named = (event: Recorded): string => `"${event.id}" (${whereIs(event)})`;

/** Where two events differ, in words; undefined where they are the same in all but their positions. */
const difference = (at: number, [source, destination]: Pair): string | undefined => {
  if (!source) return `event ${at} of the destination, ${named(destination!)}, is not in the source`;
  if (!destination) return `event ${at} of the source, ${named(source)}, is not in the destination`;
  const [theirs, ours] = [content(source), content(destination)] as [Record<string, unknown>, Record<string, unknown>];
  if (canonical(theirs) === canonical(ours)) return undefined;
  const names = Object.keys({ ...theirs, ...ours }).filter((name) => canonical(theirs[name]) !== canonical(ours[name]));
  if (['id', 'stream', 'revision'].some((name) => names.includes(name)))
    return `event ${at} is ${named(source)} in the source and ${named(destination)} in the destination`;
  return `event ${at}, ${named(source)}, has another ${names.join(', ')} in the destination`;
};

const demandFit = (to: Successor, event: Recorded): void => {
  try {
    to.demandFit(event);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    throw new Error(
      `event ${named(event)} does not fit into the destination, so nothing was copied: ${error.message}`,
      { cause: error },
    );
  }
};

/** What the destination has already, which must be a beginning of the source; and whether the rest will fit. */
const compare = async (from: EventStore, to: Successor, progress: Progress) => {
  const bar = progress('events compared');
  let [read, found, last] = [0, 0, START];
  for await (const [source, destination] of inStep(from, to)) {
    read += 1;
    if (destination) {
      const differs = difference(read, [source, destination]);
      if (differs)
        throw new Error(
          `the destination holds something other than the beginning of the source; it was left as it is: ${differs}`,
        );
      [found, last] = [read, source!.position];
    } else demandFit(to, source!);
    bar.tick(read);
  }
  bar.done();
  if (read === 0) throw new Error('the source holds no events: there is nothing to copy');
  return { found, last };
};

/** Why the destination did not take what comes next in the source. */
const explained = async (error: unknown, from: EventStore): Promise<unknown> => {
  if (error instanceof WrongRevision)
    return new Error(
      `stream "${error.stream}" ends at revision ${error.actual} in the destination and goes on after ${error.expected} in the source: ` +
        "something else writes to the destination, or the source has lost the stream's beginning",
    );
  if (error instanceof Ambiguous)
    return new Error(
      'it is not known whether the last events were written: run it again, it goes on from what is there',
      {
        cause: error,
      },
    );
  if (!(error instanceof IdTaken)) return error;
  const places: string[] = [];
  for await (const event of eventsOf(from)) if (event.id === error.id) places.push(whereIs(event));
  return new Error(
    places.length > 1
      ? `the source has the id "${error.id}" more than once, as ${places.join(' and as ')}; the destination keeps an id only once and cannot take the second`
      : `something else writes to the destination and has taken the id "${error.id}"`,
  );
};

/** Copies what comes after a position, then what has come meanwhile, until there is nothing more. */
const copy = async (from: EventStore, to: Successor, after: string, progress: Progress): Promise<number> => {
  const bar = progress('events copied');
  let [copied, last] = [0, after];
  for (let before = -1; before < copied;) {
    before = copied;
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    for await (const page of from.readAll(last, PAGE)) {
      await to.restore(page).catch(async (error: unknown) => {
        throw await explained(error, from);
      });
      copied += page.length;
      last = page.at(-1)!.position;
      bar.tick(copied);
    }
  }
  bar.done();
  return copied;
};

const verify = async (from: EventStore, to: EventStore, progress: Progress): Promise<readonly [Tally, Tally]> => {
  const bar = progress('events verified');
  const hashes = [createHash('sha256'), createHash('sha256')] as const;
  let events = 0;
  for await (const pair of inStep(from, to)) {
    events += 1;
    const differs = difference(events, pair);
    if (differs) throw new Error(`the logs are not the same: ${differs}; stop whoever writes to them and run it again`);
    for (const [at, hash] of hashes.entries()) hash.update(`${canonical(content(pair[at]!))}\n`);
    bar.tick(events);
  }
  bar.done();
  const [source, destination] = hashes.map((hash) => ({ events, digest: hash.digest('hex') }));
  return [source!, destination!];
};

/**
 * Copies a log into another of any kind: every event with its id, stream, revision, `recordedAt` and content, in the
 * one order of the source. Positions are each log's own. What the destination has already must be exactly a beginning
 * of the source, so it can be run again after a failure, and later for what has come since. In the end both are read
 * once more and compared. Throws an Error of one sentence that names the first event that differs or cannot be taken.
 */
export const migrate = async (from: EventStore, to: Successor, progress = SILENT): Promise<Migrated> => {
  const { found, last } = await compare(from, to, progress);
  const copied = await copy(from, to, last, progress);
  const [source, destination] = await verify(from, to, progress);
  return { found, copied, source, destination };
};
