// A command on its way to where the store is open, and its answer. Runs the same in a running server and without one.
import { adminProtocolVersion } from '../admin-socket.ts';
import { commands } from './commands.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';

export interface CommandRequest extends CommandArguments {
  readonly version: number;
  readonly command: string;
}

export type CommandReply = CommandResult<unknown>;

/** Anything else than a request of this version is `bad_request`. */
export async function answerRequest(context: CommandContext, request: unknown): Promise<CommandReply> {
  if (!isRequest(request) || request.version !== adminProtocolVersion)
    return { ok: false, code: 'bad_request' };
  const command = commands.find(({ name }) => name === request.command);
  return (await command?.run(context, request)) ?? { ok: false, code: 'bad_request' };
}

/** Only the owner of the data directory can send one, so this tells versions apart more than it fends off anybody. */
function isRequest(value: unknown): value is CommandRequest {
  if (typeof value !== 'object' || value === null) return false;
  const request = value as Partial<Record<keyof CommandRequest, unknown>>;
  return (
    typeof request.version === 'number' &&
    typeof request.command === 'string' &&
    Array.isArray(request.positionals) &&
    typeof request.options === 'object' &&
    request.options !== null &&
    typeof request.directory === 'string' &&
    (request.input === null || typeof request.input === 'string')
  );
}

export function isReply(value: unknown): value is CommandReply {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
