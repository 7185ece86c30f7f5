import { parseExchange } from '../src/compliance/exchange.js';
import type { Recorded } from '../src/kernel/fact.js';
import { addDays, type Day } from '../src/kernel/time.js';

export const COMMISSIONERS = 10;
const TSOS = 40;
export const FIRST_DAY = '2014-01-01';
const DAYS = 3_652;

/** Something that happened, as it is exchanged. */
interface Told {
  readonly id: string;
  readonly type: string;
  readonly occurredOn: Day;
  readonly recordedAt: Day;
  readonly by: string;
  readonly commissioner: string;
  readonly tsos: readonly string[];
  readonly matter: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A small deterministic generator, so that every run has the same record. */
const randomly = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

type Random = () => number;

/** Tells what a story is made of: kinds of it in turn, between bodies drawn unevenly, some of it recorded late. */
const storyOf = (n: number, random: Random): Told[] => {
  const whole = (below: number): number => Math.floor(random() * below);
  const chance = (share: number): boolean => random() < share;
  const start = addDays(FIRST_DAY, whole(DAYS));
  const commissioner = `C${whole(COMMISSIONERS)}`;
  const tso = () => `T${Math.floor(random() ** 1.5 * TSOS)}`;
  const tsos = [...new Set(chance(0.15) ? [tso(), tso(), tso()] : [tso()])];
  const by = chance(0.15) ? 'tso' : 'commissioner';
  const told: Told[] = [];
  const tell = (type: string, on: number, data: object, more: Partial<Told> = {}): void => {
    const occurredOn = addDays(start, on);
    const recordedAt = addDays(occurredOn, chance(0.2) ? whole(100) : whole(4));
    const id = `e${n}-${told.length}`;
    told.push({
      ...{ id, type, occurredOn, recordedAt, by: 'commissioner', commissioner, tsos, matter: null, data: { ...data } },
      ...more,
    });
  };
  const excuse = (obligationKey: string, on: number) =>
    tell('ObligationExcused', on, { obligationKey, reasonCode: 'public-safety', reason: 'It was not safe.' });
  const promise = (commitmentId: string): void => {
    tell('CommitmentMade', 0, { commitmentId, dueOn: addDays(start, 60) }, { by });
    if (chance(0.8)) tell('CommitmentKept', chance(0.8) ? 30 + whole(30) : 61 + whole(80), { commitmentId }, { by });
    else if (chance(0.2)) excuse(`R1:${commitmentId}`, 70);
  };
  const dispute = (disputeId: string, about: string): void => {
    tell('DisputeRaised', 80, { disputeId, facts: 'It was not done.', about: [about] }, { by: 'tso' });
    if (chance(0.8)) tell('DisputeAcknowledged', 82 + whole(20), { disputeId });
    const outcome = chance(0.4) ? 'upheld' : 'not upheld';
    if (chance(0.8)) tell('DisputeResolved', 105 + whole(90), { disputeId, outcome });
  };
  /** a consultation, a decision and a change in one matter */
  const cut = (): void => {
    const [consultationId, decisionId, changeId, matter] = [`K${n}`, `D${n}`, `X${n}`, `M${n}`];
    const closesOn = addDays(start, chance(0.6) ? 84 : 50);
    tell('ConsultationOpened', 0, { consultationId, form: 'formal-written', closesOn }, { matter });
    if (chance(0.3)) tell('ConsultationRationalePublished', whole(10), { consultationId, reason: 'r' }, { matter });
    if (chance(0.6)) tell('EarlyWarningGiven', 70 + whole(30), { decisionId }, { matter });
    if (chance(0.7)) tell('ImpactAssessmentCompleted', 90 + whole(60), { decisionId }, { matter });
    tell(
      'DecisionTaken',
      120,
      { decisionId, effect: chance(0.5) ? 'reduce' : 'continue', key: chance(0.5) },
      { matter },
    );
    if (chance(0.7)) tell('RationalePublished', 121 + whole(30), { decisionId }, { matter });
    if (chance(0.7)) tell('FeedbackPublished', 130 + whole(80), { consultationId }, { matter });
    tell(
      'FundingChangeNotified',
      130,
      { changeId, decisionId, effectiveFrom: addDays(start, 200 + whole(60)) },
      { matter },
    );
    if (chance(0.1)) excuse(`T6:${changeId}`, 140);
  };
  const kind = n % 10;
  if (kind < 5) promise(`P${n}`);
  if (kind === 4) dispute(`Q${n}`, chance(0.7) ? `R1:P${n}` : `P${n}`);
  if (kind === 5 || kind === 6) {
    tell('InformationRequested', 0, { requestId: `I${n}`, of: by }, { by: 'tso' });
    if (chance(0.9)) tell('InformationProvided', 5 + whole(40), { requestId: `I${n}` }, { by });
  }
  if (kind === 7) {
    tell('MeetingHeld', 0, { meetingId: `H${n}`, open: chance(0.8) });
    if (chance(0.7)) tell('MinutesPublished', whole(50), { meetingId: `H${n}`, url: 'https://example.org/m' });
  }
  if (kind >= 8) cut();
  return [...told, ...told.flatMap((one) => remarksOn(one, random))];
};

/** What is said about an event now and then: voided, voided and restored, or one of its parts corrected. */
const remarksOn = (target: Told, random: Random): Told[] => {
  const draw = random();
  if (draw > 0.06) return [];
  const later = Math.floor(random() * 400);
  const remark = (id: string, type: string, after: number, data: object): Told => {
    const on = addDays(target.recordedAt, after);
    return { ...target, id, type, occurredOn: on, recordedAt: on, data: { reason: 'r', ...data } };
  };
  const { id } = target;
  if (draw < 0.02) {
    const annulled = remark(`${id}-v`, 'EventAnnulled', later, { targetId: id });
    return draw < 0.007
      ? [annulled, remark(`${id}-w`, 'EventAnnulled', later + 30, { targetId: `${id}-v` })]
      : [annulled];
  }
  const replacement =
    draw < 0.05 || target.type !== 'CommitmentKept'
      ? { occurredOn: addDays(target.occurredOn, -Math.floor(random() * 20)) }
      : // It was another promise that was kept.
        { data: { commitmentId: `P${Math.floor(random() * 1_000) * 10}` } };
  return [remark(`${id}-c`, 'EventCorrected', later, { targetId: id, replacement })];
};

/** Without these nobody could be asked about. */
const registrations = (): Recorded[] => {
  const register = (type: string, organisationId: string): Recorded => ({
    ...parseExchange({
      ...{ id: `r-${organisationId}`, type, occurredOn: FIRST_DAY, visibility: 'public' },
      ...{ recordedAt: `${FIRST_DAY}T00:00:00Z`, data: { organisationId, name: `Body ${organisationId}` } },
    }),
    stream: `organisation-${organisationId}`,
  });
  return [
    ...Array.from({ length: COMMISSIONERS }, (_, n) => register('CommissionerRegistered', `C${n}`)),
    ...Array.from({ length: TSOS }, (_, n) => register('TsoRegistered', `T${n}`)),
  ];
};

const position = (index: number): string => String(index + 1).padStart(16, '0');

/**
 * A record of ten years, of so many facts of which measures are told, in the order in which they were recorded: promises,
 * disputes about them, requests, open meetings and cuts, with reasons given, corrections, voids and late records.
 */
export const engagements = (size: number): Recorded[] => {
  const random = randomly(11);
  const facts: Recorded[] = registrations();
  for (let n = 0; facts.length < size; n += 1) {
    const story = storyOf(n, random).map((told) => parseExchange(told));
    const streams = new Map(story.map(({ id, stream }) => [id, stream]));
    // A remark is in the stream of what it speaks about.
    const own = ({ id, stream, data }: Recorded): string =>
      streams.get(String(data['targetId']).replace(/-v$/, '')) ?? streams.get(id) ?? stream;
    facts.push(...story.map((fact) => ({ ...fact, stream: own(fact) })));
  }
  return facts
    .slice(0, size)
    .map((fact, index) => ({ fact, index }))
    .toSorted((a, b) => Date.parse(a.fact.recordedAt) - Date.parse(b.fact.recordedAt) || a.index - b.index)
    .map(({ fact }, index) => ({ ...fact, position: position(index) }));
};
