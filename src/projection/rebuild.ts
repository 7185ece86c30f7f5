import { renameSync } from 'node:fs';
import { START, type EventStore } from '../store/event-store.js';
import { ReadModel, removeReadModel } from './read-model.js';

/** How many facts one transaction of a rebuild takes: memory stays that of a page, whatever the size of the log. */
const PAGE = 1000;

const rebuiltName = (file: string): string => `${file}.rebuilding`;

/**
 * Builds a read model anew from the log, beside the present one, so that a rebuild that is cut off changes nothing;
 * `swapIn` then puts it in its place. Returns how many facts it read; `onProgress` gets that number after each page.
 */
export const rebuild = async (
  store: EventStore,
  file: string,
  onProgress: (facts: number) => void = () => {},
): Promise<number> => {
  const fresh = rebuiltName(file);
  removeReadModel(fresh);
  const readModel = new ReadModel(fresh, { bulk: true });
  try {
    for await (const page of store.readAll(START, PAGE)) {
      readModel.project(page);
      onProgress(readModel.progress().seq);
    }
    readModel.finish();
    return readModel.progress().seq;
  } finally {
    readModel.close();
  }
};

/** Puts a rebuilt read model in the place of the present one, which must be closed. */
export const swapIn = (file: string): void => {
  removeReadModel(file);
  renameSync(rebuiltName(file), file);
};
