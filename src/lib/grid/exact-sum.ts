// Adds figures as the decimals that people see, so that 0,1 + 0,2 is 0,3. Pure; knows no cells.
import { decimalOf } from '../contract/decimal.ts';

/** Millionths: what people type has at most that many decimals, and stays an exact integer. */
const fastDecimals = 6;
const fastUnit = 10 ** fastDecimals;
/** Fifteen digits name one number only: the rounded integer is the very decimal that was typed. */
const maxFast = 1e15;
/** A mean rarely ends: that many digits behind the sum's own are more than a number can tell apart. */
const meanDigits = 20;

/** `value` in units of 10^-decimals. */
interface Scaled {
  readonly value: bigint;
  readonly decimals: number;
}

function scaledTo({ value, decimals }: Scaled, wanted: number): bigint {
  return value * 10n ** BigInt(wanted - decimals);
}

function plus(one: Scaled, other: Scaled): Scaled {
  const decimals = Math.max(one.decimals, other.decimals);
  return { value: scaledTo(one, decimals) + scaledTo(other, decimals), decimals };
}

/** Null when the figure is too large to be a number. */
function numberOf({ value, decimals }: Scaled): number | null {
  const number = Number(`${value}e-${decimals}`);
  return Number.isFinite(number) ? number : null;
}

export class ExactSum {
  /** Of figures that the fast way takes: always an exact integer of millionths. */
  #fast = 0;
  #rest: Scaled = { value: 0n, decimals: 0 };
  #count = 0;

  add(value: number): void {
    this.#count += 1;
    const fast = Math.round(value * fastUnit);
    if (Math.abs(fast) < maxFast && fast / fastUnit === value) {
      this.#fast += fast;
      if (Math.abs(this.#fast) >= maxFast) this.#settle();
      return;
    }
    const { negative, digits, point } = decimalOf(value);
    const decimals = Math.max(0, digits.length - point);
    const whole = BigInt(digits === '' ? '0' : digits.padEnd(point + decimals, '0'));
    this.#rest = plus(this.#rest, { value: negative ? -whole : whole, decimals });
  }

  #settle(): void {
    if (this.#fast === 0) return;
    this.#rest = plus(this.#rest, { value: BigInt(this.#fast), decimals: fastDecimals });
    this.#fast = 0;
  }

  /** Null when nothing was added, or when it is too large. */
  sum(): number | null {
    this.#settle();
    return this.#count === 0 ? null : numberOf(this.#rest);
  }

  mean(): number | null {
    this.#settle();
    if (this.#count === 0) return null;
    const { value, decimals } = this.#rest;
    return numberOf({
      value: (value * 10n ** BigInt(meanDigits)) / BigInt(this.#count),
      decimals: decimals + meanDigits,
    });
  }
}
