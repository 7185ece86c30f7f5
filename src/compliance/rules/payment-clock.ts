import type { Payment } from '../../payment/payment.view.js';
import type { Standing } from '../../kernel/standing.js';
import { addDays, type Day, type DayRange, type NumberRange } from '../../kernel/time.js';
import { before, between, daysOf, movedByDays, onOrBefore } from '../ranges.js';

/** No day is surely later: stands for an end that cannot be told. */
const OPEN: Day = '2999-12-31';

/** A time in which an invoice was disputed. */
interface Stop {
  readonly began: Payment['disputes'][number];
  readonly ended: Payment['disputes'][number] | null;
}

/** Disputes in the order in which they happened: one within another stops nothing more. */
const stopsOf = (disputes: Payment['disputes']): Stop[] => {
  const stops: Stop[] = [];
  for (const fact of disputes) {
    const open = stops.at(-1)?.ended === null ? stops.pop() : undefined;
    if (fact.type === 'InvoiceDisputed') stops.push(open ?? { began: fact, ended: null });
    else if (open) stops.push({ ...open, ended: fact });
  }
  return stops;
};

/** Until when an invoice is to be paid, and what of the time since it came did not count. */
export interface Clock {
  /** `latest` is past all days where a dispute leaves it open */
  readonly due: DayRange;
  readonly stopped: NumberRange;
  /** the dispute in which the time stands still, null while it runs */
  readonly standing: Standing | null;
  readonly evidence: readonly Standing[];
}

const withStop = (clock: Clock, { began, ended }: Stop, paid: DayRange | null): Clock => {
  const from = daysOf(began.occurredOn);
  const inTime = onOrBefore(from, clock.due);
  // What is disputed when the time is over was to be paid before.
  if (inTime === 'no') return clock;
  const evidence = [...clock.evidence, began, ...(ended ? [ended] : [])];
  const settled = daysOf(ended?.occurredOn);
  // What is paid is no longer disputed, whenever that was settled.
  const until = !ended || before(paid, settled) === 'yes' ? paid : settled;
  if (!from || !until)
    return {
      ...clock,
      evidence,
      due: { ...clock.due, latest: OPEN },
      standing: inTime === 'yes' && !ended ? began : clock.standing,
    };
  const { min, max } = between(from, until);
  const days = { min: inTime === 'yes' ? Math.max(0, min) : 0, max: Math.max(0, max) };
  return {
    ...clock,
    evidence,
    due: {
      earliest: addDays(clock.due.earliest, days.min),
      latest: clock.due.latest === OPEN ? OPEN : addDays(clock.due.latest, days.max),
    },
    stopped: { min: clock.stopped.min + days.min, max: clock.stopped.max + days.max },
  };
};

/**
 * The time to pay: so many days from receipt, and for each day in which the invoice was disputed one more. A dispute
 * that nothing on record ended lasts until the payment.
 */
export const clockOf = (received: DayRange, days: number, { disputes }: Payment, paid: DayRange | null): Clock =>
  stopsOf(disputes).reduce<Clock>((clock, stop) => withStop(clock, stop, paid), {
    due: movedByDays(received, days),
    stopped: { min: 0, max: 0 },
    standing: null,
    evidence: [],
  });

export const isOpen = ({ due }: Clock): boolean => due.latest === OPEN;
