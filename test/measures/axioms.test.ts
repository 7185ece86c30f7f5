import { describe, expect, test } from '@jest/globals';
import { AXIOMS_OF_ANSWERS } from './axioms-of-answers.js';
import { AXIOMS, check } from './axioms.js';
import { REAL } from './engine.js';

describe('whatever the record holds', () => {
  test.each([...AXIOMS, ...AXIOMS_OF_ANSWERS])('$id: $says', (axiom) => {
    const { why, share } = check(axiom, REAL, 30);
    expect(why).toBe('');
    expect(share).toBeGreaterThanOrEqual(axiom.floor);
  });
});
