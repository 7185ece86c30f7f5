import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { lift, type Catalogue } from '../../src/kernel/catalogue.js';
import type { Fact, Recorded } from '../../src/kernel/fact.js';
import { entryOf } from '../../src/history/entry.js';
import { standing } from '../../src/kernel/standing.js';

let counted = 0;
const recorded = (type: string, data: Record<string, unknown>, over: Partial<Recorded> = {}): Recorded => {
  counted += 1;
  const fact: Fact = {
    type,
    data,
    occurredOn: '2024-03-04',
    basis: 'stated',
    by: 'commissioner',
    commissioner: 'C1',
    tsos: [],
    matter: 'M1',
    visibility: 'public',
    evidence: [],
    note: null,
    sourceRecordedOn: null,
  };
  const actor = { role: 'officer', organisation: 'C1' } as const;
  return {
    ...fact,
    id: `e${counted}`,
    stream: 's-1',
    revision: counted,
    position: String(counted).padStart(4, '0'),
    recordedAt: `2024-03-0${Math.min(counted, 9)}T10:00:00.000Z`,
    meta: { commandId: `e${counted}`, correlationId: 'x', causationId: null, actor, source: 'entered' },
    ...over,
  };
};

const opened = (id: string) => recorded('ConsultationOpened', { closesOn: '2024-05-27' }, { id });
const corrected = (targetId: string, replacement: object, id?: string) =>
  recorded('EventCorrected', { targetId, replacement, reason: 'typing mistake' }, id ? { id } : {});
const annulled = (targetId: string, id?: string) =>
  recorded('EventAnnulled', { targetId, reason: 'recorded twice' }, id ? { id } : {});

describe('what stands of recorded facts', () => {
  test('a correction replaces what it gives, keeps the rest and the first recording date, and shows both', () => {
    const fact = opened('a');
    const [now] = standing([fact, corrected('a', { data: { closesOn: '2024-05-28' } })]);
    expect(now).toMatchObject({
      data: { closesOn: '2024-05-28' },
      occurredOn: '2024-03-04',
      recordedAt: fact.recordedAt,
      asRecorded: { data: { closesOn: '2024-05-27' }, occurredOn: '2024-03-04' },
      correctedBy: { text: 'typing mistake' },
    });
  });

  test('of two corrections the later counts for each part it gives, and the earlier for the rest', () => {
    const first = corrected('a', { occurredOn: '2024-03-05', data: { closesOn: '2024-06-01' } });
    const second = corrected('a', { occurredOn: '2024-03-06' });
    expect(standing([opened('a'), first, second])[0]).toMatchObject({
      occurredOn: '2024-03-06',
      data: { closesOn: '2024-06-01' },
      correctedBy: { id: second.id },
    });
  });

  test('a correction can say that no date is known', () => {
    expect(standing([opened('a'), corrected('a', { occurredOn: null })])[0]?.occurredOn).toBeNull();
  });

  test('an annulled fact does not stand; one that was corrected first does not either', () => {
    expect(standing([opened('a'), corrected('a', { data: {} }), annulled('a')])).toEqual([]);
  });

  test('an annulled correction has no effect, and an annulled annulment none', () => {
    const correction = corrected('a', { data: { closesOn: '2024-06-01' } }, 'c');
    expect(standing([opened('a'), correction, annulled('c')])[0]).toMatchObject({
      data: { closesOn: '2024-05-27' },
      correctedBy: null,
    });
    expect(standing([opened('a'), annulled('a', 'n'), annulled('n')])).toHaveLength(1);
    expect(standing([opened('a'), annulled('a', 'n'), annulled('n', 'm'), annulled('m')])).toEqual([]);
  });

  test('contests and countersignatures are told in the order in which they came, and change nothing', () => {
    const contest = recorded('EventContested', { targetId: 'a', claim: 'it closed earlier' }, { by: 'tso' });
    const sign = recorded('EventCountersigned', { targetId: 'a', note: 'seen' }, { by: 'tso' });
    const second = recorded('EventContested', { targetId: 'a', claim: 'and nobody knew' }, { by: 'tso' });
    const [now] = standing([opened('a'), contest, sign, second]);
    expect(now?.contested.map(({ text }) => text)).toEqual(['it closed earlier', 'and nobody knew']);
    expect(now?.countersigned).toMatchObject([{ text: 'seen', by: 'tso' }]);
    expect(now?.data).toEqual({ closesOn: '2024-05-27' });
  });

  test('a remark is annulled only by an annulment of it that stands', () => {
    const correction = corrected('a', { data: {} }, 'c');
    expect(entryOf(correction, []).annulled).toBe(false);
    expect(entryOf(correction, [annulled('c', 'n')]).annulled).toBe(true);
    expect(entryOf(correction, [annulled('c', 'n'), annulled('n')]).annulled).toBe(false);
    expect(entryOf(opened('a'), [annulled('a')]).annulled).toBe(true);
  });

  test('remarks are not facts themselves, and what is not spoken of stays as it is', () => {
    const other = opened('b');
    const now = standing([opened('a'), other, annulled('a')]);
    expect(now.map(({ id }) => id)).toEqual(['b']);
    expect(now[0]).toMatchObject({ ...other, correctedBy: null, contested: [], countersigned: [] });
  });
});

describe('lifting old events', () => {
  const catalogue: Catalogue = {
    Opened: {
      version: 3,
      data: z.record(z.string(), z.unknown()),
      lift: {
        1: (old) => ({ ...old, rationale: null }),
        2: ({ close, ...rest }) => ({ ...rest, closesOn: close }),
      },
    },
    Broken: { version: 2, data: z.record(z.string(), z.unknown()) },
  };

  test('goes step by step from the version written to today’s', () => {
    expect(lift(catalogue, 'Opened', 1, { close: '2024-05-27' })).toEqual({ closesOn: '2024-05-27', rationale: null });
    expect(lift(catalogue, 'Opened', 2, { close: 'x', rationale: 'y' })).toEqual({ closesOn: 'x', rationale: 'y' });
    expect(lift(catalogue, 'Opened', 3, { closesOn: 'x' })).toEqual({ closesOn: 'x' });
  });

  test('says what is wrong where a type, a version or a step is not known', () => {
    expect(() => lift(catalogue, 'Gone', 1, {})).toThrow(/"Gone"/);
    expect(() => lift(catalogue, 'Opened', 4, {})).toThrow(/version 4/);
    expect(() => lift(catalogue, 'Broken', 1, {})).toThrow(/from version 1 to 2/);
  });
});
