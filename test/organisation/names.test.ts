import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localId, namer, normaliseName } from '../../src/organisation/names.js';
import { Id } from '../../src/kernel/shapes.js';

describe('names of one body', () => {
  test.each([
    ['The Prince’s Trust', "Prince's Trust"],
    ['Marks & Spencer', 'Marks and Spencer'],
    ['St. John’s Centre', 'St Johns Centre'],
    ['G-Force', 'G Force'],
    ['Blue Sci CIC', 'blue sci'],
    ['OpenPlanet Limited', 'OpenPlanet Ltd.'],
    ['Carillion Plc', 'CARILLION plc'],
    ['Nestlé', 'Nestle'],
    ['BSA\u00a0Consulting', ' BSA  Consulting '],
    ['The N.S.P.C.C.', 'NSPCC'],
  ])('%s is %s', (one, other) => {
    expect(normaliseName(one)).toBe(normaliseName(other));
    expect(localId(one)).toBe(localId(other));
  });

  test.each([
    ['NCVO', 'ACEVO'],
    ['Age UK Trafford', 'Age UK'],
    ['Centre for Cities', 'Core Cities'],
  ])('%s is not %s', (one, other) => expect(localId(one)).not.toBe(localId(other)));

  test('a name that is nothing but an article or a legal form stays itself', () => {
    expect(normaliseName('The')).toBe('the');
    expect(normaliseName('Limited')).toBe('limited');
  });
});

describe('ids of bodies without one', () => {
  test('a plain name is its slug', () => expect(localId('Compact Voice')).toBe('local:compact-voice'));
  test('names a slug cannot carry get a digest', () => {
    expect(localId('#wewillgather')).toMatch(/^local:wewillgather-[0-9a-f]{8}$/);
    expect(localId('وصال')).toMatch(/^local:[0-9a-f]{8}$/);
    expect(localId('???')).toMatch(/^local:[0-9a-f]{8}$/);
    expect(localId('x'.repeat(300)).length).toBeLessThan(100);
  });
  test('any name gives an id, always the same, and different normal names different ids', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        expect(Id.safeParse(localId(one)).success).toBe(true);
        expect(localId(one) === localId(other)).toBe(normaliseName(one) === normaliseName(other));
      }),
    ));
});

test('a body is new once, and not at all when the record knows it', () => {
  const name = namer((known) => (known === 'NCVO' ? 'GB-CHC-225922' : undefined));
  expect(name('NCVO')).toEqual({ id: 'GB-CHC-225922', isNew: false });
  expect(name('The Scout Association')).toEqual({ id: 'local:scout-association', isNew: true });
  expect(name('scout association')).toEqual({ id: 'local:scout-association', isNew: false });
  expect(name('Anything', 'GB-COH-1')).toEqual({ id: 'GB-COH-1', isNew: true });
  expect(name('Something else', 'GB-COH-1')).toEqual({ id: 'GB-COH-1', isNew: false });
});

test('a body once recorded under its local id stays that body when another takes its name', () => {
  const record = new Map([
    ['local:groundwork', 'local:groundwork'],
    ['Groundwork', 'GB-COH-06543150'],
  ]);
  expect(namer((known) => record.get(known))('Groundwork')).toEqual({ id: 'local:groundwork', isNew: false });
});
