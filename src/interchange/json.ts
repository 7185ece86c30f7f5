import { Unreadable } from './importer.js';

/** Deeper than any document of these formats; what nests deeper is refused before it can exhaust a stack. */
const MAX_DEPTH = 64;

/** A JSON text read: its value, and the line on which an object of it starts. */
export interface JsonText {
  readonly value: unknown;
  readonly lineOf: (object: unknown) => number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$-][\w$-]*/y;
const WORDS = new Map<string | undefined, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const unescaped = (quoted: string): string | undefined => {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
};

const set = (object: Record<string, unknown>, key: string, value: unknown): void => {
  // Assigning to __proto__ would lose the field.
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
  else object[key] = value;
};

/** Reads JSON (RFC 8259) by hand: JSON.parse says neither where a mistake is nor that a field is there twice. */
class Reader {
  private at = 0;
  private lineStart = 0;
  private readonly path: (string | number)[] = [];
  private readonly lines = new WeakMap<object, number>();

  constructor(
    private readonly text: string,
    private line: number,
  ) {}

  read(): JsonText {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail('there is more after the end of the value: one value is expected');
    const lineOf = (object: unknown) => (typeof object === 'object' && object !== null && this.lines.get(object)) || 1;
    return { value, lineOf };
  }

  private refuse(problem: string): never {
    const field = this.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step.slice(0, 100)}`)).join('');
    throw new Unreadable(field.replace(/^\./, ''), problem, this.line);
  }

  private fail(problem: string): never {
    return this.refuse(`Not JSON at line ${this.line}, column ${this.at - this.lineStart + 1}: ${problem}.`);
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

  private value(): unknown {
    if (this.path.length > MAX_DEPTH) this.refuse(`The value is nested more than ${MAX_DEPTH} deep: make it flatter.`);
    this.space();
    const sign = this.text[this.at];
    if (sign === '{') return this.object();
    if (sign === '[') return this.array();
    if (sign === '"') return this.string();
    const number = this.match(NUMBER);
    if (number !== undefined) return this.number(number);
    const word = this.match(WORD);
    if (WORDS.has(word)) return WORDS.get(word);
    if (sign === undefined) return this.fail('the text ends where a value is expected');
    return this.fail(`"${(word ?? sign).slice(0, 20)}" is not a value`);
  }

  private under(step: string | number): unknown {
    this.path.push(step);
    const value = this.value();
    this.path.pop();
    return value;
  }

  private object(): object {
    const result: Record<string, unknown> = {};
    this.lines.set(result, this.line);
    this.at += 1;
    if (this.take('}')) return result;
    do {
      this.space();
      if (this.text[this.at] !== '"') this.fail('a field name in double quotation marks is expected');
      const key = this.string();
      if (!this.take(':')) this.fail('a colon is expected after the field name');
      if (Object.hasOwn(result, key)) {
        this.path.push(key);
        this.refuse(`The field "${key.slice(0, 100)}" is there twice: keep one.`);
      }
      set(result, key, this.under(key));
    } while (this.take(','));
    if (!this.take('}')) this.fail('a comma or "}" is expected');
    return result;
  }

  private array(): unknown[] {
    const result: unknown[] = [];
    this.at += 1;
    if (this.take(']')) return result;
    do result.push(this.under(result.length));
    while (this.take(','));
    if (!this.take(']')) this.fail('a comma or "]" is expected');
    return result;
  }

  private string(): string {
    let end = this.at + 1;
    let plain = true;
    for (let code = this.text.charCodeAt(end); code !== 0x22 && code >= 0x20; code = this.text.charCodeAt(end)) {
      if (code === 0x5c) plain = false;
      end += code === 0x5c ? 2 : 1;
    }
    const closed = this.text[end] === '"';
    const text = plain && closed ? this.text.slice(this.at + 1, end) : unescaped(this.text.slice(this.at, end + 1));
    if (text === undefined)
      this.fail('the text in quotation marks does not end, or holds a line break or a wrong escape');
    if (!plain && /\p{Surrogate}/u.test(text))
      this.refuse('The text holds half a character (a lone surrogate): write the whole one.');
    this.at = end + 1;
    return text;
  }

  private number(written: string): number {
    const value = Number(written);
    if (!Number.isFinite(value) || (/^-?\d+$/.test(written) && !Number.isSafeInteger(value)))
      this.refuse(
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
