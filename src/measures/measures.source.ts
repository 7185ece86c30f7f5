import { Injectable } from '@nestjs/common';
import { basisOf, type Asker } from '../access/visibility.js';
import type { Recorded } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import type { Standing } from '../kernel/standing.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import type { Moment } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { PUBLIC } from './duty.js';
import type { Aspect, Subject } from './figures.js';
import { talliesAt, type Cut, type Tallies } from './ledger.js';
import { Ledger, type Lines } from './measures.ledger.js';
import { obligationsOf, type Obligation } from './obligation.js';
import { ENGINE_VERSION, type Policy, type Reproduction } from './policy.js';
import { voicesOf, type Lens, type Voice } from './reading.js';
import { knownBy, standingOf } from './record.js';
import { lineKey, type Line } from './series.js';
import { add, NOTHING, tallyOf, type Tally } from './tally.js';

/** Dossiers in which nothing is owed: what is told of bodies, frameworks and registers, and what was answered to surveys. */
const OWES_NOTHING = /^(organisation|framework|publication|survey|budget)-/;

/** All of a record that bears on an aspect, as one asker may see it at a moment. */
export interface Source {
  readonly lens: Lens;
  readonly basis: ReturnType<typeof basisOf>;
  /** the relationships at some moments, oldest first, each with a day and a number of facts that only grow */
  readonly voices: (cuts: readonly Cut[]) => Voice[][];
  /** all that is owed as of a day, worked out from the facts: for one number taken apart, by the same policy or another */
  readonly obligations: (on: Day, policy?: Policy) => Obligation[];
  /** the facts themselves, with what is said about them, and what stands of them */
  readonly recorded: () => readonly Recorded[];
  readonly standing: () => readonly Standing[];
  /** the relationships among obligations */
  readonly among: (obligations: readonly Obligation[], on: Day, policy?: Policy) => Voice[];
}

const isNamed = (text: string | null): text is string => text !== null && text.trim() !== '';

const isOfGroup = ({ commissioner, tso }: Subject): boolean => !(isNamed(commissioner) && isNamed(tso));

/** Throws a Rejection unless a subject is one relationship, one body, an area, a size band, or a size band of one of these. */
const demandSubject = ({ commissioner, tso, area, sizeBand }: Subject): void => {
  if (![commissioner, tso, area, sizeBand].some(isNamed))
    throw reject(
      'NO_SUBJECT',
      'commissioner',
      'Nobody is named whose record is measured: give a commissioner, a TSO, an area or a size band.',
    );
  if (isNamed(area) && isNamed(commissioner))
    throw reject('TWO_SUBJECTS', 'area', 'An area is all its commissioners: give an area or a commissioner, not both.');
  if (isNamed(sizeBand) && isNamed(tso))
    throw reject('TWO_SUBJECTS', 'sizeBand', 'A size band is of many TSOs: give a size band or a TSO, not both.');
};

/** Finds what bears on an aspect: in the ledger where the asker may see all of it, else in the facts that may be seen. */
@Injectable()
export class MeasureSource {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Throws a Rejection naming the part of the subject that is missing, unknown or too much; `bandField` is what the size
   * band is called where it is asked for.
   */
  async of(asker: Asker, aspect: Aspect, policy: Policy, moment: Moment, bandField = 'sizeBand'): Promise<Source> {
    demandSubject(aspect);
    return this.along(asker, this.linesOf(asker, aspect, moment.seq, bandField), isOfGroup(aspect), policy, moment);
  }

  /**
   * The relationships at moments that were, oldest first, as they would have been told then: of the bodies that were of
   * the area or the size band by what was known, each under the id that it was kept by.
   */
  async asKnown(
    asker: Asker,
    aspect: Aspect,
    policy: Policy,
    moment: Moment,
    cuts: readonly Cut[],
  ): Promise<{ readonly lens: Lens; readonly voices: readonly Voice[] }[]> {
    const [own, isGroup] = [this.byIds(asker, aspect, moment.seq), isOfGroup(aspect)];
    const registrations = this.questions.registrations(moment.seq);
    const runs: { readonly who: string; readonly lines: Lines; readonly cuts: Cut[] }[] = [];
    let registered = -1;
    for (const cut of cuts) {
      const run = runs.at(-1);
      const known = registrations.findLastIndex((seq) => seq <= cut.seq);
      if (run && known === registered) {
        run.cuts.push(cut);
        continue;
      }
      registered = known;
      const lines = this.linesAt(asker, own, cut.seq);
      const who = JSON.stringify([lines, this.questions.mergers(cut.seq)]);
      if (run?.who === who) run.cuts.push(cut);
      else runs.push({ who, lines, cuts: [cut] });
    }
    const told: { readonly lens: Lens; readonly voices: readonly Voice[] }[] = [];
    for (const { lines, cuts: run } of runs) {
      if (lines.commissioners?.length === 0 || lines.tsos?.length === 0) {
        told.push(...run.map(() => ({ lens: { policy, isGroup, isWhole: true }, voices: [] })));
        continue;
      }
      const then = { ...moment, seq: run.at(-1)!.seq };
      // oxlint-disable-next-line no-await-in-loop -- one after another, and seldom more than one
      const { lens, voices } = await this.along(asker, lines, isGroup, policy, then);
      told.push(...voices(run).map((of) => ({ lens, voices: of })));
    }
    return told;
  }

  /** One relationship by the ids it is recorded under. */
  ofLine(asker: Asker, { commissioner, tso, measure, owedBy }: Line, policy: Policy, moment: Moment): Promise<Source> {
    const lines = { commissioners: [commissioner], tsos: [tso], measure, owedBy };
    return this.along(asker, lines, false, policy, moment);
  }

  private async along(asker: Asker, lines: Lines, isGroup: boolean, policy: Policy, moment: Moment): Promise<Source> {
    const follows = await this.ledger.follow(policy, moment.seq);
    const dossiers = this.dossiersOf(lines, moment.seq, follows);
    const isWhole =
      basisOf(asker) === 'WHOLE_RECORD' ||
      dossiers.every((key) => !this.questions.hides(scopes.dossier(key), moment.seq, asker));
    const lens = { policy, isGroup, isWhole };
    const kept = this.questions.keeper(moment.seq);
    const isOf = this.matcher(lines);
    let now: Standing[] | undefined;
    const recordedAt = (seq: number) => knownBy(this.recordedIn(dossiers, seq, asker), null);
    const standingAt = (seq: number) => standingOf(recordedAt(seq));
    const standing = () => (now ??= standingAt(moment.seq));
    const owed = (facts: readonly Standing[], on: Day, by: Policy) => obligationsOf(facts, by, on).filter(isOf);
    const tallies = (cuts: readonly Cut[]): Tallies[] =>
      follows && isWhole
        ? talliesAt(this.ledger.entries(policy, lines, moment.seq), cuts)
        : cuts.map(({ on, seq }) => tallied(owed(standingAt(seq), on, policy), policy, on));
    return {
      lens,
      basis: basisOf(asker),
      voices: (cuts) => tallies(cuts).map((one) => voicesOf(one, kept)),
      obligations: (on, by = policy) => owed(standing(), on, by),
      recorded: () => recordedAt(moment.seq),
      standing,
      among: (obligations, on, by = policy) => voicesOf(tallied(obligations, by, on), kept),
    };
  }

  private linesOf(asker: Asker, aspect: Aspect, seq: number, bandField: string): Lines {
    const { area, sizeBand } = aspect;
    const lines = this.linesAt(asker, this.byIds(asker, aspect, seq), seq);
    if (lines.commissioners?.length === 0)
      throw reject(
        'UNKNOWN_AREA',
        'area',
        `No commissioner is registered as being of the area "${area}": write it as on the register.`,
      );
    if (lines.tsos?.length === 0)
      throw reject(
        'UNKNOWN_SIZE_BAND',
        bandField,
        `No TSO is registered as being of the size band "${sizeBand}": write it as on the register.`,
      );
    return lines;
  }

  /** The same aspect with its bodies by id, however they were asked for. */
  private byIds(asker: Asker, aspect: Aspect, seq: number): Aspect {
    const idOf = (text: string | null, field: string): string | null =>
      isNamed(text) && text !== PUBLIC ? this.directory.resolve(text, field, seq, asker) : text;
    return { ...aspect, commissioner: idOf(aspect.commissioner, 'commissioner'), tso: idOf(aspect.tso, 'tso') };
  }

  /** The lines of an aspect whose bodies are given by id: of nobody where nobody was of its area or size band. */
  private linesAt(asker: Asker, { commissioner, tso, area, sizeBand, measure, owedBy }: Aspect, seq: number): Lines {
    const body = (id: string | null) => (isNamed(id) ? this.questions.sameBody(id, seq) : null);
    return {
      commissioners: body(commissioner) ?? (isNamed(area) ? this.directory.commissionersIn(area, seq, asker) : null),
      tsos:
        tso === PUBLIC
          ? [PUBLIC]
          : (body(tso) ?? (isNamed(sizeBand) ? this.directory.tsosOfSize(sizeBand, seq, asker) : null)),
      measure,
      owedBy,
    };
  }

  private matcher({ commissioners, tsos, measure, owedBy }: Lines) {
    return (line: Line): boolean =>
      line.measure === measure &&
      line.owedBy === owedBy &&
      (commissioners === null || commissioners.includes(line.commissioner)) &&
      (tsos === null || tsos.includes(line.tso));
  }

  /**
   * The dossiers in which something may be owed within some lines, and those in which something is said about it: as the
   * ledger knows them or, where it could not follow, any of the same owners.
   */
  private dossiersOf({ commissioners, tsos }: Lines, seq: number, follows: boolean): string[] {
    const of = (owners: readonly string[]): string[] =>
      this.questions.dossiers(owners, '', '\u{10FFFF}', Number.MAX_SAFE_INTEGER, seq);
    // What is owed to one TSO may be told by facts that name none, in a dossier that also names it.
    const byTso = tsos && !tsos.includes(PUBLIC) ? new Set(of(tsos.map(scopes.tso))) : null;
    const found = of(commissioners ?? tsos?.map(scopes.tso) ?? ['']);
    const owing = found.filter((key) => !OWES_NOTHING.test(key));
    return follows ? this.ledger.bearingOn(byTso ? owing.filter((key) => byTso.has(key)) : owing) : owing;
  }

  private recordedIn(dossiers: readonly string[], seq: number, asker: Asker): Recorded[] {
    return dossiers.flatMap((key) => this.questions.factsIn(scopes.dossier(key), seq, asker));
  }
}

/** The eight that reproduce a number at the end of a day, as known at a moment. */
export const reproductionOf = (
  aspect: Aspect,
  on: Day,
  { knownAt, position }: Moment,
  policy: Policy,
): Reproduction => ({
  measure: aspect.measure,
  subject: [
    ...(aspect.area === null ? [] : [`area ${aspect.area}`]),
    ...(aspect.commissioner === null ? [] : [aspect.commissioner]),
    ...(aspect.tso === null ? [] : [aspect.tso]),
    ...(aspect.sizeBand === null ? [] : [`size band ${aspect.sizeBand}`]),
  ].join(': '),
  direction: `owed by the ${aspect.owedBy}`,
  validAsOf: on,
  recordedAsOf: knownAt,
  policyHash: policy.hash,
  engineVersion: ENGINE_VERSION,
  logHead: position,
});

const tallied = (obligations: readonly Obligation[], policy: Policy, on: Day): Tallies => {
  const sums = new Map<string, { readonly line: Line; readonly tally: Tally }>();
  for (const it of obligations) {
    const { commissioner, tso, measure, owedBy } = it;
    const line = { commissioner, tso, measure, owedBy };
    const key = lineKey(line);
    sums.set(key, { line, tally: add(sums.get(key)?.tally ?? NOTHING, tallyOf(it, policy, on)) });
  }
  return sums;
};
