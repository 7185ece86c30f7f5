import { EITHER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a promise: either side makes them, and either may say what became of one. */
export const commitmentCommands = {
  MakeCommitment: { becomes: 'CommitmentMade', roles: EITHER_SIDE },
  RecordCommitmentKept: { becomes: 'CommitmentKept', roles: EITHER_SIDE },
  ChangeCommitment: { becomes: 'CommitmentChanged', roles: EITHER_SIDE },
  RecordCommitmentBroken: { becomes: 'CommitmentBroken', roles: EITHER_SIDE },
} as const satisfies Intents;
