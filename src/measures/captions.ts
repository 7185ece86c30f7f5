import { label, type Day } from '../kernel/time.js';
import { PUBLIC } from './duty.js';
import type { Aspect, Counts, Figures, Series, SeriesPoint } from './figures.js';
import type { Funding } from './funding.js';
import type { Policy, RuleId } from './policy.js';

/** What fell due in a time under one rule, and what became of it by its end. */
export interface DueLine extends Pick<Counts, 'fellDue' | 'onTime' | 'late' | 'missed'> {
  readonly rule: RuleId;
}

/** What a group had said at one time, as far as it is published. */
export interface Said {
  readonly on: Day;
  readonly published: string;
  readonly respondents: number;
  readonly eligible: number | null;
}

/** What stands behind a series between the first and the last number of it. */
export interface Background {
  /** names of those it is about, where one is named */
  readonly commissioner: string | null;
  readonly tso: string | null;
  /** what fell due after the first number, by the last */
  readonly due: readonly DueLine[];
  /** what agreements paid in a year at both; null where none was in force at either */
  readonly funding: { readonly from: Funding; readonly to: Funding } | null;
  /** what charities said of the commissioner, at the first and the last time it is published */
  readonly said: { readonly from: Said; readonly to: Said } | null;
}

/** "76%": whole hundredths of a decimal text from 0 to 1. */
export const percent = (decimal: string): string => `${Math.round(Number(decimal) * 100)}%`;

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

const pounds = (amount: number): string => `£${amount.toLocaleString('en-GB')}`;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Each duty as it is counted: "promises kept by their day (9 of 9)". */
const DONE: Record<RuleId, string> = {
  T1: 'reasons for decisions published in time',
  T2: 'consultations given their full time, or a reason at their launch',
  T3: 'answers to consultations published in time',
  T4: 'key decisions announced in time',
  T5: 'assessments of impact made before the decision',
  T6: 'notices of a change to funding received in time',
  T7: 'requests for information answered in time',
  T8: 'records of open meetings published in time',
  R1: 'promises kept by their day',
  R2: 'disputes acknowledged in time',
  R3: 'disputes concluded in time',
  R4: 'warnings given in time before a cut',
};

/** "The reliability of Anyshire Council towards Anyshire CVS". */
export const subjectName = (
  aspect: Aspect,
  { commissioner, tso }: Pick<Background, 'commissioner' | 'tso'>,
): string => {
  const named = commissioner ?? aspect.commissioner;
  const body = named ?? (aspect.area === null ? 'public bodies' : `public bodies in ${aspect.area}`);
  const other = aspect.tso === PUBLIC ? 'the public' : aspect.tso;
  const one = tso ?? other ?? (aspect.sizeBand === null ? null : `organisations of size ${aspect.sizeBand}`);
  const [owes, owed] =
    aspect.owedBy === 'commissioner'
      ? [body, one ?? `the organisations ${named === null ? 'they deal' : 'it deals'} with`]
      : [one ?? 'organisations', body];
  return `the ${aspect.measure} of ${owes} towards ${owed}`;
};

type Shown = SeriesPoint & { readonly now: Figures & { readonly published: string } };

const seen = ({ published }: Figures): string | null => (published === null ? null : percent(published));

/** Whether a reader sees another number now than was to be seen then. */
export const isRevised = ({ now, asKnownThen }: SeriesPoint): boolean =>
  asKnownThen !== null && seen(now) !== seen(asKnownThen);

const isShown = (point: SeriesPoint): point is Shown => point.now.published !== null;

/** The first and the last point of a series that have a number; null where none has. */
export const spanOf = ({ points }: Pick<Series, 'points'>): { readonly from: Shown; readonly to: Shown } | null => {
  const shown = points.filter(isShown);
  return shown.length === 0 ? null : { from: shown[0]!, to: shown.at(-1)! };
};

/**
 * What a line did from one number to another, without saying more than they bear: it held unless each lies outside the
 * 95% range of the other.
 */
const courseOf = ({ now: a }: Shown, { now: b }: Shown): string => {
  const [first, last] = [Number(a.published), Number(b.published)];
  if (last > Number(a.upper) && first < Number(b.lower)) return 'rose';
  if (last < Number(a.lower) && first > Number(b.upper)) return 'fell';
  return 'held';
};

const thingsOf = (due: readonly DueLine[]) => {
  const sum = (name: keyof Omit<DueLine, 'rule'>) => due.reduce((total, line) => total + line[name], 0);
  return { fellDue: sum('fellDue'), onTime: sum('onTime'), late: sum('late'), missed: sum('missed') };
};

/** "20 of 22 things that fell due in between were done on time (1 late and 1 not at all), among them promises kept by their day (9 of 9) …". */
const doneText = (due: readonly DueLine[]): string => {
  const { fellDue, onTime, late, missed } = thingsOf(due);
  if (fellDue === 0) return 'nothing fell due in between';
  const families = due
    .filter((line) => line.fellDue > 0)
    .toSorted((a, b) => b.fellDue - a.fellDue)
    .map((line) => `${DONE[line.rule]} (${line.onTime} of ${line.fellDue})`);
  const rest = [...(late > 0 ? [`${late} late`] : []), ...(missed > 0 ? [`${missed} not at all`] : [])];
  const among = families.length > 0 ? `, among them ${listed(families)}` : '';
  const verb = onTime === 1 ? 'was' : 'were';
  const many =
    onTime === fellDue && fellDue > 1 ? `all ${fellDue} things` : `${onTime} of ${counted(fellDue, 'thing')}`;
  return `${many} that fell due in between ${verb} done on time${rest.length > 0 ? ` (${listed(rest)})` : ''}${among}`;
};

const fundingText = ({ from, to }: NonNullable<Background['funding']>): string => {
  const moved = to.perYear - from.perYear;
  const sums = `from ${pounds(from.perYear)} a year to ${pounds(to.perYear)}`;
  const unknown = Math.max(from.unknown, to.unknown);
  const but = unknown > 0 ? ` (${counted(unknown, 'agreement')} of unknown sum not counted)` : '';
  if (moved === 0) return `funding stayed at ${pounds(to.perYear)} a year${but}`;
  return `funding ${moved < 0 ? 'fell' : 'rose'} by ${pounds(Math.abs(moved))}, ${sums}${but}`;
};

const answered = ({ published, respondents, eligible, on }: Said): string =>
  `${percent(published)} at ${label(on)} (${respondents}${eligible === null ? '' : ` of ${eligible}`} answered)`;

const saidText = ({ from, to }: NonNullable<Background['said']>): string =>
  from.on === to.on
    ? `what the organisations themselves say of it stood at ${answered(to)}`
    : `what the organisations themselves say of it went from ${answered(from)} to ${answered(to)}`;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const noNumber = (series: Series, subject: string): string => {
  const last = series.points.at(-1)!;
  const due = counted(last.now.fellDue, 'thing');
  if (last.now.status === 'seen-in-part')
    return `${capital(subject)} is not given as a number, since you may see only a part of what bears on it. Of the ${due} that fell due by ${label(last.on)} and that you may see, ${last.now.onTime} ${last.now.onTime === 1 ? 'was' : 'were'} done on time.`;
  return `There is not enough evidence to give ${subject} a number: ${due} fell due by ${label(last.on)}${withinGroup(last.now)}, too few or too long ago. It does not mean things are good or bad.`;
};

/** A chart in two sentences: what the line does, and why. Numbers come with what they rest on. */
export const alternativeOf = (series: Series, background: Background): string => {
  const subject = subjectName(series.aspect, background);
  const span = spanOf(series);
  if (!span) return noNumber(series, subject);
  const { from, to } = span;
  const number = ({ on, now }: Shown) =>
    `${percent(now.published)} in ${label(on.slice(0, 7))} (${counted(now.fellDue, 'thing')} had fallen due)`;
  const since = to.on < series.points.at(-1)!.on ? ', with not enough evidence since' : '';
  if (from === to)
    return `${capital(subject)} has one number: ${number(to)}${since}. Of these ${counted(to.now.fellDue, 'thing')}, ${to.now.onTime} ${to.now.onTime === 1 ? 'was' : 'were'} done on time.`;
  const besides = [
    ...(background.funding ? [fundingText(background.funding)] : []),
    ...(background.said ? [saidText(background.said)] : []),
  ];
  const course = courseOf(from, to);
  return `${capital(subject)} ${course}: ${number(from)} and ${number(to)}${since}. This is because ${doneText(background.due)}${besides.length > 0 ? `, while ${besides.join(' and ')}` : ''}.`;
};

const SIMPLE: readonly (readonly [number, string])[] = [
  [0, 'none'],
  [1 / 10, 'one in ten'],
  [1 / 5, 'one in five'],
  [1 / 4, 'one in four'],
  [1 / 3, 'one in three'],
  [1 / 2, 'one in two'],
  [2 / 3, 'two in three'],
  [3 / 4, 'three in four'],
  [4 / 5, 'four in five'],
  [9 / 10, 'nine in ten'],
  [1, 'all'],
];

/** The nearest simple share: "three in four". */
const share = (decimal: string): string =>
  SIMPLE.reduce((a, b) => (Math.abs(b[0] - Number(decimal)) < Math.abs(a[0] - Number(decimal)) ? b : a))[1];

/** In a group a number needs relationships, however much fell due in each. */
const withinGroup = ({ relationships }: Figures): string =>
  relationships === null ? '' : ` in ${counted(relationships, 'relationship')}`;

const howMany = ({ fellDue, onTime, late, missed, noRecord }: Figures, on: Day): string => {
  const verb = onTime === 1 ? 'was' : 'were';
  const gone = missed === 1 ? 'was' : 'were';
  const silent = noRecord > 0 ? ` (of ${noRecord} of these the record tells nothing either way)` : '';
  return `Of ${counted(fellDue, 'thing')} that fell due by ${label(on)}, ${onTime} ${verb} done on time, ${late} late and ${missed} ${gone} not done${silent}.`;
};

const bestEstimate = ({ published, lower, upper, relationships }: Figures & { readonly published: string }): string =>
  [
    ...(relationships === null
      ? []
      : [`Each of the ${counted(relationships, 'relationship')} with anything due has one vote.`]),
    `Giving more weight to recent ones, our best estimate is that about ${share(published)} are done (${percent(published)}).`,
    `With this much evidence the figure could be anywhere from ${percent(lower)} to ${percent(upper)}.`,
  ].join(' ');

const excusedText = ({ excused, published, ifExcusesRejected }: Figures): string | null => {
  if (excused === 0) return null;
  const what = `${counted(excused, 'thing')} ${excused === 1 ? 'was' : 'were'} excused, and ${excused === 1 ? 'does' : 'do'} not count.`;
  if (published === null || ifExcusesRejected === null) return what;
  return `${what} If you do not accept that, the estimate is ${percent(ifExcusesRejected)} instead of ${percent(published)}.`;
};

const disputedText = ({ underDispute, published, ifOpenDisputesUpheld }: Figures): string | null => {
  if (underDispute === 0) return null;
  const what = `${counted(underDispute, 'thing')} ${underDispute === 1 ? 'is' : 'are'} under dispute, which by itself moves nothing.`;
  if (published === null || ifOpenDisputesUpheld === null) return what;
  return `${what} If every open dispute were upheld, the estimate would be ${percent(ifOpenDisputesUpheld)} instead of ${percent(published)}.`;
};

const statusText = (figures: Figures, on: Day): string => {
  const { status, published, fellDue } = figures;
  if (status === 'ok' && published !== null)
    return `${howMany(figures, on)} ${bestEstimate({ ...figures, published })}`;
  if (status === 'seen-in-part')
    return `${howMany(figures, on)} You may see only a part of what bears on this, so no number is given.`;
  const many =
    fellDue === 0
      ? `Nothing fell due by ${label(on)}. That`
      : `${counted(fellDue, 'thing')} fell due by ${label(on)}${withinGroup(figures)}, and older ones count for less. That`;
  return `${many} is too little to say anything. It does not mean things are good or bad.`;
};

/**
 * What is to be said beside a number: its counts, what it could be, excuses, disputes, that its day is after that of what
 * is known, and by which rules.
 */
export const captionsOf = (
  figures: Figures,
  on: Day,
  { policyId, version }: Pick<Policy, 'policyId' | 'version'>,
  knownOn: Day,
): string[] =>
  [
    statusText(figures, on),
    excusedText(figures),
    disputedText(figures),
    on > knownOn
      ? `The record goes up to ${label(knownOn)}: what fell due after it counts as not done, since nobody could record it yet.`
      : null,
    figures.fellDue > 0 ? 'What is owed to several organisations is counted once for each.' : null,
    `This uses version ${version} of the rules "${policyId}". It cannot be compared with a number by another version.`,
  ].filter((text) => text !== null);

/** What can be said of a rating where not everybody answered; the bounds are decimal texts. */
export const boundsCaption = (
  respondents: number,
  eligible: number,
  worst: { readonly lower: string; readonly upper: string },
): string =>
  `${respondents} of ${counted(eligible, 'organisation')} answered. If every silent one were unhappy the figure would be ${percent(worst.lower)}; if every one were happy, ${percent(worst.upper)}.`;

/** Where what was done and what is said of it differ: both are published numbers. */
export const gapCaption = (reliability: string, perception: string): string => {
  const [did, said] = [Math.round(Number(reliability) * 100), Math.round(Number(perception) * 100)];
  const than = did === said ? 'as good as' : did > said ? 'better than' : 'worse than';
  return `Its record (${did}%) is ${than} its rating (${said}%). Both are shown because they measure different things.`;
};
