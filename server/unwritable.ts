// A disk that takes nothing just now is an answer, not a bug: forms then say so in a sentence and keep what was typed. Knows
// which methods answer with a result; what they do is theirs.
import { failure } from '../src/lib/contract/errors.ts';
import { describeError } from './error-report.ts';
import { isUnwritable } from './store/sqlite.ts';
import type { Log } from './sync/sync-observer.ts';

/** The same service; what its `methods` could not write is `not_written`. Anything else goes on as it was thrown. */
export function answeringUnwritable<Service extends object>(
  service: Service,
  methods: readonly (keyof Service & string)[],
  log: Log,
): Service {
  const answer = (method: string, error: unknown): unknown => {
    if (!isUnwritable(error)) throw error;
    log.error({ method, err: describeError(error) }, 'the disk does not take it');
    return failure('not_written');
  };
  return new Proxy(service, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      if (!methods.some((one) => one === name)) return method.bind(target) as unknown;
      return (...words: unknown[]): unknown => {
        try {
          const result: unknown = Reflect.apply(method, target, words);
          return result instanceof Promise
            ? result.catch((error: unknown) => answer(String(name), error))
            : result;
        } catch (error) {
          return answer(String(name), error);
        }
      };
    },
  });
}
