import { describe, expect, it } from 'vitest';
import { describeError } from './error-report.ts';

describe('the report of an error', () => {
  it('HT7 says what it was and where it came from, and nothing of what its message quotes', () => {
    const secret = 'SECRET-TOKEN';
    const error = new TypeError(`/reset/${secret}\n    at /reset/${secret}\n  claire@exemple.fr`);
    const report = describeError(error);
    expect(report.type).toBe('TypeError');
    expect(report.stack).toContain('error-report.test.ts');
    expect(JSON.stringify(report)).not.toMatch(/SECRET|claire/);
  });

  it('keeps the code of the system, and takes what is no error', () => {
    const error = Object.assign(new Error('disk /data is full'), { code: 'SQLITE_FULL' });
    expect(describeError(error)).toMatchObject({ type: 'Error', code: 'SQLITE_FULL' });
    expect(describeError('SECRET')).toEqual({ type: 'string' });
  });
});
