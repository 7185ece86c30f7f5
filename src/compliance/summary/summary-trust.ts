import type { Standing } from '../../kernel/standing.js';
import type { Day, When } from '../../kernel/time.js';
import type { Said } from '../../measures/captions.js';
import type { Party } from '../../measures/duty.js';
import type { Figures } from '../../measures/figures.js';
import type { Direction } from '../../measures/perception.js';
import type { Measure } from '../../measures/policy.js';
import type { Judged } from './parts.js';
import type { Period } from './period.js';
import { inPeriod } from './summary-lines.js';

/** One measure of conduct at the end of the period, and at the end of the period before. */
export interface ConductLine {
  readonly measure: Measure;
  readonly owedBy: Party;
  readonly now: Figures;
  readonly before: Figures;
}

/** What one side says of the other, as last published by the end of the period, and of the period before. */
export interface SaidLine {
  readonly direction: Direction;
  readonly now: Said | null;
  readonly before: Said | null;
}

/** A survey that was sent out: whom it was about, and to how many organisations. */
export interface SurveyLine {
  readonly wave: string;
  readonly direction: string;
  readonly instrument: string;
  readonly issuedOn: When | null;
  readonly asked: number;
}

/** What the measures tell of both sides. */
export interface TrustTold {
  /** the day of the figures, and that of those before */
  readonly on: Day;
  readonly before: Day;
  /** the rules measured by */
  readonly policy: { readonly id: string; readonly version: string; readonly hash: string };
  readonly conduct: readonly ConductLine[];
  readonly said: readonly SaidLine[];
}

export interface Trust extends TrustTold {
  readonly surveys: readonly SurveyLine[];
}

const surveyLine = ({ data, occurredOn, tsos }: Standing): SurveyLine => ({
  wave: String(data['wave']),
  direction: String(data['direction']),
  instrument: String(data['instrument']),
  issuedOn: occurredOn,
  asked: tsos.length,
});

/** What the measures tell, with the surveys sent out in the period; who answered them is nobody's business. */
export const trustOf = (told: TrustTold, judged: readonly Judged[], period: Period): Trust => ({
  ...told,
  surveys: judged
    .flatMap(({ facts }) => facts)
    .filter(({ type, occurredOn }) => type === 'SurveyIssued' && inPeriod(occurredOn, period))
    .map(surveyLine)
    .toSorted((a, b) => (`${a.issuedOn} ${a.direction}` < `${b.issuedOn} ${b.direction}` ? -1 : 1)),
});
