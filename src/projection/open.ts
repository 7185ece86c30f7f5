import { START, type EventStore } from '../store/event-store.js';
import { ReadModel, removeReadModel } from './read-model.js';

/** Whether the last fact a read model took is the one that the log has in that place. */
const follows = async (readModel: ReadModel, store: EventStore): Promise<boolean> => {
  const [last, before] = readModel.database
    .prepare('SELECT id, position FROM fact ORDER BY seq DESC LIMIT 2')
    .all() as { readonly id: string; readonly position: string }[];
  if (!last) return true;
  for await (const [event] of store.readAll(before?.position ?? START, 1))
    return (
      event !== undefined &&
      event.position === last.position &&
      [event.id, `${event.id}@${event.stream}`].includes(last.id)
    );
  return false;
};

const isDamaged = (error: unknown): boolean => /^SQLITE_(NOTADB|CORRUPT)/.test((error as { code?: string }).code ?? '');

/**
 * Opens the read model of a log. One that is damaged, or that follows another log (the log was restored from an older
 * copy, or the file put beside a different one), is removed: it is begun anew and catches up.
 */
export const openReadModel = async (file: string, store: EventStore): Promise<ReadModel> => {
  let readModel: ReadModel | undefined;
  try {
    readModel = new ReadModel(file);
    if (await follows(readModel, store)) return readModel;
  } catch (error) {
    if (!isDamaged(error)) throw error;
  }
  readModel?.close();
  removeReadModel(file);
  return new ReadModel(file);
};
