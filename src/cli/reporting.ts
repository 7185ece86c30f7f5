import { NaoFigures } from '../compliance/compliance.nao.js';
import { naoCsv, naoText } from '../compliance/nao/nao-text.js';
import { OPERATOR, withRecord } from './context.js';
import { print, printJson } from './output.js';
import { day, type Common } from './reading.js';

/** `report nao`: figures for audit, for some commissioners or all on record. */
export const reportNao = async (
  options: Common & { from: string; to: string; commissioner?: string[]; format: 'text' | 'json' | 'csv' },
): Promise<void> => {
  const from = day(options.from, '--from') ?? options.from;
  const to = day(options.to, '--to') ?? options.to;
  await withRecord(options.data, async ({ application }) => {
    const report = await application.ask(
      new NaoFigures(OPERATOR, options.commissioner ?? null, from, to, options.knownAt),
    );
    if (options.json || options.format === 'json') printJson(report);
    else print(options.format === 'csv' ? naoCsv(report) : naoText(report));
  });
};
