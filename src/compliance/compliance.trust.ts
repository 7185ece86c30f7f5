import { Injectable } from '@nestjs/common';
import type { Asker } from '../access/visibility.js';
import type { Day } from '../kernel/time.js';
import type { Subject } from '../measures/figures.js';
import { Surveys } from '../measures/measures.perception.js';
import { DIRECTIONS } from '../measures/perception.js';
import { Directory } from '../organisation/directory.js';
import { MeasureSource } from '../measures/measures.source.js';
import { POLICY } from '../measures/policy.js';
import { figuresOf } from '../measures/reading.js';
import type { Moment } from '../projection/moment.js';
import { periodBefore, type Period } from './summary/period.js';
import type { ConductLine, SaidLine, TrustTold } from './summary/summary-trust.js';

const MEASURED = [
  { measure: 'reliability', owedBy: 'commissioner' },
  { measure: 'transparency', owedBy: 'commissioner' },
  { measure: 'reliability', owedBy: 'tso' },
  { measure: 'transparency', owedBy: 'tso' },
] as const;

/** What the measures tell a summary of conduct and of what each side says of the other. */
@Injectable()
export class TrustSource {
  constructor(
    private readonly source: MeasureSource,
    private readonly surveys: Surveys,
    private readonly directory: Directory,
  ) {}

  async of(
    asker: Asker,
    subject: Pick<Subject, 'commissioner' | 'tso' | 'area'>,
    period: Period,
    validAsOf: Day,
    moment: Moment,
  ): Promise<TrustTold> {
    // Nothing is told of days that are not over.
    const until = (day: Day): Day => (day < validAsOf ? day : validAsOf);
    const [on, before] = [until(period.to), until(periodBefore(period).to)];
    const conduct: ConductLine[] = [];
    for (const measured of MEASURED) {
      const aspect = { ...subject, sizeBand: null, ...measured };
      // oxlint-disable-next-line no-await-in-loop -- the first follows the log for all of them
      const { voices, lens } = await this.source.of(asker, aspect, POLICY, moment);
      const days = [before, on];
      const [past, now] = voices(days.map((day) => ({ on: day, seq: moment.seq }))).map((of, at) =>
        figuresOf(of, lens, days[at]!),
      );
      conduct.push({ ...measured, now: now!, before: past! });
    }
    const { policyId: id, version, hash } = POLICY;
    return {
      on,
      before,
      policy: { id, version, hash },
      conduct,
      said: this.said(asker, subject, [on, before], moment),
    };
  }

  /** What each side says of the other: of a commissioner and all its organisations. */
  private said(
    asker: Asker,
    { commissioner, tso }: Pick<Subject, 'commissioner' | 'tso'>,
    [now, before]: readonly [Day, Day],
    moment: Moment,
  ): SaidLine[] {
    if (commissioner === null || tso !== null) return [];
    const id = this.directory.resolve(commissioner, 'commissioner', moment.seq, asker);
    return DIRECTIONS.map((direction) => {
      const said = this.surveys.said(id, direction, now, moment);
      return { direction, now: said.at(-1) ?? null, before: said.findLast(({ on }) => on <= before) ?? null };
    });
  }
}
