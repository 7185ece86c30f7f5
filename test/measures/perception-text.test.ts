import { describe, expect, test } from '@jest/globals';
import { perceptionCsv, perceptionText } from '../../src/report/perception-text.js';
import { series } from './chart.js';

const { reproduction } = series([0.5]);

const group = (published: string | null, of: object = {}) => ({
  ...{ band: null, status: 'ok' as const, published, estimate: published, lower: '0.3', upper: '0.8' },
  ...{ respondents: 6, eligible: 12, responseRate: '0.5', votes: '6.0000000000', meanOfRespondents: published },
  ...{ worstCaseLower: '0.28', worstCaseUpper: '0.78', ...of },
});

const TOLD = {
  direction: 'tso->commissioner',
  releases: [
    { on: '2011-05-31', questionSet: '1', groups: [group('0.5')] },
    { on: '2012-06-30', questionSet: '1', groups: [group('0.6'), group('0.7', { band: '10k-100k' })] },
  ],
  rating: null,
  reproduction,
};

describe('what is said', () => {
  test('is told of each time it was published with its base, and what the silent could have changed', () => {
    const text = perceptionText('Anyshire Council', [TOLD]);
    expect(text).toContain(
      'The organisations about the commissioner:\n  2011-05-31  all           50% (30% to 80%), 6 of 12',
    );
    expect(text).toContain('  2012-06-30  size 10k-100k  70%');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('If every silent one were unhappy the figure would be 28%');
    const whole = { ...TOLD, releases: [{ ...TOLD.releases[0]!, groups: [group('0.5', { respondents: 12 })] }] };
    expect(perceptionText('Anyshire Council', [whole])).not.toContain('silent');
  });

  test('is no number where too few answered, and a single organisation is blank or itself', () => {
    const rating = { status: 'ok' as const, evidence: '1', rating: '0.7', ratingOutOfFive: '3.8', published: '0.7' };
    const text = perceptionText('Anyshire Council', [{ ...TOLD, releases: [], rating }]);
    expect(text).toContain('No figure is given: too few have answered.');
    expect(text).toContain('This one organisation: 70%.');
    const blank = { ...rating, status: 'insufficient-evidence' as const, published: null };
    const other = perceptionText('Anyshire Council', [{ ...TOLD, releases: [], rating: blank }]);
    expect(other).toContain('This one organisation: blank');
    expect(other).not.toContain('70%');
  });

  test('is CSV with the policy on each row', () => {
    const rows = perceptionCsv([TOLD]).trim().split('\r\n');
    expect(rows).toHaveLength(4);
    for (const row of rows.slice(1)) expect(row).toMatch(/^tso->commissioner,.*,1,abc123$/);
  });
});
