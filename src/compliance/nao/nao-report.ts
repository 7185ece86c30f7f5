import type { Day, Instant } from '../../kernel/time.js';
import { LENGTHS, NOTICES, type Counted, type NaoRows } from './nao-rows.js';

/** How many of a base there are of something. */
export interface Figure {
  readonly what: string;
  readonly count: number;
}

/** What is counted of one commissioner in one year; null for all of them together. */
export interface NaoLine {
  readonly commissioner: string | null;
  readonly year: string | null;
  /** how many there are: what the figures are out of */
  readonly base: number;
}

export interface LengthLine extends NaoLine {
  readonly bands: readonly Figure[];
  /** how many days each was open, shortest first, where its dates are exact */
  readonly days: readonly number[];
  /** surely shorter than twelve weeks: the base of `unexplained` */
  readonly short: number;
  /** of these, without any reason on record */
  readonly unexplained: number;
}

export interface NoticeLine extends NaoLine {
  readonly bands: readonly Figure[];
  /** days from notice to new terms, shortest first, where both dates are exact; negative where the notice came after */
  readonly days: readonly number[];
}

export interface ReasonLine extends NaoLine {
  readonly given: number;
}

export interface ComplaintLine {
  readonly commitment: string;
  readonly stage: string;
  readonly outcome: string;
  readonly count: number;
  /** all complaints of the report; one over several commitments is told under each */
  readonly base: number;
  /** days it took, shortest first, where they can be told */
  readonly days: readonly number[];
}

export interface GapLine {
  readonly rule: string;
  /** findings that the record does not settle, of `base` that fell due */
  readonly count: number;
  readonly base: number;
  /** event types and fields that would have settled them, the commonest first */
  readonly missing: readonly Figure[];
}

/** What the National Audit Office asks of departments, from the record. The same facts give the same report. */
export interface NaoReport {
  readonly schema: 'concordat-nao/1';
  readonly period: { readonly from: Day; readonly to: Day };
  readonly validAsOf: Day;
  readonly knownAt: Instant | null;
  readonly through: string;
  readonly basis: string;
  /** names of the commissioners it mentions, by id */
  readonly names: Readonly<Record<string, string>>;
  /** formal written consultations that opened in the period */
  readonly consultations: readonly LengthLine[];
  /** changes to funding with new terms in the period, for each TSO they concern */
  readonly notices: readonly NoticeLine[];
  /** funding decisions of the period, for each TSO they concern, that owed reasons */
  readonly reasons: readonly ReasonLine[];
  readonly complaints: readonly ComplaintLine[];
  readonly gaps: readonly GapLine[];
  /** consultations, changes and decisions without a date on record: in no period, and not counted */
  readonly undated: number;
}

/** A year that the dates leave open, and a commissioner that is not on record, as they are shown. */
const UNKNOWN = 'not certain';

/** Rows by what they have in common, in the order of its text. */
const by = <Row>(rows: readonly Row[], keyOf: (row: Row) => readonly (string | null)[]): [string[], Row[]][] => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row).map((part) => part ?? UNKNOWN));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => [JSON.parse(key) as string[], group]);
};

/** All together, each year, each commissioner, and each commissioner in each year. */
const lines = <Row extends Counted, Line>(
  rows: readonly Row[],
  told: (rows: readonly Row[]) => Line,
): (NaoLine & Line)[] => {
  const line = (commissioner: string | null, year: string | null, group: readonly Row[]) => ({
    commissioner,
    year,
    base: group.length,
    ...told(group),
  });
  if (rows.length === 0) return [];
  return [
    line(null, null, rows),
    ...by(rows, ({ year }) => [year]).map(([[year = UNKNOWN], group]) => line(null, year, group)),
    ...by(rows, ({ commissioner }) => [commissioner]).flatMap(([[commissioner = UNKNOWN], group]) => [
      line(commissioner, null, group),
      ...by(group, ({ year }) => [year]).map(([[year = UNKNOWN], own]) => line(commissioner, year, own)),
    ]),
  ];
};

const figures = <What extends string>(whats: readonly What[], rows: readonly { readonly band: What }[]): Figure[] =>
  whats.map((what) => ({ what, count: rows.filter(({ band }) => band === what).length }));

const exactDays = (rows: readonly { readonly days: number | null }[]): number[] =>
  rows.flatMap(({ days }) => (days === null ? [] : [days])).toSorted((a, b) => a - b);

const tally = (texts: readonly string[]): Figure[] =>
  by(texts, (text) => [text])
    .map(([[what = ''], group]) => ({ what, count: group.length }))
    .toSorted((a, b) => b.count - a.count);

/** Counts the rows of a report. Every number has its base beside it. */
export const naoReport = (
  head: Pick<NaoReport, 'period' | 'validAsOf' | 'knownAt' | 'through' | 'basis'>,
  rows: NaoRows,
  named: (commissioner: string) => string,
): NaoReport => {
  const mentioned = [rows.lengths, rows.notices, rows.reasons].flat().flatMap(({ commissioner }) => commissioner ?? []);
  return {
    schema: 'concordat-nao/1',
    ...head,
    names: Object.fromEntries([...new Set(mentioned)].toSorted().map((id) => [id, named(id)])),
    consultations: lines(rows.lengths, (group) => {
      const short = group.filter((row) => row.short);
      return {
        bands: figures(LENGTHS, group),
        days: exactDays(group),
        short: short.length,
        unexplained: short.filter(({ explained }) => !explained).length,
      };
    }),
    notices: lines(rows.notices, (group) => ({ bands: figures(NOTICES, group), days: exactDays(group) })),
    reasons: lines(rows.reasons, (group) => ({ given: group.filter(({ given }) => given).length })),
    complaints: by(rows.complaints, ({ commitment, stage, outcome }) => [commitment, stage, outcome]).map(
      ([[commitment = '', stage = '', outcome = ''], group]) => ({
        commitment,
        stage,
        outcome,
        count: group.length,
        base: rows.disputes,
        days: exactDays(group),
      }),
    ),
    gaps: by(rows.gaps, ({ rule }) => [rule]).flatMap(([[rule = ''], group]) => {
      const open = group.filter(({ evidenced }) => !evidenced);
      if (open.length === 0) return [];
      return [{ rule, count: open.length, base: group.length, missing: tally(open.flatMap(({ missing }) => missing)) }];
    }),
    undated: rows.undated,
  };
};
