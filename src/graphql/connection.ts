/** A Relay connection from the entries of a page, their cursors, and whether more follows. */
export const connectionOf = <Node>(
  nodes: readonly Node[],
  cursors: readonly string[],
  more: boolean,
  after: string | null | undefined,
) => ({
  edges: nodes.map((node, index) => ({ node, cursor: cursors[index] ?? '' })),
  nodes,
  pageInfo: {
    hasNextPage: more,
    hasPreviousPage: Boolean(after),
    startCursor: cursors[0] ?? null,
    endCursor: cursors.at(-1) ?? null,
  },
});

/** The number behind a cursor of a list in order of appearance; 0 before the first. */
export const numberOf = (cursor: string | null | undefined): number =>
  cursor ? Number(Buffer.from(cursor, 'base64url').toString()) || 0 : 0;

/** A cursor for a number. */
export const cursorOf = (number: number): string => Buffer.from(String(number)).toString('base64url');
