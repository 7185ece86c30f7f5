import type { Fact, Recorded } from '../kernel/fact.js';
import { refuseIf, reject, Rejection, type Problem } from '../kernel/rejection.js';
import { isRemark, standing } from '../kernel/standing.js';
import { redecide, type Subject } from '../kernel/subject.js';
import type { CorrectionEvent } from './correction.events.js';

type Remark = CorrectionEvent;
type Replacement = NonNullable<Extract<Remark, { type: 'EventContested' }>['data']['replacement']>;

/** True unless an annulment that itself stands names the event. */
const stands = (past: readonly Recorded[], id: string): boolean =>
  !past.some((it) => it.type === 'EventAnnulled' && it.data['targetId'] === id && stands(past, it.id));

/** What `fact` speaks about, or a Rejection where there is no such event or nothing left of it. */
const targetOf = (past: readonly Recorded[], { type, data: { targetId } }: Remark): Recorded => {
  const target = past.find(({ id }) => id === targetId);
  if (!target)
    throw reject('NO_SUCH_EVENT', 'data.targetId', `No event "${targetId}" is on record here: look its id up.`);
  refuseIf(
    !stands(past, targetId),
    'TARGET_ANNULLED',
    'data.targetId',
    `Event "${targetId}" was annulled: record it anew, or annul the annulment first.`,
  );
  refuseIf(
    isRemark(target) && type !== 'EventAnnulled',
    'TARGET_IS_REMARK',
    'data.targetId',
    `Event "${targetId}" is itself a remark (${target.type}): speak about the event it concerns, or annul the remark.`,
  );
  return target;
};

/** One's own words one corrects and annuls; the words of others one contests and countersigns. */
const demandSide = (fact: Remark, target: Recorded): void => {
  const own = fact.by === target.by;
  const about = fact.type === 'EventCorrected' || fact.type === 'EventAnnulled';
  refuseIf(about && !own, 'NOT_YOURS', 'by', `That was said by the side "${target.by}": contest it instead.`);
  refuseIf(
    !about && own,
    'YOURS',
    'by',
    `That was said by your own side ("${target.by}"): correct or annul it instead.`,
  );
};

/** The replacement as it will be stored: its data past the catalogue, and still about the same thing. */
const checked = (subject: Subject, target: Recorded, replacement: Replacement): Replacement => {
  if (replacement.data === undefined) return replacement;
  const result = subject.events[target.type]?.data.safeParse(replacement.data);
  if (!result?.success)
    throw new Rejection(
      (result?.error.issues ?? []).map((issue): Problem => {
        const field = ['data.replacement.data', ...issue.path.map(String)].join('.');
        return { code: 'INVALID', field, message: `${field}: ${issue.message}.` };
      }),
    );
  const key = subject.key(target);
  const newKey = subject.key({ data: result.data, matter: target.matter });
  refuseIf(
    newKey !== key,
    'KEY_CHANGED',
    'data.replacement.data',
    `A correction cannot move the event from "${key}" to "${newKey}": annul it, and record it anew for "${newKey}".`,
  );
  return { ...replacement, data: result.data };
};

/** Refuses a remark after which the stream would tell what cannot be, and names the event that would not fit. */
const demandPossible = (subject: Subject, past: readonly Recorded[], fact: Fact): void => {
  const last = past.at(-1);
  if (!last) return;
  // Where and when it will be recorded does not matter to what stands; only that it comes last does.
  const remark: Recorded = { ...last, ...fact, id: `${last.id}/remark` };
  let tried: Recorded | undefined;
  const facts = function* () {
    for (tried of standing([...past, remark])) yield tried;
  };
  try {
    redecide(subject, facts());
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    throw reject(
      'RECORD_IMPOSSIBLE',
      'data.targetId',
      `After this, ${tried?.type} "${tried?.id}" could not stand: ${error.message} Correct or annul that event first.`,
    );
  }
};

/**
 * What a remark about an event of a stream leads to: the fact as it will be stored, or a Rejection. `past` is the
 * whole stream of the event, in log order. A correction or an annulment is taken only if everything that would then
 * stand could have been recorded so; a claim or a countersignature changes nothing that stands.
 */
export const decideRemark = (subject: Subject, past: readonly Recorded[], fact: Fact): readonly Fact[] => {
  const remark = fact as Remark;
  const target = targetOf(past, remark);
  demandSide(remark, target);
  if (remark.type === 'EventCountersigned') return [fact];
  if (remark.type === 'EventAnnulled') {
    demandPossible(subject, past, fact);
    return [fact];
  }
  const { replacement } = remark.data;
  if (!replacement) return [fact];
  const decided = { ...fact, data: { ...fact.data, replacement: checked(subject, target, replacement) } };
  if (remark.type === 'EventCorrected') demandPossible(subject, past, decided);
  return [decided];
};
