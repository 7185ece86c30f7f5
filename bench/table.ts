/** One line of the result: what was compared, the ratio, what it should be, and whether it is. */
export interface Row {
  readonly what: string;
  readonly ratio: string;
  readonly target: string;
  readonly met: string;
  readonly for_scale: string;
}

/** A line; `scale` gives absolute figures of this machine, which only serve as a scale. */
export const row = (what: string, ratio: number, target: string, met: boolean, scale: string): Row => ({
  what,
  ratio: ratio.toFixed(2),
  target,
  met: met ? 'yes' : 'NO',
  for_scale: scale,
});

/** The middle of some numbers. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
