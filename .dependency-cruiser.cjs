// Which way things may depend. The names of files say what they are: see "How it is laid out" in the README.
const PURE = '\\.(events|commands|decider|subject|view)\\.ts$|^src/(kernel|matter/dossier|audit/trail)|^src/measures/(?!hash|measures\\.)';
const RULES = '^src/compliance/(?!compliance\\.)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'kernel-stands-alone',
      comment: 'The kernel holds the ideas: it knows no subject, no store and no framework.',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    {
      name: 'pure-files-are-pure',
      comment: 'Facts, commands, deciders, views, rules and measures ask no framework, no disk, no network and no clock.',
      severity: 'error',
      from: { path: `${PURE}|${RULES}` },
      to: {
        path: '^node_modules/|^(node:)?(fs|crypto|http|https|net|child_process|os|worker_threads)(/|$)|^src/(store|engine|projection|graphql|cli|web|demo)/',
        pathNot: '^node_modules/(zod|temporal-)',
      },
    },
    {
      name: 'subjects-do-not-decide-for-each-other',
      comment: 'Nobody but the list of subjects and the engine imports a decider.',
      severity: 'error',
      from: { pathNot: '^src/(subjects\\.ts|engine/)|\\.(subject|decider)\\.ts$' },
      to: { path: '\\.decider\\.ts$' },
    },
    {
      name: 'the-log-knows-only-the-kernel',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: '^src/', pathNot: '^src/(store|kernel)/' },
    },
    {
      name: 'data-flows-one-way',
      comment: 'The read model follows the log; it knows no command, no query and no edge.',
      severity: 'error',
      from: { path: '^src/projection/' },
      to: { path: '^src/', pathNot: '^src/(projection|store|kernel|access|organisation/(names|organisation.view)|matter/dossier)|\\.events\\.ts$' },
    },
    {
      name: 'edges-use-the-two-doors',
      comment: 'Resolvers hold the Application and nothing below it.',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$|^src/graphql/(mutations|things|shapes)' },
      to: { path: '^src/(store|projection)/(?!questions\\.ts$)|\\.decider\\.ts$' },
    },
    {
      name: 'reports-only-write',
      comment: 'A report is made of an answer: it asks nothing itself, and only the writers of PDF and packages use libraries.',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^src/(store|engine|projection|graphql|cli|web|demo)/' },
    },
    {
      name: 'documents-are-pure',
      severity: 'error',
      from: { path: '^src/report/', pathNot: '^src/report/(pdf|package|formats)\\.ts$' },
      to: { path: '^node_modules/|^(node:)?(fs|crypto|http|https|net|child_process|os|worker_threads)(/|$)' },
    },
    {
      name: 'importers-only-read',
      comment: 'A reader of a format turns bytes into drafts; recording them is the business of import.ts and rehearsal.ts.',
      severity: 'error',
      from: { path: '^src/interchange/', pathNot: '^src/interchange/(import|rehearsal)\\.ts$' },
      to: { path: '^src/(store|engine|projection|graphql|cli|web)/' },
    },
    {
      name: 'nothing-depends-on-the-edges',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|web|graphql|demo)/|^src/(main|server|app\\.module)\\.ts$|\\.resolver\\.ts$' },
      to: { path: '^src/(cli|web|graphql|demo)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
