/** One thing wrong with what was asked: where, what to do about it, and a code to act on. */
export interface Problem {
  readonly field: string;
  readonly message: string;
  readonly code: string;
}

/** The one way in which a command, an import line or a question is refused. Nothing has been written when it is thrown. */
export class Rejection extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join(' '));
    this.name = 'Rejection';
    this.problems = problems;
  }
}

/** A `Rejection` of one problem. */
export const reject = (code: string, field: string, message: string): Rejection =>
  new Rejection([{ code, field, message }]);

/** Throws a `Rejection` when the condition holds: deciders read as lists of what cannot be. */
export const refuseIf = (condition: boolean, code: string, field: string, message: string): void => {
  if (condition) throw reject(code, field, message);
};
