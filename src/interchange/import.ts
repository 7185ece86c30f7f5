import { isRemark } from '../kernel/standing.js';
import { intentOf } from '../subjects.js';
import { Rejection } from '../kernel/rejection.js';
import type { Draft } from '../kernel/fact.js';
import type { Outcome } from '../engine/execute.js';
import type { Sending } from '../engine/prepare.js';
import { normaliseName, type Find } from '../organisation/names.js';
import {
  isRefusal,
  type Importer,
  type ImportLine,
  type ImportOptions,
  type Refusal,
  type SourceFile,
} from './importer.js';

/** What an import did. `read` counts the facts the files tell; a fact with two faults has two lines among `refused`. */
export interface ImportReport {
  readonly read: number;
  readonly recorded: number;
  readonly alreadyKnown: number;
  readonly refused: readonly Refusal[];
}

/** How many lines are on their way at once: enough for the log to group its commits. */
const IN_FLIGHT = 256;

export interface ImportRun {
  readonly importer: Importer;
  readonly find: Find;
  readonly options: ImportOptions;
  readonly record: (draft: Draft, sending: Sending) => Promise<Outcome>;
  readonly sending: Sending;
  /** told after each line that is in the log, with its event id */
  readonly onRecorded?: (id: string) => void;
}

/** Remembers what the lines of a run register, so that the next file finds it also where nothing is written. */
const remembering = (find: Find) => {
  const met = new Map<string, string>();
  return {
    find: (nameOrId: string) => find(nameOrId) ?? met.get(nameOrId) ?? met.get(normaliseName(nameOrId)),
    meet: ({ draft: { data } }: ImportLine): void => {
      const {
        organisationId: id,
        name,
        identifiers,
      } = data as { organisationId: string; name: string; identifiers?: string[] };
      for (const key of [id, ...(identifiers ?? []), normaliseName(name)]) if (!met.has(key)) met.set(key, id);
    },
  };
};

const registers = ({ draft }: ImportLine): boolean => draft.type.endsWith('Registered');

/** Lines about one thing must keep their order, and so share a thread. */
const threadOf = ({ draft, id }: ImportLine): string => {
  const subject = intentOf(draft.type)?.subject;
  const key = subject?.key({ data: draft.data, matter: draft.matter ?? null });
  return subject && key !== undefined ? `${subject.name}-${key}` : id;
};

/**
 * Imports files one after another. A line that cannot be taken is refused by file, line and field, and the rest is
 * still taken. Lines of a batch are recorded together, bodies first (what is registered anywhere in a batch can be
 * named anywhere in it), lines about one thing in their order.
 */
export const runImport = async (files: Iterable<SourceFile>, run: ImportRun): Promise<ImportReport> => {
  const bodies = remembering(run.find);
  const refused: Refusal[] = [];
  let read = 0;
  let recorded = 0;
  let alreadyKnown = 0;

  const record = async (line: ImportLine): Promise<void> => {
    try {
      const { repeated } = await run.record(line.draft, { ...run.sending, commandId: line.id, source: 'imported' });
      if (repeated) alreadyKnown += 1;
      else recorded += 1;
      run.onRecorded?.(line.id);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      for (const { field, message } of error.problems)
        refused.push({
          file: line.file,
          line: line.line,
          field: field === 'commandId' ? 'id' : field,
          problem: message,
        });
    }
  };

  const recordBatch = async (batch: readonly ImportLine[]): Promise<void> => {
    for (const lines of [batch.filter(registers), batch.filter((line) => !registers(line))]) {
      const threads = new Map<string, ImportLine[]>();
      for (const line of lines) threads.set(threadOf(line), [...(threads.get(threadOf(line)) ?? []), line]);
      // oxlint-disable-next-line no-await-in-loop -- bodies before those who name them
      await Promise.all(
        [...threads.values()].map(async (thread) => {
          // oxlint-disable-next-line no-await-in-loop
          for (const line of thread) await record(line);
        }),
      );
    }
  };

  for (const file of files) {
    let batch: ImportLine[] = [];
    for (const outcome of run.importer(file, bodies.find, run.options)) {
      read += 1;
      if (isRefusal(outcome)) {
        refused.push(outcome);
        continue;
      }
      // A remark needs the event it speaks about in the record: it goes alone, after what came before it.
      const alone = isRemark(outcome.draft);
      if (batch.length === IN_FLIGHT || (alone && batch.length > 0)) {
        // oxlint-disable-next-line no-await-in-loop -- one batch after another bounds memory
        await recordBatch(batch);
        batch = [];
      }
      // oxlint-disable-next-line no-await-in-loop
      if (alone) await record(outcome);
      else batch.push(outcome);
      if (registers(outcome)) bodies.meet(outcome);
    }
    // oxlint-disable-next-line no-await-in-loop
    await recordBatch(batch);
  }
  return {
    read,
    recorded,
    alreadyKnown,
    refused: refused.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
  };
};
