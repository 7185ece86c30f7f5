import { Unreadable } from './importer.js';

/** Deeper than any document of these formats; what nests deeper is refused before it can exhaust a stack. */
const MAX_DEPTH = 64;

/** A JSON text read: its value, and the line on which an object of it starts. */
export interface JsonText {
  readonly value: unknown;
  readonly lineOf: (object: unknown) => number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const WORD = /[A-Za-z_$-][\w$-]*/y;

const parsed = (quoted: string): string | undefined => {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
};

/** Reads JSON (RFC 8259) by hand because JSON.parse says neither where nor, for a repeated key, that anything is wrong. */
class Reader {
  private at = 0;
  private line: number;
  private lineStart = 0;
  private readonly lines = new WeakMap<object, number>();

  constructor(
    private readonly text: string,
    firstLine: number,
  ) {
    this.line = firstLine;
  }

  read(): JsonText {
    const value = this.value(0, '');
    this.space();
    if (this.at < this.text.length) this.fail('', 'there is more after the end of the value: one value is expected');
    return {
      value,
      lineOf: (object) => (object !== null && typeof object === 'object' && this.lines.get(object)) || 1,
    };
  }

  private fail(field: string, problem: string): never {
    throw new Unreadable(
      field,
      `Not JSON at line ${this.line}, column ${this.at - this.lineStart + 1}: ${problem}.`,
      this.line,
    );
  }

  private refuse(field: string, problem: string): never {
    throw new Unreadable(field, problem, this.line);
  }

  private space(): void {
    for (; ; this.at += 1) {
      const character = this.text[this.at];
      if (character === '\n') {
        this.line += 1;
        this.lineStart = this.at + 1;
      } else if (character !== ' ' && character !== '\t' && character !== '\r') return;
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private take(sign: string): boolean {
    this.space();
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private value(depth: number, field: string): unknown {
    if (depth > MAX_DEPTH) this.refuse(field, `The value is nested more than ${MAX_DEPTH} deep: make it flatter.`);
    this.space();
    const sign = this.text[this.at];
    if (sign === '{') return this.object(depth, field);
    if (sign === '[') return this.array(depth, field);
    if (sign === '"') return this.string(field);
    const number = this.match(NUMBER);
    if (number !== undefined) return this.number(number, field);
    const word = this.match(WORD);
    if (word !== undefined && WORDS.has(word)) return WORDS.get(word);
    return this.fail(
      field,
      sign === undefined
        ? 'the text ends where a value is expected'
        : `"${(word ?? sign).slice(0, 20)}" is not a value`,
    );
  }

  private object(depth: number, field: string): object {
    const result: Record<string, unknown> = {};
    this.lines.set(result, this.line);
    this.at += 1;
    if (this.take('}')) return result;
    do {
      this.space();
      if (this.text[this.at] !== '"') this.fail(field, 'a field name in double quotation marks is expected');
      const key = this.string(field);
      const path = field ? `${field}.${key}` : key;
      if (!this.take(':')) this.fail(path, 'a colon is expected after the field name');
      if (Object.hasOwn(result, key)) this.refuse(path, `The field "${key.slice(0, 100)}" is there twice: keep one.`);
      // Plain assignment would lose a field called __proto__.
      Object.defineProperty(result, key, {
        value: this.value(depth + 1, path),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } while (this.take(','));
    if (!this.take('}')) this.fail(field, 'a comma or "}" is expected');
    return result;
  }

  private array(depth: number, field: string): unknown[] {
    const result: unknown[] = [];
    this.at += 1;
    if (this.take(']')) return result;
    do result.push(this.value(depth + 1, `${field}[${result.length}]`));
    while (this.take(','));
    if (!this.take(']')) this.fail(field, 'a comma or "]" is expected');
    return result;
  }

  private string(field: string): string {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"' && this.text.charCodeAt(end) >= 0x20)
      end += this.text[end] === '\\' ? 2 : 1;
    const text = parsed(this.text.slice(this.at, end + 1));
    if (text === undefined)
      this.fail(field, 'the text in quotation marks does not end, or holds a line break or a wrong escape');
    this.at = end + 1;
    if (/\p{Surrogate}/u.test(text))
      this.refuse(field, 'The text holds half a character (a lone surrogate): write the whole one.');
    return text;
  }

  private number(written: string, field: string): number {
    const value = Number(written);
    if (!Number.isFinite(value) || (Number.isInteger(value) && /^-?\d+$/.test(written) && !Number.isSafeInteger(value)))
      this.refuse(
        field,
        `The number ${written.slice(0, 40)} is too large to be kept exactly: write it as text in quotation marks.`,
      );
    return value;
  }
}

/**
 * Reads JSON. Throws Unreadable, with line and column and the path of the field, for what is not JSON and for what
 * JSON allows but no two readers agree on: a field given twice, a number too large, half a character, deep nesting.
 */
export const readJson = (text: string, firstLine = 1): JsonText => new Reader(text, firstLine).read();
