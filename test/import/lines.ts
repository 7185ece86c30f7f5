/**
 * A file of events as another system would export it, made by counting: registrations (some after their first use, as
 * the import allows within a batch), matters, consultations, meetings, remarks, and some lines that must be refused.
 */
export interface Made {
  readonly text: string;
  /** ids of the lines that can be recorded, in the order of the file */
  readonly ids: readonly string[];
  readonly refused: number;
}

interface Line {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly occurredOn?: string | null;
  readonly [field: string]: unknown;
}

const BODIES = 40;

const registration = (number: number): Line => {
  const isCommissioner = number < 5;
  const id = `${isCommissioner ? 'council' : 'tso'}-${number}`;
  return {
    id: `reg-${number}`,
    type: isCommissioner ? 'CommissionerRegistered' : 'TsoRegistered',
    data: { organisationId: id, name: `Body ${number}`, identifiers: [`GB-CHC-${1_000_000 + number}`] },
    visibility: 'public',
  };
};

const scopeOf = (number: number) => ({
  commissioner: `council-${Math.floor(number / 4) % 5}`,
  tsos: [`tso-${5 + (number % (BODIES - 5))}`],
  matter: `matter-${Math.floor(number / 4)}`,
});

const day = (number: number, later = 0): string =>
  new Date(Date.UTC(2010, 0, 1 + (number % 2000) + later)).toISOString().slice(0, 10);

/** A consultation from opening to feedback, what was said about it, and a meeting: eight lines of three streams. */
const episode = (number: number): Line[] => {
  const scope = scopeOf(number);
  const consultationId = `K${number}`;
  const id = (part: string): string => `ep-${number}-${part}`;
  const lines: Line[] = [
    {
      id: id('press'),
      type: 'FundingPressureDiscussed',
      data: { summary: `less money ${number}` },
      occurredOn: day(number),
      ...scope,
    },
    {
      id: id('open'),
      type: 'ConsultationOpened',
      data: { consultationId, closesOn: day(number, 84) },
      occurredOn: day(number),
      ...scope,
    },
    {
      id: id('extend'),
      type: 'ConsultationExtended',
      data: { consultationId, closesOn: day(number, 98) },
      occurredOn: day(number, 40),
    },
    {
      id: id('close'),
      type: 'ConsultationClosed',
      data: { consultationId, responses: number },
      occurredOn: day(number, 99),
    },
    {
      id: id('meet'),
      type: 'MeetingHeld',
      data: { meetingId: `M${number}`, purpose: 'the budget' },
      occurredOn: day(number).slice(0, 7),
      ...scope,
    },
    {
      id: id('feedback'),
      type: 'FeedbackPublished',
      data: { consultationId, summary: 'what came of it' },
      occurredOn: null,
    },
  ];
  if (number >= BODIES && number % 12 === 0)
    lines.push({
      id: id('contest'),
      type: 'EventContested',
      by: 'tso',
      data: { targetId: id('press'), claim: 'not so' },
    });
  if (number >= BODIES && number % 12 === 6)
    lines.push({
      id: id('correct'),
      type: 'EventCorrected',
      data: {
        targetId: id('open'),
        replacement: { data: { consultationId, closesOn: day(number, 80) } },
        reason: 'a slip',
      },
    });
  return lines;
};

const wrong = (number: number): Line[] => [
  { id: `bad-${number}-a`, type: 'MeetingHeld', data: { meetingId: `B${number}` }, commissioner: 'nobody' },
  {
    id: `bad-${number}-b`,
    type: 'ConsultationExtended',
    data: { consultationId: `never-${number}`, closesOn: '2012-01-01' },
  },
  { id: `ep-${number}-open`, type: 'MatterOpened', data: { title: 'an id used twice' }, matter: `wrong-${number}` },
  { id: `bad-${number}-c`, type: 'NoSuchEvent', data: {} },
];

/**
 * About `size` lines: the councils first, each other body after the episode that first names it. That is allowed within
 * a batch, and all of them are in the first one: 5 councils and 35 times 7 lines are fewer than 256, with no remark.
 */
export const eventLines = (size: number): Made => {
  const lines: Line[] = Array.from({ length: 5 }, (_, body) => registration(body));
  const refused: Line[] = [];
  const good = [...lines];
  for (let number = 0; lines.length < size; number += 1) {
    const next = [...episode(number), ...(number < BODIES - 5 ? [registration(number + 5)] : [])];
    good.push(...next);
    lines.push(...next);
    if (number % 60 === 59) {
      refused.push(...wrong(number));
      lines.push(...wrong(number));
    }
  }
  return {
    text: lines.map((line) => JSON.stringify({ occurredOn: null, ...line })).join('\n'),
    ids: good.map(({ id }) => id),
    refused: refused.length,
  };
};

/** A department's list of its ministers' meetings, as published, with `size` rows. */
export const meetingRows = (size: number): string => {
  const rows = Array.from({ length: size }, (_, number) => {
    const guest = number % 9 === 0 ? 'Compact Voice; NCVO' : `Charity Number ${number % 23}`;
    return `"Minister for Civil Society, A Name",${number % 10 === 3 ? 'whenever' : `March ${2010 + (number % 5)}`},${guest},Purpose ${number % 31}`;
  });
  return ['Minister,Date,Name of Organisation,Purpose of meeting', ...rows, ...rows.slice(0, 5)].join('\n');
};
