import { EITHER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a survey: either side asks, and answers for itself. */
export const surveyCommands = {
  IssueSurvey: { becomes: 'SurveyIssued', roles: EITHER_SIDE },
  AnswerSurvey: { becomes: 'SurveyResponseReceived', roles: EITHER_SIDE },
} as const satisfies Intents;
