import type { Draft } from '../kernel/fact.js';
import type { Find } from '../organisation/names.js';

/** A file as it came: nothing has been decoded yet. */
export interface SourceFile {
  /** shown in refusals; never part of what is recorded, so a renamed file is still the same file */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One thing a file says. `line` is where it starts, counted from 1; `id` is the event id it will have for ever. */
export interface ImportLine {
  readonly file: string;
  readonly line: number;
  readonly id: string;
  readonly draft: Draft;
}

/** Something in a file that cannot be taken as it is. `problem` says what to do about it. */
export interface Refusal {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

export interface ImportOptions {
  /** the year of dates that have none, where the file does not tell (`--year`) */
  readonly year?: number;
  /** the event types the record knows, for the `events` format to check against */
  readonly types?: readonly string[];
}

/**
 * Reads one format: from bytes to drafts of facts, in the order in which they can be recorded. It asks no clock, no
 * network and no log: the same bytes give the same ids and the same drafts. It never throws for what is in a file;
 * what cannot be taken comes out as a Refusal and the rest is still given.
 */
export type Importer = (file: SourceFile, find: Find, options?: ImportOptions) => Iterable<ImportLine | Refusal>;

/** A reader's way to refuse the thing it is working on; `refusing` turns it into a Refusal. */
export class Unreadable extends Error {
  constructor(
    readonly field: string,
    readonly problem: string,
    readonly line?: number,
  ) {
    super(problem);
    this.name = 'Unreadable';
  }
}

/** What `read` gives, or the Refusal for what it throws as Unreadable. Other errors are defects and go on. */
export const refusing = <T>(file: SourceFile, line: number, read: () => T): T | Refusal => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { file: file.name, line: error.line ?? line, field: error.field, problem: error.problem };
  }
};

/** True for a Refusal among what an importer or a reader gives. */
export const isRefusal = (outcome: object): outcome is Refusal => 'problem' in outcome;
