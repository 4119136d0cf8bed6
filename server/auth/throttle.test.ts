import { beforeEach, describe, expect, it } from 'vitest';
import { LoginThrottle } from './throttle.ts';

const limits = { windowMs: 1000, failuresPerEmail: 3, failuresPerAddress: 5, maxKeys: 8 };
let now: number;
let throttle: LoginThrottle;

beforeEach(() => {
  now = 0;
  throttle = new LoginThrottle(() => now, limits);
});

describe('throttling of sign-ins', () => {
  it('stops an e-mail after its failures, from wherever they come, until the window ends', () => {
    for (const address of ['a', 'b', 'c']) expect(throttle.begin('ana@x', address)).toBe(0);
    now = 400;
    expect(throttle.begin('ana@x', 'd')).toBe(600);
    expect(throttle.begin('bob@x', 'd')).toBe(0);
    now = 1000;
    expect(throttle.begin('ana@x', 'd')).toBe(0);
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

  it('a success clears the e-mail and gives the address its attempt back', () => {
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
    expect(throttle.size).toBe(2);
  });
});
