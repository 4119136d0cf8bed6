// One union for every expected failure, shared by server, wire and screen. Sentences live in i18n (`errors.<code>`).

export type ErrorCode =
  // request and session
  | 'bad_request'
  | 'bad_origin'
  | 'not_signed_in'
  | 'forbidden'
  | 'not_found'
  | 'too_many_attempts'
  | 'internal'
  // accounts
  | 'wrong_credentials'
  | 'account_disabled'
  | 'email_taken'
  | 'email_invalid'
  | 'name_missing'
  | 'password_too_short'
  | 'setup_link_invalid'
  | 'setup_already_done'
  | 'invitation_unknown'
  | 'invitation_expired'
  | 'invitation_used'
  | 'already_member'
  | 'reset_link_invalid'
  // contracts and commands
  | 'title_missing'
  | 'exercise_invalid'
  | 'envelope_invalid'
  | 'axes_missing'
  | 'axis_unknown'
  | 'row_unknown'
  | 'row_archived'
  | 'label_missing'
  | 'label_too_long'
  | 'number_taken'
  | 'template_key_unknown'
  | 'indicator_already_there'
  | 'position_invalid'
  | 'signed_row'
  | 'organisation_unknown'
  | 'too_many_organisations'
  | 'organisation_name_missing'
  | 'organisation_name_too_long'
  | 'organisation_name_taken'
  | 'organisation_in_use'
  | 'organisation_needed'
  | 'last_coordinator'
  | 'signing_changed'
  | 'version_not_computed'
  | 'committee_day_invalid'
  | 'committee_day_known'
  | 'too_many_committees'
  // views
  | 'view_name_missing'
  | 'view_name_too_long'
  | 'view_name_taken'
  | 'too_many_views'
  // history
  | 'moment_name_missing'
  | 'moment_name_too_long'
  | 'moment_invalid'
  | 'too_many_moments'
  // frames
  | 'frame_too_large'
  | 'rate_limited'
  | 'malformed'
  | 'clock_gap'
  | 'foreign_client'
  | 'frame_out_of_order'
  | 'not_a_cell'
  | 'not_scalar'
  | 'text_too_long'
  | 'unknown_column'
  | 'unknown_row'
  | 'archived'
  | 'read_only_role'
  | 'plan_closed'
  | 'fiche_closed'
  | 'signed'
  | 'not_signed'
  | 'not_your_action'
  | 'coordinator_only'
  | 'lease_unknown'
  | 'epoch_changed'
  | 'plan_read_only'
  | 'oracle'
  // operations
  | 'data_dir_locked'
  | 'data_dir_not_writable'
  | 'database_damaged'
  | 'database_too_new'
  | 'file_exists'
  | 'file_not_writable';

export type Failure<Detail extends object = object> = {
  readonly ok: false;
  readonly code: ErrorCode;
} & Detail;
export type Result<Value, Detail extends object = object> =
  { readonly ok: true; readonly value: Value } | Failure<Detail>;

export function success<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function failure(code: ErrorCode): Failure {
  return { ok: false, code };
}
