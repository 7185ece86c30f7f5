import { EITHER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a question or a request for information: either side asks, and either knows what it was given. */
export const requestCommands = {
  RequestInformation: { becomes: 'InformationRequested', roles: EITHER_SIDE },
  ProvideInformation: { becomes: 'InformationProvided', roles: EITHER_SIDE },
  RefuseInformation: { becomes: 'InformationRefused', roles: EITHER_SIDE },
  AskQuestion: { becomes: 'QuestionAsked', roles: EITHER_SIDE },
  AnswerQuestion: { becomes: 'QuestionAnswered', roles: EITHER_SIDE },
} as const satisfies Intents;
