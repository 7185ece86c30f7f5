import { daysOpen, endingOf, type Dispute } from '../../dispute/dispute.view.js';
import type { Day, NumberRange, When } from '../../kernel/time.js';
import type { Period } from './period.js';
import { inPeriod } from './summary-lines.js';

/** A dispute as a summary is told of it. `commitment` is a rule or paragraph, as whoever raised it named it. */
export interface DisputeTold {
  readonly commitments: readonly string[];
  readonly raisedOn: When | null;
  /** the last stage it reached */
  readonly stage: string | null;
  /** days from its beginning to its end or, while it is open, to the day of the summary */
  readonly days: NumberRange | null;
  /** upheld, partly, not upheld, settled, withdrawn, else what an ombudsman or a court said; null while it is open */
  readonly outcome: string | null;
  readonly remedy: string | null;
  readonly lesson: string | null;
}

/** Stands in place of a commitment where whoever raised a dispute named none. */
export const NONE_NAMED = 'no commitment named';

const commitmentText = ({ framework, number, rule }: Dispute['commitments'][number]): string =>
  [framework, number, rule === undefined ? undefined : number === undefined ? rule : `(${rule})`]
    .filter((part) => part !== undefined)
    .join(' ') || NONE_NAMED;

const remedyText = ({ remedies, apologies }: Dispute): string | null => {
  const told = remedies.map(({ offered, answered, completed }) => {
    const became = completed
      ? 'done'
      : answered?.type === 'RemedyRefused'
        ? 'refused'
        : answered
          ? 'accepted'
          : 'offered';
    return `${offered?.data.what ?? 'a remedy'}, ${became}`;
  });
  return [...(apologies.length > 0 ? ['an apology'] : []), ...told].join('; ') || null;
};

/** Where a dispute is once it has left the two sides. */
const OUTSIDE: Readonly<Record<string, string>> = {
  OmbudsmanComplaintMade: 'ombudsman',
  OmbudsmanDecided: 'ombudsman',
  JudicialReviewIssued: 'court',
  PermissionGranted: 'court',
  PermissionRefused: 'court',
  JudgmentGiven: 'court',
};

/** How it ended: the outcome recorded, else the last word of an ombudsman or a court. */
const outcomeText = (dispute: Dispute): string | null => {
  const ending = endingOf(dispute);
  if (ending?.type === 'DisputeResolved') return ending.data.outcome;
  return ending?.data.result ?? null;
};

/** The last stage it reached, with a court or an ombudsman as the furthest. */
const stageText = ({ stages, facts }: Dispute): string => {
  const outside = facts.filter(({ type }) => OUTSIDE[type] !== undefined).at(-1);
  const stage = stages.at(-1);
  return (outside && OUTSIDE[outside.type]) ?? (stage ? `stage ${stage.number}` : 'concern');
};

/** What the summary tells of a dispute, open ones up to a day: nothing of who raised it, and none of its own words. */
export const toldOf = (dispute: Dispute, asOf: Day): DisputeTold => {
  return {
    commitments: dispute.commitments.map(commitmentText),
    raisedOn: dispute.raised?.occurredOn ?? dispute.concern?.occurredOn ?? dispute.court.claim?.occurredOn ?? null,
    stage: stageText(dispute),
    days: daysOpen(dispute, asOf),
    outcome: outcomeText(dispute),
    remedy: remedyText(dispute),
    lesson: dispute.lesson,
  };
};

/** How a framework is looked after, as a summary is told of it. */
export interface GovernanceTold {
  readonly framework: string;
  /** ids of the bodies bound by it */
  readonly signatories: readonly string[];
  readonly lead: { readonly organisation: string | null; readonly role: string } | null;
  readonly plans: readonly {
    readonly periodFrom: When;
    readonly periodTo: When;
    readonly actions: readonly {
      readonly text: string;
      readonly owner: string | null;
      readonly dueOn: When | null;
      readonly done: boolean;
      readonly completedOn: When | null;
    }[];
  }[];
  readonly goodPractice: readonly { readonly on: When | null; readonly text: string | null }[];
}

/** From how many disputes on a commitment the public is told of each; fewer might tell who raised them. */
export const SMALL = 3;

/** Disputes by commitment. `count` is null where there are fewer than `SMALL` and the public asks. */
export interface DisputeGroup {
  readonly commitment: string;
  readonly count: number | null;
  readonly disputes: readonly Omit<DisputeTold, 'commitments' | 'raisedOn'>[];
}

export interface Disputes {
  /** null where a group is not told to the public: with the others it would give that one away */
  readonly total: number | null;
  readonly fewerThan: number | null;
  readonly groups: readonly DisputeGroup[];
}

/** Disputes raised in the period, by commitment and without a word of who raised them. */
export const disputesOf = (told: readonly DisputeTold[], period: Period, isPublic: boolean): Disputes => {
  const raised = told.filter(({ raisedOn }) => inPeriod(raisedOn, period));
  const commitments = [...new Set(raised.flatMap((it) => (it.commitments.length > 0 ? it.commitments : [NONE_NAMED])))];
  const groups = commitments.toSorted().map((commitment) => {
    const own = raised.filter(({ commitments: named }) =>
      named.length > 0 ? named.includes(commitment) : commitment === NONE_NAMED,
    );
    const hidden = isPublic && own.length < SMALL;
    return {
      commitment,
      count: hidden ? null : own.length,
      disputes: hidden
        ? []
        : own.map(({ stage, days, outcome, remedy, lesson }) => ({ stage, days, outcome, remedy, lesson })),
    };
  });
  const hides = groups.some(({ count }) => count === null);
  return {
    total: hides ? null : raised.length,
    fewerThan: hides && raised.length < SMALL ? SMALL : null,
    groups,
  };
};

export interface ActionLine {
  readonly framework: string;
  readonly plan: Period;
  readonly text: string;
  readonly owner: string | null;
  readonly dueOn: When | null;
  readonly done: boolean;
  readonly completedOn: When | null;
}

export interface Actions {
  /** of plans for the period */
  readonly thisPeriod: readonly ActionLine[];
  /** of plans that begin after it */
  readonly next: readonly ActionLine[];
}

export const actionsOf = (told: readonly GovernanceTold[], period: Period): Actions => {
  const lines = told.flatMap(({ framework, plans }) =>
    plans.flatMap(({ periodFrom, periodTo, actions }) =>
      actions.map((action): ActionLine => ({ framework, plan: { from: periodFrom, to: periodTo }, ...action })),
    ),
  );
  const during = (line: ActionLine) => inPeriod(line.plan.from, period) || inPeriod(line.plan.to, period);
  return {
    thisPeriod: lines.filter(during),
    next: lines.filter((line) => !during(line) && line.plan.from > period.to),
  };
};

export interface PracticeLine {
  readonly framework: string;
  readonly on: When | null;
  readonly text: string;
}

export const practiceOf = (told: readonly GovernanceTold[], period: Period): PracticeLine[] =>
  told.flatMap(({ framework, goodPractice }) =>
    goodPractice.flatMap(({ on, text }) => (text !== null && inPeriod(on, period) ? [{ framework, on, text }] : [])),
  );
