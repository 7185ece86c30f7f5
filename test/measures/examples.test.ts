import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { answerBundle } from '../../src/compliance/bundle.js';
import { testOfShared } from '../interchange/support.js';

testOfShared('../domain')('the worked examples give every digit, each variant of a log the same', () => {
  const file = new URL('../../../shared/domain/measures-examples.json', import.meta.url);
  const { answers } = answerBundle(JSON.parse(readFileSync(file, 'utf8')));
  expect(answers.filter(({ matches }) => !matches)).toEqual([]);
  expect(answers).toHaveLength(37);
  expect(new Set(answers.map(({ example }) => example)).size).toBe(14);
  const [clean, messy] = ['clean', 'messy'].map((wanted) => answers.find(({ variant }) => variant === wanted)!.answer);
  const digits = (answer: unknown) =>
    JSON.stringify(answer, (key, value: unknown) => (key === 'logHead' || key === 'events' ? null : value));
  expect(digits(messy)).toBe(digits(clean));
});
