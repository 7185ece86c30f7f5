import type { Recorded } from '../kernel/fact.js';
import type { EventStore } from '../store/event-store.js';
import { ReadModel, removeReadModel } from './read-model.js';

/**
 * Whether the last fact a read model took is the one that the log has in that place. It is looked up in its stream, for
 * a position of another log may be none that this one could be asked for. A log restored from an older copy may take
 * the same event again in the same place, but later.
 */
const follows = async (readModel: ReadModel, store: EventStore): Promise<boolean> => {
  const body = readModel.database.prepare('SELECT body FROM fact ORDER BY seq DESC LIMIT 1').pluck().get();
  if (body === undefined) return true;
  const last = JSON.parse(body as string) as Recorded;
  const [event] = await store.readStream(last.stream, { from: last.revision, limit: 1 });
  return (
    event !== undefined &&
    event.position === last.position &&
    event.recordedAt <= last.recordedAt &&
    [event.id, `${event.id}@${event.stream}`].includes(last.id)
  );
};

const isDamaged = (error: unknown): boolean => /^SQLITE_(NOTADB|CORRUPT)/.test((error as { code?: string }).code ?? '');

/**
 * Opens the read model of a log. One that is damaged, or that follows another log (the log was restored from an older
 * copy or emptied, or the file put beside a different one), is removed: it is begun anew and catches up. `onAnew` is told
 * why, in a sentence.
 */
export const openReadModel = async (
  file: string,
  store: EventStore,
  onAnew: (why: string) => void = () => {},
): Promise<ReadModel> => {
  let readModel: ReadModel | undefined;
  try {
    readModel = new ReadModel(file);
    if (await follows(readModel, store)) return readModel;
    const { position } = readModel.progress();
    onAnew(
      `The read model follows another log, or this one before it was restored: what it took last, at ${position}, is not there. It is built anew.`,
    );
  } catch (error) {
    if (!isDamaged(error)) {
      readModel?.close();
      throw error;
    }
    onAnew(`The read model's file is damaged (${(error as Error).message}): it is built anew.`);
  }
  readModel?.close();
  removeReadModel(file);
  return new ReadModel(file);
};
