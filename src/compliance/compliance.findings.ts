import { Injectable } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { Bench } from './compliance.bench.js';
import { Judgements } from './compliance.judgements.js';
import type { Finding, Verdict } from './finding.js';
import { editionsNamed, NATIONAL } from './frameworks.js';
import { compareOrderings, orderingOf } from './judge.js';
import { inPeriod } from './summary/summary-lines.js';
import type { Counts } from './summary/summary-outcomes.js';

/** What findings are narrowed to; what is left out does not narrow them. Organisations by id, identifier or name. */
export interface FindingFilter {
  readonly matter?: string | null;
  readonly commissioner?: string | null;
  readonly tso?: string | null;
  /** that of which the commissioner is registered as being */
  readonly area?: string | null;
  /** an edition (compact-2010) or a family (compact) to judge by, in force or not; absent: those in force */
  readonly framework?: string | null;
  readonly rules?: readonly string[] | null;
  readonly verdicts?: readonly Verdict[] | null;
  /** days between which what triggered the rule happened, or may have */
  readonly from?: Day | null;
  readonly to?: Day | null;
  readonly about?: Finding['about'] | null;
}

/** The most findings one page holds. */
export const MAX_FINDINGS = 1_000;

/** All findings that fit, in their order: by matter (what belongs to none first), rule, TSO, edition and thing. */
export class Findings extends Query<readonly Finding[]> {
  constructor(
    readonly asker: Asker,
    readonly filter: FindingFilter,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

/** A page of findings; memory and time are those of the page and of what is passed over to find it. */
export class FindingsPage extends Query<{
  readonly findings: readonly Finding[];
  readonly cursors: readonly string[];
  readonly more: boolean;
}> {
  constructor(
    readonly asker: Asker,
    readonly filter: FindingFilter,
    readonly page: { readonly first: number; readonly after?: string | null },
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

/** How many findings of each verdict fit. */
export class FindingCounts extends Query<Counts> {
  constructor(
    readonly asker: Asker,
    readonly filter: FindingFilter,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

/** Throws a Rejection when a framework is asked for that is neither national nor on record as adopted by anyone. */
export const demandFramework = (questions: Questions, name: string | null | undefined, seq: number): void => {
  if (!name || editionsNamed(NATIONAL, name).length > 0) return;
  const streams = questions.dossiers([''], 'framework-', 'framework.', Number.MAX_SAFE_INTEGER, seq);
  const adopted = streams.map((stream) => stream.slice('framework-'.length));
  if (adopted.some((id) => name === id || name.startsWith(`${id}-`))) return;
  const known = [...new Set(NATIONAL.flatMap(({ id, family }) => [id, family])), ...adopted];
  throw reject('UNKNOWN_FRAMEWORK', 'framework', `There is no framework "${name}": ${known.join(', ')}.`);
};

/** What a question about findings says besides which of them it wants to see. */
type Asked = Pick<Findings, 'asker' | 'filter' | 'validAsOf' | 'knownAt'>;

/** The findings of one dossier that fit a question. */
interface Fitting {
  readonly key: string;
  readonly findings: readonly Finding[];
}

const has = (ids: readonly string[] | undefined, ...named: readonly (string | null)[]): boolean =>
  !ids || named.some((id) => id !== null && ids.includes(id));

/** Goes through the dossiers that a question about findings is about. */
@Injectable()
export class FindingsSource {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly judgements: Judgements,
  ) {}

  /** The dossiers of a question in order, from the one named. Throws a Rejection naming the part of it that is wrong. */
  async *of({ asker, filter, validAsOf, knownAt }: Asked, from = ''): AsyncGenerator<Fitting> {
    const moment = momentOf(this.questions, knownAt);
    const { matter, commissioner, tso, area, rules, verdicts, about } = filter;
    const [first, last] = [filter.from ?? '0001-01-01', filter.to ?? '9999-12-31'];
    if (last < first) throw reject('INVALID', 'filter.to', `The period ends on ${last}, before it begins on ${first}.`);
    const body = (text: string, field: string) => this.directory.bodyOf(text, field, moment.seq, asker);
    const named = commissioner ? body(commissioner, 'filter.commissioner') : undefined;
    const local = area ? this.directory.commissionersIn(area, moment.seq, asker) : undefined;
    const commissioners = named && local ? named.filter((id) => local.includes(id)) : (named ?? local);
    const tsos = tso ? body(tso, 'filter.tso') : undefined;
    demandFramework(this.questions, filter.framework, moment.seq);
    const fits = (finding: Finding): boolean =>
      (!rules || rules.includes(finding.rule)) &&
      (!verdicts || verdicts.includes(finding.verdict)) &&
      (!about || (finding.about.kind === about.kind && finding.about.id === about.id)) &&
      ((!filter.from && !filter.to) || inPeriod(finding.occurredOn, { from: first, to: last })) &&
      has(commissioners, finding.commissioner) &&
      has(tsos, ...(finding.tso === null ? finding.tsos : [finding.tso]));
    const day = validAsOf ?? moment.day;
    const bench = new Bench(this.questions, this.judgements, asker, moment, day, filter.framework ?? null);
    const owners = tsos?.map(scopes.tso) ?? commissioners ?? [''];
    const files = matter ? [bench.judged(`matter-${matter}`)] : owners.length > 0 ? bench.of(owners, from) : [];
    for await (const { key, findings } of files) yield { key, findings: findings.filter(fits) };
  }
}

@QueryHandler(Findings)
export class FindingsHandler implements IQueryHandler<Findings> {
  constructor(private readonly source: FindingsSource) {}

  async execute(query: Findings): Promise<readonly Finding[]> {
    const found: Finding[] = [];
    for await (const { findings } of this.source.of(query)) found.push(...findings);
    return found;
  }
}

@QueryHandler(FindingCounts)
export class FindingCountsHandler implements IQueryHandler<FindingCounts> {
  constructor(private readonly source: FindingsSource) {}

  async execute(query: FindingCounts): Promise<Counts> {
    const counts: Partial<Record<Verdict, number>> = {};
    for await (const { findings } of this.source.of(query))
      for (const { verdict } of findings) counts[verdict] = (counts[verdict] ?? 0) + 1;
    return counts;
  }
}

/** A finding's place in its order: its dossier, what findings are sorted by, and its number among those that are alike. */
interface Place {
  readonly key: string;
  readonly ordering: readonly string[];
  readonly number: number;
}

const encode = ({ key, ordering, number }: Place): string =>
  Buffer.from(JSON.stringify([key, number, ...ordering])).toString('base64url');

const placeShape = z.tuple([z.string(), z.int()], z.string());

const decode = (text: string): Place => {
  try {
    const [key, number, ...ordering] = placeShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { key, number, ordering };
  } catch {
    throw reject('INVALID', 'after', `"${text}" is not a cursor: give an endCursor of an earlier page.`);
  }
};

/** The findings of a dossier with their places. */
const placed = ({ key, findings }: Fitting): { readonly finding: Finding; readonly place: Place }[] => {
  let number = 0;
  return findings.map((finding, at) => {
    const ordering = orderingOf(finding);
    const before = findings[at - 1];
    number = before && compareOrderings(orderingOf(before), ordering) === 0 ? number + 1 : 0;
    return { finding, place: { key, ordering, number } };
  });
};

/** Whether a place of the same dossier comes later. */
const isAfter = (place: Place, after: Place): boolean =>
  (compareOrderings(place.ordering, after.ordering) || place.number - after.number) > 0;

@QueryHandler(FindingsPage)
export class FindingsPageHandler implements IQueryHandler<FindingsPage> {
  constructor(private readonly source: FindingsSource) {}

  async execute(query: FindingsPage) {
    const { first, after: cursor } = query.page;
    if (!Number.isInteger(first) || first < 1 || first > MAX_FINDINGS)
      throw reject('INVALID', 'first', `first is ${first}: ask for 1 to ${MAX_FINDINGS} findings.`);
    const after = cursor ? decode(cursor) : undefined;
    const findings: Finding[] = [];
    const cursors: string[] = [];
    for await (const file of this.source.of(query, after?.key))
      for (const { finding, place } of placed(file)) {
        if (after?.key === file.key && !isAfter(place, after)) continue;
        if (findings.length === first) return { findings, cursors, more: true };
        findings.push(finding);
        cursors.push(encode(place));
      }
    return { findings, cursors, more: false };
  }
}
