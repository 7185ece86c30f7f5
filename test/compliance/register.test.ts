import { describe, expect, test } from '@jest/globals';
import { REGISTER_FIELDS } from '../../src/publication/publication.events.js';
import { finding, findings, told } from './facts.js';

const awarded = (on: string | null) => told('GrantAwarded', on, { agreementId: 'G1', amount: 100 }, { id: 'grant' });
const register = (on: string | null, data: object = {}) =>
  told(
    'GrantsRegisterPublished',
    on,
    { registerId: `R ${on}`, periodFrom: '2023-04-01', periodTo: '2024-03-31', fields: REGISTER_FIELDS, ...data },
    { matter: null, id: `register ${on}` },
  );

describe('TC1: the yearly list of grants', () => {
  test.each([
    ['2023-04-01', '2024-04-30'],
    ['2024-03-31', '2024-04-30'],
    ['2024-04-01', '2025-04-30'],
    ['2023-12-31', '2024-04-30'],
    ['2024-01-01', '2024-04-30'],
  ])('an award of %s is due by %s', (on, due) => {
    expect(finding('TC1', [awarded(on)]).dueOn).toBe(due);
  });

  test.each([
    ['2024-04-29', 'MET'],
    ['2024-04-30', 'MET'],
    ['2024-05-01', 'NOT_MET'],
    ['2024-04', 'MET'],
    ['2024-04/2024-05', 'NOT_EVIDENCED'],
    ['2024-05', 'NOT_MET'],
    [null, 'NOT_EVIDENCED'],
  ])('published %s: %s', (on, verdict) => {
    const found = finding('TC1', [awarded('2023-06-01')], { context: [register(on)] });
    expect(found).toMatchObject({ verdict, about: { kind: 'agreement', id: 'G1' } });
    expect(found.evidence).toEqual(expect.arrayContaining(['grant', `register ${on}`]));
  });

  test.each([
    ['2024-04-01', 'NOT_DUE'],
    ['2024-04-02', 'AT_RISK'],
    ['2024-04-29', 'AT_RISK'],
    ['2024-04-30', 'NOT_EVIDENCED'],
  ])('none on record as of %s: %s', (asOf, verdict) => {
    expect(finding('TC1', [awarded('2023-06-01')], { asOf })).toMatchObject({
      verdict,
      missing: ['GrantsRegisterPublished'],
    });
  });

  test('all seven fields, and the grant itself', () => {
    const six = register('2024-04-10', { fields: REGISTER_FIELDS.filter((field) => field !== 'purpose') });
    const found = finding('TC1', [awarded('2023-06-01')], { context: [six] });
    expect(found).toMatchObject({ verdict: 'NOT_MET', facts: { fields: 6, fieldsAsked: 7 } });
    expect(found.because).toContain('with 6 of 7 fields; it lacks purpose');
    const naming = (agreements: string[]) =>
      finding('TC1', [awarded('2023-06-01')], { context: [register('2024-04-10', { agreements })] });
    expect(naming(['G1']).verdict).toBe('MET');
    expect(naming(['G2', 'G3'])).toMatchObject({ verdict: 'NOT_MET', evidence: ['grant', 'register 2024-04-10'] });
  });

  test('a list of another year, the better of two lists, an award without a day', () => {
    expect(
      finding('TC1', [awarded('2024-04-01')], { asOf: '2024-06-01', context: [register('2024-04-10')] }).verdict,
    ).toBe('NOT_DUE');
    const late = register('2024-06-01');
    expect(finding('TC1', [awarded('2023-06-01')], { context: [late, register('2024-04-10')] }).verdict).toBe('MET');
    const whole = register('2024-04-20');
    const six = register('2024-04-10', { fields: REGISTER_FIELDS.slice(1) });
    expect(finding('TC1', [awarded('2023-06-01')], { context: [six, whole] }).verdict).toBe('MET');
    expect(finding('TC1', [awarded(null)])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['GrantAwarded.occurredOn'],
    });
  });

  test('contracts, and bodies that are no councils, are passed over', () => {
    expect(findings('TC1', [told('ContractAwarded', '2023-06-01', { agreementId: 'G1' })])).toEqual([]);
    expect(findings('TC1', [told('FundingAgreementMade', '2023-06-01', { agreementId: 'G1' })])).toEqual([]);
    expect(
      findings('TC1', [told('FundingAgreementMade', '2023-06-01', { agreementId: 'G1', instrument: 'grant' })]),
    ).toHaveLength(1);
    const department = told('CommissionerRegistered', '2020-01-01', {
      organisationId: 'C1',
      name: 'Office',
      form: 'Department',
    });
    expect(findings('TC1', [awarded('2023-06-01')], { context: [department] })).toEqual([]);
  });
});
