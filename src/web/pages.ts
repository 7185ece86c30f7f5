import { EXAMPLES } from './examples.js';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 1.05rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
  h1 { font-size: 1.8rem; margin-bottom: .25rem; }
  dt { font-weight: 600; margin-top: .75rem; }
  dd { margin: 0; }
  a:focus { outline: 3px solid #f5a300; outline-offset: 2px; }
`;

const page = (main: string): string => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Concordat</title>
  <style>${STYLE}</style>
</head>
<body>
  <main>
    <h1>Concordat</h1>
${main}
  </main>
</body>
</html>
`;

const counted = (events: number): string =>
  `<strong>${escaped(events.toLocaleString('en-GB'))}</strong> ${events === 1 ? 'event' : 'events'}`;

/** The page at `/` while the log has not been read to its end: nothing is told from a part of it. */
export const waitingPage = (events: number): string =>
  page(`    <p>This instance has not read the whole log yet, and answers nothing from a part of it: ${counted(events)} so far.
    <a href="/health/ready">Health</a> tells how far it is and what is wrong, if anything is.</p>`);

/** The page at `/`: what this is, how much is on record, and where to go. */
export const startPage = ({ events, position }: { readonly events: number; readonly position: string }): string =>
  page(`    <p>An engagement record that public bodies and third sector organisations keep together: what was said and done,
    what was decided and on what, and what the Compact asks.</p>
    <p>${counted(events)} ${events === 1 ? 'is' : 'are'} on record, up to position <code>${escaped(position || 'none')}</code>.</p>
    <h2>Ask the record</h2>
    <p><a href="/graphql">Open the query editor</a>. It starts with these examples:</p>
    <dl>
      ${EXAMPLES.map(({ title, about }) => `<dt>${escaped(title)}</dt><dd>${escaped(about)}</dd>`).join('\n      ')}
    </dl>
    <h2>Record something</h2>
    <p>Reading what is public needs nothing. Recording needs an access token: <code>concordat token issue --role officer
    --organisation ID</code>, sent as <code>Authorization: Bearer …</code> (in the editor: the Headers tab).</p>
    <h2>For operators</h2>
    <p><a href="/health/ready">Health</a> tells whether this instance follows the log; <a href="/metrics">metrics</a> are for Prometheus.</p>`);

/** The query editor, with the examples in its tabs. Everything it loads comes from this server. */
export const editorPage = (): string => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Concordat: query editor</title>
  <link rel="stylesheet" href="/assets/graphiql.css">
  <style>html, body, #editor { height: 100%; margin: 0; }</style>
</head>
<body>
  <div id="editor">Loading the query editor…</div>
  <script src="/assets/react.js"></script>
  <script src="/assets/react-dom.js"></script>
  <script src="/assets/graphiql.js"></script>
  <script>
    ReactDOM.createRoot(document.getElementById('editor')).render(
      React.createElement(GraphiQL, {
        fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
        defaultTabs: ${JSON.stringify(EXAMPLES.map(({ query }) => ({ query }))).replaceAll('<', '\\u003c')},
        defaultEditorToolsVisibility: true,
        shouldPersistHeaders: false,
      }),
    );
  </script>
</body>
</html>
`;
