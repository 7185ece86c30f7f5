import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { consultation } from '../../src/consultation/consultation.subject.js';
import { decideRemark } from '../../src/correction/correction.decider.js';
import { correctionEvents } from '../../src/correction/correction.events.js';
import type { Fact, Recorded } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { factOf, type Envelope, type Telling } from './given.js';

const met = new Set<string>();

const whole = ([type, data = {}, envelope]: Telling): Fact => {
  if (!(type in correctionEvents)) return factOf(consultation, [type, data, envelope]);
  const { data: schema } = correctionEvents[type as keyof typeof correctionEvents];
  return { ...factOf(consultation, [type, {}, envelope]), data: schema.parse(data) };
};

/** The stream e1, e2, …, as the log holds it. */
const recorded = (tellings: readonly Telling[]): Recorded[] =>
  tellings.map((telling, index) => ({
    ...whole(telling),
    id: `e${index + 1}`,
    stream: 'consultation-X1',
    revision: index,
    position: String(index).padStart(16, '0'),
    recordedAt: '2024-06-01T10:00:00.000Z',
    meta: {
      commandId: `c${index + 1}`,
      correlationId: `c${index + 1}`,
      causationId: null,
      actor: { role: 'officer', organisation: 'C1' },
      source: 'entered',
    },
  }));

const given = (...past: readonly Telling[]) => ({
  when: (type: string, data: object, envelope: Envelope = {}) => {
    const fact = whole([type, data, envelope]);
    const decide = () => decideRemark(consultation, recorded(past), fact);
    return {
      thenRecorded: (changed: object = {}) =>
        expect(decide()).toEqual([{ ...fact, data: { ...fact.data, ...changed } }]),
      thenRefused: (code: string, field: string, message = '.') => {
        expect(decide).toThrow(Rejection);
        expect(decide).toThrow(
          expect.objectContaining({ problems: [{ code, field, message: expect.stringMatching(message) }] }),
        );
        met.add(code);
      },
    };
  },
});

const opened: Telling = ['ConsultationOpened', { closesOn: '2024-05-27' }];
const extended: Telling = ['ConsultationExtended', { closesOn: '2024-06-30' }, { occurredOn: '2024-05-20' }];
const annulled = (targetId: string): Telling => ['EventAnnulled', { targetId, reason: 'slip' }];
const right = (closesOn: string) => ({ data: { consultationId: 'X1', closesOn } });
const correct = (past: readonly Telling[], replacement: object, targetId = 'e1') =>
  given(...past).when('EventCorrected', { targetId, replacement, reason: 'slip' });
const annul = (past: readonly Telling[], targetId: string, envelope?: Envelope) =>
  given(...past).when('EventAnnulled', { targetId, reason: 'slip' }, envelope);

describe('correcting', () => {
  test('a correction is stored as the catalogue reads it, with what the data leaves open filled in', () =>
    correct([opened], right('2024-05-28')).thenRecorded({
      replacement: { data: { consultationId: 'X1', closesOn: '2024-05-28', form: 'formal-written' } },
    }));

  test('a day alone is corrected', () =>
    correct([opened], { occurredOn: '2024-03-05' }).thenRecorded({ replacement: { occurredOn: '2024-03-05' } }));

  test('the data must be that of the type, and every field that is not is named', () =>
    correct([opened], { data: { consultationId: 'X1', closesOn: 'May' } }).thenRefused(
      'INVALID',
      'data.replacement.data.closesOn',
    ));

  test('the thing it is about stays the same', () =>
    correct([opened], { data: { consultationId: 'X2' } }).thenRefused('KEY_CHANGED', 'data.replacement.data'));

  test('it cannot make the event itself impossible', () =>
    correct([opened], right('2024-03-03')).thenRefused(
      'RECORD_IMPOSSIBLE',
      'data.targetId',
      'ConsultationOpened "e1" could not stand: It would close \\(3 March 2024\\)',
    ));

  test('nor what follows it', () =>
    correct([opened, extended], right('2024-06-30')).thenRefused(
      'RECORD_IMPOSSIBLE',
      'data.targetId',
      'ConsultationExtended "e2" could not stand',
    ));

  test('a correction may be corrected by another', () =>
    correct([opened, ['EventCorrected', { targetId: 'e1', replacement: right('2024-05-28'), reason: 'slip' }]], {
      occurredOn: '2024-03-05',
    }).thenRecorded());

  test('the words of the other side are not corrected', () =>
    given(opened)
      .when('EventCorrected', { targetId: 'e1', replacement: right('2024-05-28'), reason: 'slip' }, { by: 'tso' })
      .thenRefused('NOT_YOURS', 'by'));
});

describe('annulling', () => {
  test('an event is annulled', () => annul([opened, extended], 'e2').thenRecorded());

  test('an opening is not, while what needs it stands', () =>
    annul([opened, extended], 'e1').thenRefused(
      'RECORD_IMPOSSIBLE',
      'data.targetId',
      'ConsultationExtended "e2" could not stand: "X1" was never opened.*annul that event first',
    ));

  test('it is, once they are annulled', () => annul([opened, extended, annulled('e2')], 'e1').thenRecorded());

  test('an annulment is annulled, and its event may then be annulled again', () => {
    annul([opened, extended, annulled('e2')], 'e3').thenRecorded();
    annul([opened, extended, annulled('e2'), annulled('e3')], 'e2').thenRecorded();
  });

  test('not where the event that would return is impossible by now', () =>
    annul([opened, annulled('e1'), opened], 'e2').thenRefused('RECORD_IMPOSSIBLE', 'data.targetId', '"e3"'));

  test('an event is annulled once', () =>
    annul([opened, extended, annulled('e2')], 'e2').thenRefused('TARGET_ANNULLED', 'data.targetId'));

  test('only what is there is annulled', () => annul([opened], 'e9').thenRefused('NO_SUCH_EVENT', 'data.targetId'));

  test('in an empty stream nothing is', () => annul([], 'e1').thenRefused('NO_SUCH_EVENT', 'data.targetId'));

  test('the words of the other side are not annulled', () =>
    annul([opened], 'e1', { by: 'tso' }).thenRefused('NOT_YOURS', 'by'));
});

describe('contesting and countersigning', () => {
  const claim = { targetId: 'e1', claim: 'it opened a week later' };
  const tso: Envelope = { by: 'tso' };

  test('the other side contests', () => given(opened).when('EventContested', claim, tso).thenRecorded());

  test('what it says was so is checked like a correction, but changes nothing that stands', () => {
    const impossible = { consultationId: 'X1', closesOn: '2024-03-03' };
    given(opened, extended)
      .when('EventContested', { ...claim, replacement: { data: impossible } }, tso)
      .thenRecorded({ replacement: { data: { ...impossible, form: 'formal-written' } } });
    given(opened)
      .when('EventContested', { ...claim, replacement: { data: { ...impossible, form: 'song' } } }, tso)
      .thenRefused('INVALID', 'data.replacement.data.form');
  });

  test('the other side countersigns', () =>
    given(opened).when('EventCountersigned', { targetId: 'e1' }, tso).thenRecorded());

  test.each(['EventContested', 'EventCountersigned'])('%s: not by the side that said it', (type) =>
    given(opened)
      .when(type, type === 'EventContested' ? claim : { targetId: 'e1' })
      .thenRefused('YOURS', 'by'),
  );

  test('a remark is not spoken about; what it concerns is', () =>
    given(opened, ['EventContested', claim, tso])
      .when('EventCountersigned', { targetId: 'e2' })
      .thenRefused('TARGET_IS_REMARK', 'data.targetId'));

  test('a contest is taken back by the side that made it', () =>
    annul([opened, ['EventContested', claim, tso]], 'e2', tso).thenRecorded());
});

test('every refusal was met', () => {
  const source = readFileSync('src/correction/correction.decider.ts', 'utf8');
  const codes = [...source.matchAll(/'([A-Z][A-Z_]{3,})'/g)].map(([, code]) => code);
  expect(met).toEqual(new Set(codes));
});
