import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Desk, line } from './support.js';

const RECORD = [
  line('council', 'CommissionerRegistered', '2024-01-01', { data: { organisationId: 'C1', name: 'Anyshire Council' } }),
  line('group', 'TsoRegistered', '2024-01-01', { data: { organisationId: 'T1', name: 'Anyshire CVS' } }),
  line('local', 'FrameworkAdopted', '2024-01-01', {
    commissioner: 'C1',
    data: {
      frameworkId: 'anyshire',
      edition: '2024',
      title: 'Anyshire Compact',
      basedOn: 'compact-2010',
      inForceFrom: '2024-01-01',
      parameters: { noticeMonths: 4 },
    },
  }),
  line('opened', 'ConsultationOpened', '2025-09-01', {
    commissioner: 'C1',
    tsos: ['T1'],
    matter: 'M1',
    data: { consultationId: 'K1', title: 'Day centres', closesOn: '2025-11-24' },
  }),
].join('\n');

let desk: Desk;

beforeAll(async () => {
  desk = new Desk();
  desk.file('record.ndjson', RECORD);
  await desk.json('import', 'events', 'record.ndjson');
});

afterAll(() => desk.remove());

const END = ['plan', '--commissioner', 'C1', '--effect', 'end', '--first-day', '2026-04-01'];

describe('plan', () => {
  test('gives the last day of each step by the commissioner’s own Compact', async () => {
    const { plan } = await desk.json(...END, '--tso', 'T1', '--today', '2025-09-01');
    const notice = plan.steps.find(({ id }: { id: string }) => id === 'notice');
    expect(notice).toMatchObject({
      latest: '2025-12-01',
      slack: 91,
      asks: [
        { rule: 'F1', edition: 'anyshire-2024' },
        { rule: 'BV1', by: '2026-01-01' },
      ],
    });
  });

  test('prints text, with what other days would change', async () => {
    const { code, out, err } = await desk.run(...END, '--today', '2025-09-01', '--what-if', 'notice-on=2025-12-02');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Plan to end funding, new terms from 1 April 2026, Anyshire Council');
    expect(out).toContain('what if notice on 2 December 2025:');
    expect(out).toContain('1 day late');
  });

  test('takes what is on record of a matter', async () => {
    const { plan } = await desk.json('plan', '--matter', 'M1', '--effect', 'end', '--first-day', '2026-04-01');
    expect(plan.steps.find(({ id }: { id: string }) => id === 'opening')).toMatchObject({
      state: 'done',
      evidence: ['opened'],
    });
  });

  test('prints the same calendar twice', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => desk.run(...END, '--format', 'ics')));
    expect(first?.out).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(first?.out).toBe(second?.out);
  });

  test.each<[string[], number, string]>([
    [['plan', '--effect', 'end', '--first-day', '2026-04-01'], 2, 'whose plan is it?'],
    [['plan', '--commissioner', 'C1', '--effect', 'end'], 1, 'The record does not tell the first day'],
    [[...END, '--effect', 'stop'], 1, '"stop" is not an effect of a decision: award'],
    [[...END, '--decision-on', 'soon'], 2, '--decision-on is "soon": write a day of the calendar as YYYY-MM-DD.'],
    [[...END, '--what-if', 'lunch-on=2025-01-01'], 2, '"lunch-on" is no day of a plan: discussion-on'],
    [[...END, '--what-if', 'closing-on=2025-01-01'], 1, 'This plan has no step "closing" to choose a day for'],
    [['plan', '--matter', 'M9'], 1, 'Nothing is on record about the matter "M9".'],
    [
      ['plan', '--matter', 'M1', '--effect', 'end', '--first-day', '2026-04-01', '--what-if', 'opening-on=2025-09-02'],
      1,
      'is on record (opened)',
    ],
  ])('%j ends with %i: %s', async (args, code, why) => {
    const ended = await desk.run(...args);
    expect([ended.code, ended.out, ended.err]).toEqual([code, '', expect.stringContaining(why)]);
  });
});

describe('a calendar feed', () => {
  test('is opened by a token for calendars, which no log holds', async () => {
    const issued = await desk.json('token', 'issue', '--role', 'auditor', '--calendar');
    const server = desk.start(['serve', '--port', '0'], { ...(await desk.log([])), LOG_LEVEL: 'trace' });
    try {
      let address: string | undefined;
      while (!address) {
        // oxlint-disable-next-line no-await-in-loop -- waits for the server to say where it is
        await new Promise((resolve) => setTimeout(resolve, 50));
        address = /at (http:\S+) /.exec(server.said())?.[1];
      }
      // oxlint-disable-next-line no-await-in-loop -- waits until it has read the log
      while ((await fetch(`${address}/health/ready`)).status !== 200);
      const get = (query: string) => fetch(`${address}/calendar.ics?${query}&token=${issued.token}`);
      expect((await get('commissioner=C1')).status).toBe(200);
      expect((await get('commissioner=nobody')).status).toBe(404);
      expect((await fetch(`${address}/calendar.ics?commissioner=C1&token=${issued.token}x`)).status).toBe(401);
      expect((await fetch(`${address}/none?token=${issued.token}`)).status).toBe(404);
    } finally {
      server.child.kill();
    }
    const { out, err } = await server.ended;
    expect(`${out}${err}`).not.toContain(issued.token);
    expect(`${out}${err}`).toContain('Serving');
  });
});
