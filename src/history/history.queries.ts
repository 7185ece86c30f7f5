import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { entryOf, type HistoryEntry } from './entry.js';
import { worded } from './sentences.js';
import { momentOf, type Moment } from '../projection/moment.js';
import { Questions, type Cursor, type Order } from '../projection/questions.js';

/** The most entries one page holds. */
export const MAX_PAGE = 500;

/** What a history is narrowed to; organisations by id, identifier or name. */
export interface HistoryFilter {
  readonly commissioner?: string | null;
  readonly tso?: string | null;
  readonly matter?: string | null;
  readonly types?: readonly string[] | null;
  readonly from?: Day | null;
  readonly to?: Day | null;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  readonly cursors: readonly string[];
  readonly more: boolean;
  readonly moment: Moment;
}

const encode = (cursor: Cursor): string => Buffer.from(`${cursor.occurred}.${cursor.seq}`).toString('base64url');

const decode = (text: string): Cursor => {
  const [, occurred, seq] = /^(\d+)\.(\d+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (occurred === undefined || seq === undefined)
    throw reject('INVALID', 'after', `"${text}" is not a cursor: give an endCursor of an earlier page.`);
  return { occurred: Number(occurred), seq: Number(seq) };
};

/** A page of engagement history. Throws a Rejection naming the part of the question that is wrong. */
export class History extends Query<HistoryPage> {
  constructor(
    readonly asker: Asker,
    readonly filter: HistoryFilter,
    readonly page: { readonly first: number; readonly after?: string | null; readonly order?: Order | null },
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

@QueryHandler(History)
export class HistoryHandler implements IQueryHandler<History> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, filter, page, knownAt }: History): Promise<HistoryPage> {
    if (!Number.isInteger(page.first) || page.first < 1 || page.first > MAX_PAGE)
      throw reject('INVALID', 'first', `first is ${page.first}: ask for 1 to ${MAX_PAGE} entries.`);
    if (filter.from && filter.to && filter.to < filter.from)
      throw reject('INVALID', 'filter.to', `The period ends on ${filter.to}, before it begins on ${filter.from}.`);
    const unknown = filter.types?.find((type) => !worded.includes(type));
    if (unknown !== undefined)
      throw reject('UNKNOWN_TYPE', 'filter.types', `There is no event type "${unknown}": write it like MeetingHeld.`);
    const moment = momentOf(this.questions, knownAt);
    const { seq } = moment;
    const body = (text: string | null | undefined, field: string) =>
      text ? this.directory.bodyOf(text, field, seq, asker) : undefined;
    const commissioners = body(filter.commissioner, 'filter.commissioner');
    const tsos = body(filter.tso, 'filter.tso');
    const { found, more } = this.questions.page({
      ...(commissioners && { commissioners }),
      ...(tsos && { tsos }),
      ...(filter.matter && { dossier: `matter-${filter.matter}` }),
      ...(filter.types && { types: filter.types }),
      ...(filter.from && { from: filter.from }),
      ...(filter.to && { to: filter.to }),
      ...(page.after && { after: decode(page.after) }),
      order: page.order ?? 'OCCURRED',
      first: page.first,
      seq,
      asker,
    });
    return {
      entries: found.map(({ fact }) => entryOf(fact, this.questions.remarks(fact.id, seq, asker))),
      cursors: found.map(({ cursor }) => encode(cursor)),
      more,
      moment,
    };
  }
}
