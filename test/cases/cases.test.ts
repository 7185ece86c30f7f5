import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { answerBundle, parseExchange, type Answer } from '../../src/compliance/bundle.js';
import type { Finding } from '../../src/compliance/finding.js';
import { decideRemark } from '../../src/correction/correction.decider.js';
import { BASES, SIDES, VISIBILITIES, type Recorded } from '../../src/kernel/fact.js';
import { Id, Text, Url, WhenText } from '../../src/kernel/shapes.js';
import { londonDay, millisecondsOf, range } from '../../src/kernel/time.js';
import { isRemark, standing } from '../../src/kernel/standing.js';
import { stateOf, type Subject } from '../../src/kernel/subject.js';
import { catalogue, intentOf, subjectOf } from '../../src/subjects.js';

const folder = new URL('../../src/demo/cases/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .toSorted();

const instant = z.string().refine((text) => text.includes('T') && millisecondsOf(text) !== undefined, 'is no instant');
const source = z.strictObject({ title: Text, url: Url.optional(), publishedOn: WhenText.optional() });

const eventShape = z.strictObject({
  id: Id,
  type: z.string().refine((type) => type in catalogue, 'is not in the catalogue'),
  occurredOn: WhenText.nullable(),
  recordedAt: instant,
  by: z.enum(SIDES),
  commissioner: Id.nullable(),
  tsos: z.array(Id),
  matter: Id.nullable(),
  data: z.record(z.string(), z.unknown()),
  basis: z.enum(BASES).optional(),
  note: Text.optional(),
  visibility: z.enum(VISIBILITIES),
  evidence: z.array(source).optional(),
});

const caseShape = z.strictObject({
  schema: z.literal('concordat-bundle/1'),
  case: z.string().regex(/^6\.\d+$/),
  title: Text,
  about: Text,
  sources: z.array(source).min(1),
  policy: z.null(),
  events: z.array(eventShape).min(1),
  queries: z.array(z.object({ ask: z.object({ query: z.literal('findings') }).loose(), expect: z.unknown() })),
});

type CaseEvent = z.output<typeof eventShape>;

const read = (name: string) => caseShape.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
const dataOf = ({ type, data }: CaseEvent): Record<string, unknown> => catalogue[type]?.data.parse(data) ?? {};

/** Every organisation an event names: its parties, and the fields of its data that are organisations. */
const organisationsOf = (event: CaseEvent): string[] => {
  const data = dataOf(event);
  const texts = (list: unknown): string[] =>
    (Array.isArray(list) ? list : [list]).filter((it) => typeof it === 'string');
  const inside = (list: unknown, field: string): string[] =>
    Array.isArray(list) ? list.flatMap((item: Record<string, unknown>) => texts(item[field])) : [];
  return [
    event.commissioner ?? '',
    ...event.tsos,
    ...['from', 'respondent', 'organisations', 'agreedWith', 'tsoRepresentatives', 'sharedWith', 'sentTo'].flatMap(
      (field) => texts(data[field]),
    ),
    ...inside(data['attendees'], 'organisation'),
    ...inside(data['actions'], 'owner'),
  ].filter(Boolean);
};

/** A question about findings is answered with a list of them. */
const foundIn = ({ answer }: Pick<Answer, 'answer'>) => (answer ?? []) as readonly Finding[];

/** What was expected beside what was answered, one line for each difference. */
const readable = ({ ask, answer, differences }: Answer): string[] =>
  (differences ?? []).map(
    ({ path, expected, actual, problem }) =>
      `${JSON.stringify(ask)} ${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}${problem ? ` (${problem})` : ''}; ` +
      `answered ${foundIn({ answer })
        .map(({ rule, tso, about, edition, verdict }) => `${rule} ${tso ?? about.id} ${edition} ${verdict}`)
        .join(', ')}`,
  );

test('the twenty-two documented cases are there, numbered in one run', () => {
  const numbers = files.map((name) => read(name).case);
  expect(numbers.toSorted()).toEqual(Array.from({ length: 22 }, (_, at) => `6.${at + 1}`).toSorted());
  expect(files.every((name, at) => name.startsWith(`${numbers[at]}-`))).toBe(true);
});

test('event ids are unique across all cases', () => {
  const ids = files.flatMap((name) => read(name).events.map(({ id }) => id));
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test('no organisation is registered twice, so that all cases fit into one log', () => {
  const registered = files.flatMap((name) =>
    read(name)
      .events.filter(({ type }) => type.endsWith('Registered'))
      .map(({ data }) => data['organisationId']),
  );
  expect(registered.filter((id, at) => registered.indexOf(id) !== at)).toEqual([]);
});

describe.each(files)('%s', (name) => {
  const { case: number, about, events, queries } = read(name);
  const ids = new Set(events.map(({ id }) => id));

  test('the data of every event is as the catalogue asks', () => {
    const problems = events.flatMap(({ id, type, data }) =>
      (catalogue[type]?.data.safeParse(data).error?.issues ?? []).map(
        ({ path, message }) => `${id}: ${path.join('.')} ${message}`,
      ),
    );
    expect(problems).toEqual([]);
  });

  test('events stand in the order in which they were recorded, none before it happened', () => {
    const instants = events.map(({ recordedAt }) => millisecondsOf(recordedAt) ?? 0);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    const early = events.filter(
      ({ occurredOn, recordedAt }) => occurredOn && range(occurredOn).latest > londonDay(recordedAt),
    );
    expect(early.map(({ id }) => id)).toEqual([]);
  });

  test('every organisation is registered before it is named', () => {
    const registered = new Set<string>();
    const unknown = events.flatMap((event) => {
      if (event.type.endsWith('Registered')) registered.add(String(event.data['organisationId']));
      return organisationsOf(event)
        .filter((organisation) => !registered.has(organisation))
        .map((organisation) => `${event.id}: ${organisation}`);
    });
    expect(unknown).toEqual([]);
  });

  test('what the source does not state is marked, and the mark is explained', () => {
    const silent = events.filter(
      ({ basis, occurredOn, note }) => ((basis ?? 'stated') !== 'stated' || occurredOn === null) && !note,
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
    expect(about).toMatch(/recording dates/i);
  });

  test('the rules of each subject take every event and every remark, in this order', () => {
    const streams = new Map<string, { readonly subject: Subject; readonly past: Recorded[] }>();
    const refused = events.flatMap((event) => {
      const fact = parseExchange(event);
      const target = String(fact.data['targetId']);
      const subject = subjectOf(fact.type);
      const stream = subject
        ? (streams.get(fact.stream) ?? { subject, past: [] })
        : [...streams.values()].find(({ past }) => past.some(({ id }) => id === target));
      if (!stream) return [`${fact.id}: no stream has the event it speaks about`];
      try {
        if (isRemark(fact)) decideRemark(stream.subject, stream.past, fact);
        else
          stream.subject.decider.decide(
            { intent: intentOf(fact.type)?.name ?? '', fact },
            stateOf(stream.subject, standing(stream.past)),
          );
      } catch (error) {
        return [`${fact.id}: ${String(error)}`];
      }
      stream.past.push(fact);
      if (subject) streams.set(fact.stream, stream);
      return [];
    });
    expect(refused).toEqual([]);
  });

  test('remarks speak about events of the file, and all but answers to surveys may be shown to anyone', () => {
    const lost = events.filter(({ data }) => 'targetId' in data && !ids.has(String(data['targetId'])));
    expect(lost.map(({ id }) => id)).toEqual([]);
    const [answers, others] = [true, false].map((isAnswer) =>
      events.filter(({ type }) => (type === 'SurveyResponseReceived') === isAnswer),
    );
    expect(others!.filter(({ visibility }) => visibility !== 'public')).toEqual([]);
    // What one body says of another is its own.
    const own = ({ data }: (typeof events)[number]): string =>
      data['direction'] === 'commissioner->tso' ? 'restricted' : 'confidential';
    expect(answers!.filter((answer) => answer.visibility !== own(answer))).toEqual([]);
  });

  test('the verdicts are those that the documented facts lead to', () => {
    const { answers } = answerBundle(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    expect(answers.flatMap(readable)).toEqual([]);
    expect(answers.every(({ matches }) => matches)).toBe(true);
  });

  test('the file opens its matters, one in most, and asks about each of them', () => {
    const opened = events.filter(({ type }) => type === 'MatterOpened').map(({ matter }) => matter);
    expect(opened.length).toBe({ '6.16': 2, '6.18': 2, '6.22': 3 }[number] ?? 1);
    expect(queries.length).toBeGreaterThanOrEqual(4);
    expect(new Set(queries.map(({ ask }) => ask['matter']))).toEqual(new Set(opened));
  });
});

test('a contested notice shows both accounts, and the warning is no notice (6.14)', () => {
  const bundle = read(files.find((name) => name.startsWith('6.14-')) ?? '');
  const notes = answerBundle(bundle)
    .answers.flatMap(foundIn)
    .filter(({ rule }) => rule === 'F1')
    .map(({ notes: said }) => said.join(' '));
  expect(notes.some((said) => said.includes('contested by the commissioner'))).toBe(true);
  expect(notes.some((said) => said.includes('is no notice'))).toBe(true);
});
