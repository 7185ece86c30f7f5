/** How wide a line of text for a terminal may be. */
export const WIDTH = 100;

/** Text as lines of at most `width` characters, broken between words; a longer word has a line of its own. */
export const brokenAt = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
};

/** Text broken into lines of at most `WIDTH` characters with their margin, each after the first indented by it. */
export const wrapped = (text: string, indent: number): string =>
  brokenAt(text, WIDTH - indent).join(`\n${' '.repeat(indent)}`);
