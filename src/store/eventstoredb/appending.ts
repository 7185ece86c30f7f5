import { NO_STREAM, type ResolvedEvent } from '@eventstore/db-client';
import type { Catalogue } from '../../kernel/catalogue.js';
import { repeated, type Encoded } from '../codec.js';
import { IdTaken, NEW_STREAM, WrongRevision, type Receipt, Ambiguous, TooLarge } from '../event-store.js';
import type { Connection } from './connection.js';
import { explain, isUnwritten, kindOf, mayHeal } from './errors.js';
import { KnownIds, type Beginning } from './known-ids.js';
import type { Settings } from './options.js';
import { positionOf } from './place.js';
import type { Reading } from './reading.js';
import { Backoff, within } from './waiting.js';
import { idOf, isHeldAs, outgoing, whereIs, type Outgoing } from './wire.js';

const IDS_KEPT = 100_000;

const lastRevision = (events: readonly ResolvedEvent[]): number => Number(events.at(-1)?.event?.revision ?? NEW_STREAM);

const receiptOf = (event: ResolvedEvent): Receipt => ({
  revision: Number(event.event!.revision),
  position: positionOf(whereIs(event)),
});

/**
 * Appends to one stream at a time. Before an append it looks whether the stream has one of the ids up to the expected
 * revision; if the server then accepts, the stream had nothing else, so no id is ever twice in a stream. What was
 * read or written lately is remembered, and a new stream needs no look.
 */
export class Appending {
  readonly #known = new KnownIds(IDS_KEPT);

  constructor(
    private readonly connection: Connection,
    private readonly reading: Reading,
    private readonly catalogue: Catalogue,
    private readonly settings: Settings,
    private readonly closing: AbortSignal,
  ) {}

  /** Takes note of a stream read from its first event on, which the next append would otherwise read again. */
  learn(stream: string, events: readonly ResolvedEvent[]): void {
    this.#learn(stream, NEW_STREAM, events);
  }

  /** The bytes of an append, refused where they are more than the server takes. */
  prepare(encoded: readonly Encoded[]): Outgoing[] {
    const ready = encoded.map((event) => outgoing(event));
    const bytes = ready.reduce((sum, one) => sum + one.bytes, 0);
    if (bytes > this.settings.maxAppendBytes) throw new TooLarge(bytes, this.settings.maxAppendBytes);
    return ready;
  }

  /** `stream` is the port's name. See EventStore.append; Ambiguous when it cannot be found out what happened. */
  async append(
    stream: string,
    expected: number,
    encoded: readonly Encoded[],
    ready: readonly Outgoing[],
  ): Promise<Receipt> {
    const beginning = await this.#beginning(stream, expected);
    if (encoded.some(({ id }) => beginning.ids.has(id))) return this.#settle(stream, expected, encoded);
    const twice = repeated(encoded);
    if (twice) throw new IdTaken(twice.id);
    if (beginning.last < expected) throw new WrongRevision(stream, expected, beginning.last);
    const receipt = await this.#send(stream, expected, ready);
    if (!receipt) return this.#settle(stream, expected, encoded);
    const ids = encoded.map(({ id }) => id);
    this.#known.learn(stream, expected, receipt.revision, ids);
    return receipt;
  }

  #learn(stream: string, after: number, events: readonly ResolvedEvent[]): void {
    // By the last revision rather than their number: an administrator may have cut the head of the stream off.
    const ids = events.map(({ event }) => idOf(event!));
    this.#known.learn(stream, after, lastRevision(events), ids);
  }

  async #beginning(stream: string, expected: number): Promise<Beginning> {
    const known = this.#known.of(stream);
    if (known && known.last >= expected) return known;
    if (expected === NEW_STREAM) return { last: NEW_STREAM, ids: new Set() };
    const from = (known?.last ?? NEW_STREAM) + 1;
    const events = await this.reading.stream(this.settings.prefix + stream, from, expected - from + 1);
    this.#learn(stream, from - 1, events);
    return this.#known.of(stream) ?? { last: NEW_STREAM, ids: new Set() };
  }

  /**
   * What an append comes to that the server, or what we know of the stream, does not let through: the first receipt
   * where the stream has just these events one after the other, otherwise IdTaken or WrongRevision.
   */
  async #settle(stream: string, expected: number, encoded: readonly Encoded[]): Promise<Receipt> {
    const events = await this.reading.stream(this.settings.prefix + stream, 0);
    this.learn(stream, events);
    const places = new Map(events.map((event, at) => [idOf(event.event!), at]));
    const at = encoded.map(({ id }) => places.get(id));
    const taken = encoded.filter((_, index) => at[index] !== undefined);
    if (taken.length === 0) throw new WrongRevision(stream, expected, lastRevision(events));
    const isSame = (event: Encoded, index: number): boolean =>
      at[index] === at[0]! + index && isHeldAs(this.catalogue, events[at[index]]!.event!, event);
    const other = taken.length < encoded.length ? taken[0] : encoded.find((event, index) => !isSame(event, index));
    if (other) throw new IdTaken(other.id);
    return receiptOf(events[at.at(-1)!]!);
  }

  /**
   * Sends until there is an answer; undefined stands for a conflict. A numeric or absent revision may be sent again and
   * again: the server knows the events by their ids and gives the first answer. After a doubtful attempt the end of
   * our patience is Ambiguous, never "failed".
   */
  async #send(stream: string, expected: number, ready: readonly Outgoing[]): Promise<Receipt | undefined> {
    const { timing, onTrouble } = this.settings;
    const end = Date.now() + timing.budget;
    const backoff = new Backoff(timing.retry);
    let isDoubtful = false;
    for (;;) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
        return await this.#once(stream, expected, ready);
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'conflict') return undefined;
        if (kind === 'too large')
          throw new TooLarge(
            ready.reduce((sum, { bytes }) => sum + bytes, 0),
            limitOf(error),
          );
        isDoubtful ||= mayHeal(kind) && !isUnwritten(error);
        if (!mayHeal(kind) || Date.now() > end) throw isDoubtful ? new Ambiguous(stream, error) : this.#explain(error);
        onTrouble({ during: 'append', message: (error as Error).message });
        // oxlint-disable-next-line no-await-in-loop
        await backoff.pause(this.closing);
      }
    }
  }

  async #once(stream: string, expected: number, ready: readonly Outgoing[]): Promise<Receipt> {
    const { deadline, grace } = this.settings.timing;
    const result = await this.connection.use((client) =>
      within(
        deadline + grace,
        'an append',
        client.appendToStream(
          this.settings.prefix + stream,
          ready.map(({ event }) => event),
          {
            expectedRevision: expected === NEW_STREAM ? NO_STREAM : BigInt(expected),
            deadline,
            requiresLeader: true,
            credentials: this.connection.target.credentials,
          },
        ),
      ),
    );
    if (!result.position) throw new Error('the server gives no positions: it is older than 22.6');
    return { revision: Number(result.nextExpectedRevision), position: positionOf(result.position) };
  }

  #explain(error: unknown): Error {
    const { hosts, isSecure } = this.connection.target;
    return explain(error, hosts, isSecure, `append to streams that begin with ${this.settings.prefix}`);
  }
}

const limitOf = (error: unknown): number => (error as { maxAppendSize?: number }).maxAppendSize ?? Number.NaN;
