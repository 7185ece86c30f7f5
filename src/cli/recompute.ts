import { readFile } from 'node:fs/promises';
import { answerBundle } from '../compliance/bundle.js';
import { printJson, reasonOf, Refused } from './output.js';

/** `recompute`: answers the questions of a bundle from the events in it, without a record. */
export const recompute = async (file: string): Promise<boolean> => {
  let bundle: unknown;
  try {
    bundle = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refused(`${file} cannot be read as a bundle: ${reasonOf(error)}`);
  }
  const answer = answerBundle(bundle);
  printJson(answer);
  return answer.answers.every(({ matches }) => matches !== false);
};
