// The functions that the engine gets wrong (`ownReasons` in functions.ts), or that would let texts grow without bounds, as one
// plugin under names of their own; the compiler calls them instead. Knows values, not plans.
import {
  CellError,
  EmptyValue,
  ErrorType,
  FunctionArgumentType,
  FunctionPlugin,
  HyperFormula,
  SimpleRangeValue,
} from 'hyperformula';
import {
  decimalOf,
  numberOfDecimal,
  roundDecimal,
  trimZeros,
  withoutNoise,
  writtenOut,
} from '../../contract/decimal.ts';
import { dayOfSerial, serialOfDay } from './date-serial.ts';
import { maxTextResult } from './formula-limits.ts';

type RunFunction = FunctionPlugin['runFunction'];
type Ast = Parameters<RunFunction>[0] extends readonly (infer Each)[] ? { args: Each[] } : never;
type State = Parameters<RunFunction>[1];
type Result = ReturnType<RunFunction>;

/** The message that tells a text past the bound from other errors of the same type. */
export const textTooLong = 'text_too_long';

const scalar = { argumentType: FunctionArgumentType.SCALAR };
const number = { argumentType: FunctionArgumentType.NUMBER };
const places = { argumentType: FunctionArgumentType.NUMBER, defaultValue: 0 };
const text = { argumentType: FunctionArgumentType.SCALAR };
const anything = { argumentType: FunctionArgumentType.ANY };

export class OwnFunctions extends FunctionPlugin {
  static override implementedFunctions = {
    'OWN.ROUND': { method: 'round', parameters: [number, places] },
    'OWN.ROUNDUP': { method: 'roundUp', parameters: [number, places] },
    'OWN.ROUNDDOWN': { method: 'roundDown', parameters: [number, places] },
    'OWN.TRUNC': { method: 'roundDown', parameters: [number, places] },
    'OWN.INT': { method: 'int', parameters: [number] },
    'OWN.COUNTA': { method: 'countFilled', parameters: [anything], repeatLastArgs: 1 },
    'OWN.COUNTBLANK': { method: 'countBlank', parameters: [anything], repeatLastArgs: 1 },
    'OWN.ISBLANK': { method: 'isBlank', parameters: [scalar] },
    'OWN.CONCATENATE': { method: 'join', parameters: [anything], repeatLastArgs: 1 },
    'OWN.SUBSTITUTE': {
      method: 'substitute',
      parameters: [text, text, text, { ...number, optionalArg: true }],
    },
    'OWN.REPLACE': { method: 'replace', parameters: [text, number, number, text] },
    'OWN.EDATE': { method: 'addMonths', parameters: [number, number] },
    'OWN.CRITERION': { method: 'criterion', parameters: [scalar] },
    'OWN.VALUE': { method: 'valueOrEmpty', parameters: [scalar] },
    'OWN.FRACTION': { method: 'fraction', parameters: [scalar] },
    'OWN.RESULT': { method: 'result', parameters: [anything] },
    'OWN.PROBLEM': { method: 'problem', parameters: [] },
  };

  round(ast: Ast, state: State): Result {
    return this.#decimal(ast, state, 'OWN.ROUND', (value, at) => roundDecimal(withoutNoise(value), at));
  }

  roundUp(ast: Ast, state: State): Result {
    return this.#decimal(ast, state, 'OWN.ROUNDUP', (value, at) => {
      const exact = withoutNoise(value);
      const cut = truncated(exact, at);
      const isExact = numberOfDecimal(cut) === numberOfDecimal(exact);
      return isExact ? exact : oneFurther(cut, at, exact.negative);
    });
  }

  roundDown(ast: Ast, state: State): Result {
    return this.#decimal(ast, state, 'OWN.ROUNDDOWN', (value, at) => truncated(withoutNoise(value), at));
  }

  int(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.INT'), (value: number) =>
      Math.floor(numberOfDecimal(withoutNoise(value))),
    );
  }

  countFilled(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.COUNTA'), (...values: unknown[]) =>
      count(values, (value) => !isNothing(value)),
    );
  }

  countBlank(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.COUNTBLANK'), (...values: unknown[]) =>
      count(values, isNothing),
    );
  }

  isBlank(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.ISBLANK'), (value: unknown) =>
      isNothing(value),
    );
  }

  join(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.CONCATENATE'), (...values: unknown[]) => {
      let joined = '';
      for (const value of each(values)) {
        if (value instanceof CellError) return value;
        joined += textOf(value);
        if (joined.length > maxTextResult) return tooLong();
      }
      return joined;
    });
  }

  substitute(ast: Ast, state: State): Result {
    return this.runFunction(
      ast.args,
      state,
      this.metadata('OWN.SUBSTITUTE'),
      (value: unknown, old: unknown, by: unknown, occurrence?: number) => {
        const [source, needle, replacement] = [textOf(value), textOf(old), textOf(by)];
        if (needle === '') return source;
        if (occurrence === undefined) {
          const parts = source.split(needle);
          const length = source.length + (parts.length - 1) * (replacement.length - needle.length);
          return length > maxTextResult ? tooLong() : parts.join(replacement);
        }
        if (occurrence < 1) return new CellError(ErrorType.VALUE);
        let at = -1;
        for (let found = 0; found < Math.trunc(occurrence); found += 1) {
          at = source.indexOf(needle, at < 0 ? 0 : at + needle.length);
          if (at < 0) return source;
        }
        return bounded(source.slice(0, at) + replacement + source.slice(at + needle.length));
      },
    );
  }

  replace(ast: Ast, state: State): Result {
    return this.runFunction(
      ast.args,
      state,
      this.metadata('OWN.REPLACE'),
      (value: unknown, start: number, length: number, by: unknown) => {
        if (start < 1 || length < 0) return new CellError(ErrorType.VALUE);
        const source = textOf(value);
        const from = Math.trunc(start) - 1;
        return bounded(source.slice(0, from) + textOf(by) + source.slice(from + Math.trunc(length)));
      },
    );
  }

  addMonths(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.EDATE'), (serial: number, months: number) => {
      const day = dayOfSerial(Math.floor(serial));
      if (day === null) return new CellError(ErrorType.NUM);
      const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
      const first = new Date(Date.UTC(year, month - 1 + Math.trunc(months), 1));
      const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
      first.setUTCDate(Math.min(date, last));
      return serialOfDay(first.toISOString().slice(0, 10)) ?? new CellError(ErrorType.NUM);
    });
  }

  /** ">2,5" in French is ">2.5" for the engine. */
  criterion(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.CRITERION'), (value: unknown) =>
      typeof value === 'string' ? engineCriterion(value) : (value as string),
    );
  }

  /** An empty derived value, which is "" in the sheets, counts as an empty cell. */
  valueOrEmpty(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.VALUE'), (value: unknown) =>
      value === '' ? EmptyValue : (value as string),
    );
  }

  fraction(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.FRACTION'), (value: unknown) => {
      const amount = numeric(value);
      return amount === null ? (value === '' ? EmptyValue : (value as string)) : fractionOf(amount);
    });
  }

  /** What a formula gives as a whole: a cell that is empty gives 0, as in Excel. */
  result(ast: Ast, state: State): Result {
    return this.runFunction(ast.args, state, this.metadata('OWN.RESULT'), (value: unknown) => {
      if (value instanceof SimpleRangeValue) return new CellError(ErrorType.VALUE);
      if (value === EmptyValue) return 0;
      if (typeof value === 'string') return bounded(value);
      return value as string;
    });
  }

  problem(ast: Ast, state: State): Result {
    return this.runFunction(
      ast.args,
      state,
      this.metadata('OWN.PROBLEM'),
      () => new CellError(ErrorType.VALUE),
    );
  }

  #decimal(
    ast: Ast,
    state: State,
    name: string,
    compute: (value: number, places: number) => ReturnType<typeof decimalOf>,
  ): Result {
    return this.runFunction(ast.args, state, this.metadata(name), (value: number, at: number) => {
      // Beyond what a number holds, there is nothing to round.
      const places = Math.max(-400, Math.min(400, Math.trunc(at)));
      return numberOfDecimal(compute(value, places));
    });
  }
}

/** Once for all engines: the library keeps its functions in one table. */
export function registerOwnFunctions(): void {
  const names = Object.keys(OwnFunctions.implementedFunctions);
  if (HyperFormula.getRegisteredFunctionNames('enGB').includes('OWN.ROUND')) return;
  HyperFormula.registerFunctionPlugin(OwnFunctions, {
    enGB: Object.fromEntries(names.map((name) => [name, name])),
  });
}

/** 18.24 as 0.1824: the digits are moved, so that no binary noise comes in. */
export function fractionOf(percent: number): number {
  const decimal = decimalOf(percent);
  return numberOfDecimal({ ...decimal, point: decimal.digits === '' ? 0 : decimal.point - 2 });
}

export function percentOf(fraction: number): number {
  const decimal = decimalOf(fraction);
  return numberOfDecimal({ ...decimal, point: decimal.digits === '' ? 0 : decimal.point + 2 });
}

/** A number as French text, in all its digits. */
export function frenchNumber(value: number): string {
  const decimal = withoutNoise(value);
  const { integer, decimals } = writtenOut(decimal);
  return `${decimal.negative ? '-' : ''}${integer}${decimals === '' ? '' : `,${decimals}`}`;
}

export function engineCriterion(criterion: string): string {
  return /^(?:<=|>=|<>|<|>|=)?[ \u00a0\u202f]*-?[\d \u00a0\u202f]*,\d+$/u.test(criterion)
    ? criterion.replaceAll(/[ \u00a0\u202f]/gu, '').replace(',', '.')
    : criterion;
}

function truncated(decimal: ReturnType<typeof decimalOf>, places: number): ReturnType<typeof decimalOf> {
  const kept = decimal.point + places;
  if (kept >= decimal.digits.length) return decimal;
  if (kept <= 0) return { negative: false, digits: '', point: 0 };
  const cut = trimZeros(decimal.digits.slice(0, kept), decimal.point);
  return { negative: decimal.negative && cut.digits !== '', ...cut };
}

/** One unit of the last place further from zero. */
function oneFurther(
  cut: ReturnType<typeof decimalOf>,
  places: number,
  negative: boolean,
): ReturnType<typeof decimalOf> {
  const length = Math.max(0, cut.point + places);
  const whole = BigInt(cut.digits.padEnd(length, '0') || '0') + 1n;
  const digits = whole.toString();
  const point = Math.max(length, 0) === 0 ? digits.length - places : cut.point + digits.length - length;
  return { negative, ...trimZeros(digits, point) };
}

function* each(values: readonly unknown[]): Iterable<unknown> {
  for (const value of values) {
    if (value instanceof SimpleRangeValue) yield* value.valuesFromTopLeftCorner();
    else yield value;
  }
}

function count(values: readonly unknown[], counts: (value: unknown) => boolean): number {
  let found = 0;
  for (const value of each(values)) if (counts(value)) found += 1;
  return found;
}

function isNothing(value: unknown): boolean {
  return value === EmptyValue || value === '' || value === undefined;
}

/** The engine packs numbers with a format (dates, percents) into objects. */
function numeric(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null && 'val' in value && typeof value.val === 'number'
    ? value.val
    : null;
}

function textOf(value: unknown): string {
  const amount = numeric(value);
  if (amount !== null) return frenchNumber(amount);
  if (typeof value === 'boolean') return value ? 'VRAI' : 'FAUX';
  return typeof value === 'string' ? value : '';
}

function tooLong(): CellError {
  return new CellError(ErrorType.VALUE, textTooLong);
}

function bounded(result: string): string | CellError {
  return result.length > maxTextResult ? tooLong() : result;
}
