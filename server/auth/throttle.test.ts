import { beforeEach, describe, expect, it } from 'vitest';
import { LoginThrottle } from './throttle.ts';

const limits = {
  windowMs: 1000,
  failuresPerPair: 3,
  failuresPerAddress: 5,
  failuresPerEmail: 8,
  maxKeys: 30,
};
let now: number;
let throttle: LoginThrottle;

beforeEach(() => {
  now = 0;
  throttle = new LoginThrottle(() => now, limits);
});

describe('throttling of sign-ins', () => {
  it('stops an e-mail from one address after its failures, until the window ends; its owner elsewhere gets in', () => {
    for (let i = 0; i < 3; i += 1) expect(throttle.begin('ana@x', 'a')).toBe(0);
    now = 400;
    expect(throttle.begin('ana@x', 'a')).toBe(600);
    expect(throttle.begin('ana@x', 'b')).toBe(0);
    expect(throttle.begin('bob@x', 'a')).toBe(0);
    now = 1000;
    expect(throttle.begin('ana@x', 'a')).toBe(0);
  });

  it('stops an e-mail that many addresses guess together', () => {
    for (let i = 0; i < 8; i += 1) expect(throttle.begin('ana@x', `address ${i}`)).toBe(0);
    expect(throttle.begin('ana@x', 'another')).toBe(1000);
    expect(throttle.begin('bob@x', 'another')).toBe(0);
  });

  it('stops an address after its failures, whoever it tries', () => {
    for (let i = 0; i < 5; i += 1) expect(throttle.begin(`user${i}@x`, 'a')).toBe(0);
    expect(throttle.begin('other@x', 'a')).toBe(1000);
    expect(throttle.begin('other@x', 'b')).toBe(0);
  });

  it('counts attempts whose outcome is not known yet', () => {
    const parallel = Array.from({ length: 10 }, () => throttle.begin('ana@x', 'a'));
    expect(parallel.filter((waitMs) => waitMs === 0)).toHaveLength(3);
  });

  it('a success starts afresh, and counts neither for the address nor for the e-mail', () => {
    for (let i = 0; i < 20; i += 1) {
      expect(throttle.begin('ana@x', 'a')).toBe(0);
      throttle.succeed('ana@x', 'a');
    }
  });

  it('waiting does not lengthen the wait', () => {
    for (let i = 0; i < 3; i += 1) throttle.begin('ana@x', 'a');
    now = 999;
    expect(throttle.begin('ana@x', 'a')).toBe(1);
    now = 1000;
    expect(throttle.begin('ana@x', 'a')).toBe(0);
  });

  it('keeps a bounded number of keys, and forgets the ended ones', () => {
    for (let i = 0; i < 100; i += 1) throttle.begin(`user${i}@x`, `address ${i}`);
    expect(throttle.size).toBe(limits.maxKeys);
    now = 5000;
    throttle.begin('ana@x', 'a');
    expect(throttle.size).toBe(3);
  });
});
