import { parse as csvParse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seededDirectory, Served, type Json } from './support.js';

let served: Served;
let auditor: string;

beforeAll(async () => {
  served = await Served.start(await seededDirectory());
  auditor = await served.token('auditor');
});

afterAll(() => served.close());

const ask = async (args: string, fields: string): Promise<Json> =>
  (await served.ask(`{ complianceSummary(${args}, knownAt: "2026-01-01") { ${fields} } }`, {}, auditor))
    .complianceSummary;

const COUNCIL = 'commissioner: "local:seedshire-council", year: "2011/12"';

describe('a summary of', () => {
  test('an area has every commissioner registered with it, however the name is written', async () => {
    const fields = 'area commissioner { id } commissioners { name } from to findings { commissioner }';
    const area = await ask('area: "SEEDSHIRE", year: "2011/12"', fields);
    expect(area).toMatchObject({
      area: 'SEEDSHIRE',
      commissioner: null,
      commissioners: [
        { name: 'Seedshire County Council (fictional)' },
        { name: 'Seedshire Primary Care Trust (fictional)' },
      ],
      from: '2011-04-01',
      to: '2012-03-31',
    });
    const council = await ask(COUNCIL, 'findings { commissioner }');
    expect(area.findings.length).toBeGreaterThanOrEqual(council.findings.length);
  });

  test('a year tells what each side says of the other, and beside it what both did', async () => {
    const fields =
      'trust { on before policyHash surveys { wave direction } said { direction now { published respondents eligible } before { on } } conduct { measure owedBy now { published fellDue onTime } before { fellDue } } } text';
    const { trust, text } = await ask(COUNCIL, fields);
    expect([trust.before, trust.on]).toEqual(['2011-03-31', '2012-03-31']);
    expect(trust.surveys).toHaveLength(2);
    for (const { now, before } of trust.said) {
      expect(now.respondents).toBeGreaterThanOrEqual(5);
      expect(before).toBeNull();
    }
    expect(trust.conduct.map(({ measure, owedBy }: Json) => `${measure} ${owedBy}`)).toHaveLength(4);
    const [reliability] = trust.conduct;
    expect(reliability.now.onTime).toBeGreaterThan(reliability.before.fellDue);
    expect(text).toContain(`${Math.round(Number(reliability.now.published) * 100)}% (`);
    const relationship = await ask(`${COUNCIL}, tso: "local:seedshire-carers"`, 'trust { said { direction } }');
    expect(relationship.trust.said).toEqual([]);
  });

  test('one relationship has the findings of that organisation and of no other', async () => {
    const fields = 'tso { id } findings { tso rule } changes { tsos } sequences { steps { tsos } }';
    const carers = await ask(`${COUNCIL}, tso: "local:seedshire-carers"`, fields);
    expect(carers.tso).toEqual({ id: 'local:seedshire-carers' });
    const named = new Set(carers.findings.map(({ tso }: Json) => tso));
    expect(named).toEqual(new Set([null, 'local:seedshire-carers']));
    const tsos = [...carers.changes, ...carers.sequences.flatMap(({ steps }: Json) => steps)].flatMap(
      ({ tsos: all }: Json) => all,
    );
    expect(new Set(tsos)).toEqual(new Set(['local:seedshire-carers']));
    const whole = await ask(COUNCIL, 'findings { tso }');
    expect(whole.findings.length).toBeGreaterThan(carers.findings.length);
  });

  test('a council has its outcomes, the period before, and what was done around its decision', async () => {
    const fields =
      'outcomes { number rating because due kept } before { from to findings } risks { rule } sequences { decision noRecord steps { step days { min } } } frameworks { id findings } changes { noticeMonths { min max } }';
    const summary = await ask(COUNCIL, fields);
    expect(summary.outcomes[3]).toEqual({ number: 4, rating: 'GREEN', because: '19 of 19 kept.', due: 19, kept: 19 });
    expect(summary.before).toEqual({ from: '2010-04-01', to: '2011-03-31', findings: 0 });
    expect(summary.sequences[0].noRecord).toEqual([]);
    const days = summary.sequences[0].steps.map((step: Json) => step.days.min);
    expect(days).toEqual(days.toSorted((a: number, b: number) => a - b));
    expect(summary.changes[0].noticeMonths).toEqual({ min: 3, max: 3 });
  });
});

describe('its document', () => {
  test('is text, a page of HTML, or one table as CSV', async () => {
    const fields =
      'text plain: document(format: TEXT) page: document(format: HTML) csv: document(format: CSV) rated: document(format: CSV, section: "outcomes") findings { rule verdict because }';
    const { text, plain, page, csv, rated, findings } = await ask(COUNCIL, fields);
    expect(plain).toBe(text);
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en-GB">/);
    const rows: Json[] = csvParse(csv, { columns: true });
    expect(rows.map((row) => [row['Rule'], row['Verdict'], row['What the record shows']])).toEqual(
      findings.map(({ rule, verdict, because }: Json) => [rule, verdict, because]),
    );
    expect(csvParse(rated, { columns: true }).map((row: Json) => row['Rating'])).toEqual([
      'Nothing due',
      'Green',
      'Green',
      'Green',
      'Green',
    ]);
  });

  test('names the tables there are where one is asked for that is not', async () => {
    const { body } = await served.post(`{ complianceSummary(${COUNCIL}) { document(format: CSV, section: "all") } }`);
    expect(body.errors[0].message).toMatch(/There is no table "all": frameworks, outcomes/);
  });
});

describe('is refused', () => {
  test.each([
    ['year: "2011/12"', 'Say of whom'],
    ['commissioner: "local:seedshire-council", area: "Seedshire", year: "2011/12"', 'Say of whom'],
    ['area: "Seedshire", tso: "local:seedshire-carers", year: "2011/12"', 'A relationship has two sides'],
    ['area: "Nowhere", year: "2011/12"', 'Areas on record: Birmingham, Cumbria, Ealing'],
    ['commissioner: "local:seedshire-council"', 'Give the first and the last day'],
    ['commissioner: "local:seedshire-council", year: "2011"', 'write 2011/12'],
    [
      'commissioner: "local:seedshire-council", tso: "Nobody", year: "2011/12"',
      'No organisation is registered as "Nobody"',
    ],
  ])('for %s', async (args, sentence) => {
    const { body } = await served.post(`{ complianceSummary(${args}) { from } }`, {}, auditor);
    expect(body.errors[0].message).toContain(sentence);
  });
});
