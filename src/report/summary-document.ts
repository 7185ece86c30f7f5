import { RANKS, tallyOf, type Counts, type OutcomeLine, type Risk } from '../compliance/summary/summary-outcomes.js';
import type { Summary } from '../compliance/summary/summary.js';
import { VERDICTS } from '../compliance/finding.js';
import { label } from '../kernel/time.js';
import {
  MARKS,
  paragraph,
  type Block,
  type Cell,
  type Document,
  type Item,
  type Section,
  type Table,
} from './document.js';
import { changesSection, consultationsSection, decisionsSection } from './summary-events.js';
import { asterisk, commitmentsSection, sectorSection } from './summary-commitments.js';
import { actionsSection, disputesSection, evidenceAnnex, practiceSection, qualitySection } from './summary-rest.js';
import { trustSection } from './summary-trust.js';
import { clauseText, dateCell, instantLabel, ofBase, plural, poundsLabel, someOf, WORDS } from './words.js';

const BASIS: Readonly<Record<string, string>> = {
  PUBLIC_RECORD: 'the public record only; other facts may exist',
  OWN_RECORD: 'what is public or concerns the organisation that asks',
  WHOLE_RECORD: 'the whole record',
};

/** Of whom it is: "Anyshire Council", "Anyshire (2 public bodies)", "Anyshire Council and Anyshire CVS". */
const subjectOf = ({ area, commissioner, commissioners, tso }: Summary): string => {
  if (area !== null) return `${area} (${plural(commissioners.length, 'public body', 'public bodies')})`;
  return [commissioner?.name, tso?.name].filter((name) => name !== undefined).join(' and ');
};

const periodLabel = ({ from, to }: Summary['period']): string => `${label(from)} to ${label(to)}`;

const nameOf =
  ({ names }: Summary) =>
  (id: string): string =>
    names[id] ?? id;

const cutOff = ({ recordedUpTo, knownAt, through }: Summary): string => {
  const all = recordedUpTo === null ? 'nothing was on record' : `all recorded up to ${instantLabel(recordedUpTo)}`;
  return `${all} (position ${through || 'none'})${knownAt === null ? '' : `, as known at ${knownAt}`}`;
};

const leadOf = (summary: Summary): string => {
  const leads = summary.governance.flatMap(({ lead }) =>
    lead ? [`${lead.role}${lead.organisation ? `, ${nameOf(summary)(lead.organisation)}` : ''}`] : [],
  );
  return leads.join('; ') || 'none on record';
};

const signatoriesOf = (summary: Summary): string =>
  summary.governance
    .filter(({ signatories }) => signatories.length > 0)
    .map(({ framework, signatories }) => `${framework}: ${someOf(signatories.map(nameOf(summary)), 50)}`)
    .join('; ') || 'none on record';

const frameworksTable = ({ frameworks }: Summary): Table => ({
  kind: 'table',
  id: 'frameworks',
  caption: 'Frameworks in force in the period, and what was judged by them',
  empty: 'No framework was in force.',
  columns: [
    { heading: 'Framework', share: 3 },
    { heading: 'Id', share: 1.5 },
    { heading: 'In force from' },
    { heading: 'Until' },
    { heading: 'Findings', share: 0.7 },
  ],
  rows: frameworks.map((it) => [
    it.title,
    it.id,
    dateCell(it.inForceFrom, 'always'),
    dateCell(it.inForceTo, 'still'),
    it.findings,
  ]),
});

const cover = (summary: Summary): Section => ({
  heading: '1. What this is',
  blocks: [
    {
      kind: 'facts',
      items: [
        [
          summary.area === null ? 'Public body' : 'Area',
          summary.area ?? `${summary.commissioner?.name} (${summary.commissioner?.id})`,
        ],
        ...(summary.area === null
          ? []
          : [['Public bodies', summary.commissioners.map(({ name }) => name).join(', ')] as const]),
        ...(summary.tso ? [['Organisation', `${summary.tso.name} (${summary.tso.id})`] as const] : []),
        ['Period', periodLabel(summary.period)],
        ['Compared with', periodLabel(summary.before.period)],
        ['Judged by', summary.framework ?? 'the frameworks in force on the day of each trigger'],
        ['Valid as of', label(summary.validAsOf)],
        ['Data cut-off', cutOff(summary)],
        ['Rests on', BASIS[summary.basis] ?? summary.basis],
        ['Lead officer', leadOf(summary)],
        ['Signatories', signatoriesOf(summary)],
      ],
    },
    paragraph(
      'A finding says what the record shows. "No record" means that the record does not tell either way: it is counted as due and not as kept.',
    ),
    frameworksTable(summary),
  ],
});

const keptText = ({ kept, due }: Pick<OutcomeLine, 'kept' | 'due'>): string => ofBase(kept, due);

const outcomesTable = ({ outcomes, before }: Summary): Table => ({
  kind: 'table',
  id: 'outcomes',
  caption: 'The five outcomes of the Compact, with the counts behind each rating',
  empty: 'No outcome is rated.',
  columns: [
    { heading: 'Outcome', share: 2.6 },
    { heading: 'Rating' },
    { heading: 'Why', share: 2.6 },
    { heading: 'Kept' },
    { heading: 'With a reason', share: 0.9 },
    { heading: 'Not met', share: 0.8 },
    { heading: 'No record', share: 0.8 },
    { heading: 'Period before', share: 1.4 },
  ],
  rows: outcomes.map((it): Cell[] => {
    const was = before.outcomes.find(({ number }) => number === it.number);
    const earlier = was === undefined || was.due === 0 ? 'Nothing due' : `${MARKS[was.rating]}, ${keptText(was)}`;
    return [
      `${it.number}. ${it.title}`,
      { mark: it.rating },
      it.because,
      keptText(it),
      it.metWithReason,
      it.notMet,
      it.noRecord,
      earlier,
    ];
  }),
});

const comparisonTable = (summary: Summary): Table => {
  const { before } = summary;
  const of = (counts: Counts, verdict: (typeof VERDICTS)[number]) => counts[verdict] ?? 0;
  return {
    kind: 'table',
    id: 'comparison',
    caption: `The period beside the period before (${periodLabel(before.period)})`,
    empty: '',
    columns: [{ heading: 'What', share: 3 }, { heading: 'This period' }, { heading: 'Period before' }],
    rows: [
      ['Findings', summary.findings.length, before.findings],
      ...VERDICTS.map((verdict) => [
        `of these ${WORDS[verdict]}`,
        of(summary.counts, verdict),
        of(before.counts, verdict),
      ]),
      ['Consultations', summary.consultations.length, before.consultations],
      ['Decisions', summary.decisions.length, before.decisions],
      ['Notices or changes of funding', summary.changes.length, before.changes],
      ['Awards', summary.awards.count, before.awards],
    ],
  };
};

const riskItem = (summary: Summary, risk: Risk, at: number): Item => ({
  lead: `${at + 1}. ${risk.rule} ${WORDS[risk.verdict]}, ${risk.about.kind} ${risk.about.id}${risk.tsos.length > 0 && risk.about.kind !== 'dispute' ? `: ${someOf(risk.tsos.map(nameOf(summary)))}` : ''}`,
  parts: [
    `${risk.because} (${risk.clauses.map((clause) => clauseText({ clause, clauseConfirmed: clause.confirmed })).join('; ')})`,
    `Why it is here: ${RANKS[risk.rank - 1]}.`,
  ],
  evidence: risk.evidence,
});

const ratingRule = ({ thresholds, outcomes }: Summary): string => {
  const decisive = [...new Set(thresholds.outcomes.flatMap(({ redOnAnyNotMet }) => redOnAnyNotMet))].join(', ');
  const left = outcomes.reduce((sum, { advisory }) => sum + advisory, 0);
  return [
    `Red: any finding not met on ${decisive || 'no rule'}, or more than ${thresholds.redAbovePercentNotMet} in 100 of what fell due not met.`,
    `Amber: anything else not met, no record of ${thresholds.amberFromNotEvidenced} or more, or more than ${thresholds.amberAbovePercentExceptions} in 100 met only by a reason.`,
    'Green: the rest. The Compact sets no such thresholds; these can be set.',
    thresholds.countAdvisory
      ? 'Commitments asked for only where possible count like the others.'
      : `Not counted: ${plural(left, 'finding')} on commitments asked for only where possible.`,
  ].join(' ');
};

/** What the outcomes leave out or count twice, so that their figures can be added up. */
const besideOutcomes = ({ thresholds, findings }: Summary): string => {
  const rules = thresholds.outcomes.flatMap((outcome) => outcome.rules);
  const twice = [...new Set(rules.filter((rule, at) => rules.indexOf(rule) !== at))].toSorted();
  const own = findings.filter(({ owedBy }) => owedBy === 'commissioner');
  const outside = own.filter(({ rule }) => !rules.includes(rule));
  const { kept, due } = tallyOf(outside);
  const named = [...new Set(outside.map(({ rule }) => rule))].toSorted().join(', ');
  return [
    ...(twice.length > 0 ? [`What is found by ${twice.join(', ')} counts under two outcomes.`] : []),
    outside.length > 0
      ? `Under no outcome: ${plural(outside.length, 'finding')} of the public side by ${named}, ${due === 0 ? 'none of them due' : `${ofBase(kept, due)} kept`}.`
      : 'Every finding of the public side is under an outcome.',
    `On the sector’s own side: ${plural(findings.length - own.length, 'finding')}, told in section 8.`,
  ].join(' ');
};

const onePage = (summary: Summary): Section => {
  const { awards, undated } = summary;
  const without = awards.withoutAmount > 0 ? ` (${awards.withoutAmount} without an amount on record)` : '';
  const money =
    awards.count > 0
      ? `, ${poundsLabel(awards.pounds)} in all, to ${plural(awards.recipients, 'recipient')}${without}`
      : '';
  const blocks: Block[] = [
    paragraph(
      `${plural(summary.findings.length, 'finding')}, ${plural(summary.consultations.length, 'consultation')}, ${plural(summary.decisions.length, 'decision')}, ${plural(summary.changes.length, 'notice or change of funding', 'notices or changes of funding')}, ${plural(awards.count, 'award')}${money}.`,
    ),
    ...(undated.length > 0
      ? [paragraph(`${plural(undated.length, 'more finding')} cannot be put in any period: no date is on record.`)]
      : []),
    outcomesTable(summary),
    paragraph(ratingRule(summary)),
    paragraph(besideOutcomes(summary)),
  ];
  return {
    heading: '2. The summary on one page',
    blocks,
    sections: [
      { heading: 'Change on the period before', blocks: [comparisonTable(summary)] },
      {
        heading: 'The first three risks',
        blocks: [
          {
            kind: 'list',
            items: summary.risks.map((risk, at) => riskItem(summary, risk, at)),
            empty: 'No finding is "not met", "at risk" or "no record".',
          },
          paragraph(
            `Ranked: ${RANKS.map((rank, at) => `(${at + 1}) ${rank}`).join('; ')}. Within each, first what concerns most organisations, then the latest.`,
          ),
          ...asterisk(summary.risks.flatMap(({ clauses }) => clauses.map(({ confirmed }) => confirmed))),
        ],
      },
    ],
  };
};

/** A compliance summary as a document of twelve sections and an annex. Every figure stands beside its base. */
export const documentOf = (summary: Summary): Document => ({
  title: `Compact compliance summary: ${subjectOf(summary)}`,
  subtitle: periodLabel(summary.period),
  day: summary.validAsOf,
  sections: [
    cover(summary),
    onePage(summary),
    commitmentsSection(summary),
    consultationsSection(summary),
    changesSection(summary),
    decisionsSection(summary),
    disputesSection(summary),
    sectorSection(summary),
    trustSection(summary),
    practiceSection(summary),
    actionsSection(summary),
    qualitySection(summary, BASIS[summary.basis] ?? summary.basis),
    evidenceAnnex(summary),
  ],
});
